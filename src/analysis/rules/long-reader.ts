// Does a reader that holds an RWMutex for long keep everyone else waiting?
//
//   reader holds ── writer waits for it ── new readers wait for the writer
//
// The mutex profile charges the new readers' waits to the writer's Unlock, and the writer's wait to the RUnlock of the
// reader: the second is small, and the cause of the first.

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount, formatValue } from '../../model/units.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import type { Suspicion } from '../suspicion.ts';
import { MIN_LOCK_DELAY_NS, MIN_READER_DELAY_NS } from '../thresholds.ts';
import { samplesWith, siteValues, sumOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

const WEIGHT = 0.65;

export const longReader: Rule = {
  id: 'long-reader',
  look: (facts: IncidentFacts) => profilesOf(facts, 'mutex').flatMap(suspicionsOf),
};

function suspicionsOf(facts: DumpFacts<Profile>): Suspicion[] {
  const delay = sampleTypeIndex(facts.dump, 'delay');
  const waits = sampleTypeIndex(facts.dump, 'contentions');
  if (delay === NONE || waits === NONE) return [];
  const writing = samplesWith(facts.dump, (name) => name === 'sync.(*RWMutex).Unlock');
  const reading = samplesWith(facts.dump, (name) => name === 'sync.(*RWMutex).RUnlock');
  const behindWriters = sumOf(facts.dump, delay, writing);
  const [reader] = siteValues(facts, delay, reading);
  if (!reader || behindWriters < MIN_LOCK_DELAY_NS || reader.values[delay] < MIN_READER_DELAY_NS) return [];
  if (reader.values[delay] > behindWriters) return [];
  return [
    {
      rule: longReader.id,
      kind: 'contention',
      weight: WEIGHT,
      dump: facts.path,
      place: { at: 'site', site: reader.site, callers: reader.callers },
      evidence: {
        text:
          `writers waited ${formatValue(reader.values[delay], 'nanoseconds')} (${formatCount(reader.values[waits])} times) ` +
          `for the read lock held here; readers behind them waited ${formatValue(behindWriters, 'nanoseconds')}`,
        value: reader.values[delay],
        unit: 'nanoseconds',
      },
    },
  ];
}
