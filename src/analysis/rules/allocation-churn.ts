// Does one line allocate most of what is thrown away again?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount, formatShare, formatValue } from '../../model/units.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import type { Suspicion } from '../suspicion.ts';
import { MAX_CHURN_HELD, MIN_CHURN_BYTES, MIN_CHURN_SHARE } from '../thresholds.ts';
import { byFunction, siteValues, totalOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

/** Every service allocates most somewhere: a share alone is no fault. */
const MOST = 0.75;

export const allocationChurn: Rule = {
  id: 'allocation-churn',
  look: (facts: IncidentFacts) => newest(profilesOf(facts, 'heap', 'allocs')).flatMap(suspicionsOf),
};

/** Allocations are counted from the start: the last dump has them all. */
function newest<T>(dumps: readonly T[]): readonly T[] {
  return dumps.slice(-1);
}

function suspicionsOf(facts: DumpFacts<Profile>): Suspicion[] {
  const space = sampleTypeIndex(facts.dump, 'alloc_space');
  const objects = sampleTypeIndex(facts.dump, 'alloc_objects');
  const held = sampleTypeIndex(facts.dump, 'inuse_space');
  if (space === NONE || objects === NONE || held === NONE) return [];
  const total = totalOf(facts.dump, space);
  return byFunction(siteValues(facts, space), space)
    .filter((s) => s.values[space] >= Math.max(MIN_CHURN_BYTES, total * MIN_CHURN_SHARE))
    .filter((s) => s.values[held] <= s.values[space] * MAX_CHURN_HELD)
    .map((s) => ({
      rule: allocationChurn.id,
      kind: 'hot-alloc' as const,
      weight: (MOST * s.values[space]) / total,
      dump: facts.path,
      place: { at: 'site' as const, site: s.site, callers: s.callers },
      evidence: {
        text:
          `${formatValue(s.values[space], 'bytes')} allocated below this function (${formatShare(s.values[space] / total)}) ` +
          `in ${formatCount(s.values[objects])} objects; ${formatValue(s.values[held], 'bytes')} of it still held`,
        value: s.values[space],
        unit: 'bytes',
      },
    }));
}
