// Do goroutines queue for one lock?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount, formatShare, formatValue } from '../../model/units.ts';
import { holderPlace } from '../blame/lock-holder.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import type { Suspicion } from '../suspicion.ts';
import { MIN_HELD_SHARE, MIN_LOCK_DELAY_NS } from '../thresholds.ts';
import { siteValues, totalOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

/** The profile names the holder that released the lock, not those who waited. */
const MOST = 0.6;

export const contendedLock: Rule = {
  id: 'contended-lock',
  look: (facts: IncidentFacts) => profilesOf(facts, 'mutex').flatMap((mutex) => suspicionsOf(facts, mutex)),
};

function suspicionsOf(incident: IncidentFacts, facts: DumpFacts<Profile>): Suspicion[] {
  const delay = sampleTypeIndex(facts.dump, 'delay');
  const waits = sampleTypeIndex(facts.dump, 'contentions');
  if (delay === NONE || waits === NONE) return [];
  const total = totalOf(facts.dump, delay);
  return siteValues(facts, delay)
    .filter((s) => s.values[delay] >= MIN_LOCK_DELAY_NS && s.values[delay] >= total * MIN_HELD_SHARE)
    .map((s) => ({
      rule: contendedLock.id,
      kind: 'contention' as const,
      weight: (MOST * s.values[delay]) / total,
      dump: facts.path,
      place: holderPlace(incident, facts, s),
      evidence: {
        text:
          `others waited ${formatValue(s.values[delay], 'nanoseconds')} (${formatShare(s.values[delay] / total)}) ` +
          `in ${formatCount(s.values[waits])} waits for the lock released here`,
        value: s.values[delay],
        unit: 'nanoseconds',
      },
    }));
}
