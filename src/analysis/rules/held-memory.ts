// Does one line hold most of the memory?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount, formatShare, formatValue } from '../../model/units.ts';
import { keeperPlace } from '../blame/memory-keeper.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex, tracesOf } from '../facts.ts';
import { heapGrowth, isRising } from '../heap-growth.ts';
import type { Suspicion } from '../suspicion.ts';
import { MIN_HELD_BYTES, MIN_HELD_SHARE, MIN_RISING_BYTES } from '../thresholds.ts';
import { siteValues, totalOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

/** One snapshot shows what is held, not that it grows: never a verdict by itself. */
const MOST = 0.45;

export const heldMemory: Rule = {
  id: 'held-memory',
  look: (facts: IncidentFacts) => {
    const least = isHeapRising(facts) ? MIN_RISING_BYTES : MIN_HELD_BYTES;
    return profilesOf(facts, 'heap', 'allocs').flatMap((heap) => suspicionsOf(heap, least));
  },
};

/** A trace in which the heap rises makes a smaller heap worth a look. */
function isHeapRising(facts: IncidentFacts): boolean {
  return tracesOf(facts).some(({ dump }) =>
    isRising(heapGrowth(dump.heap, dump.durationNs), dump.durationNs),
  );
}

function suspicionsOf(facts: DumpFacts<Profile>, least: number): Suspicion[] {
  const space = sampleTypeIndex(facts.dump, 'inuse_space');
  const objects = sampleTypeIndex(facts.dump, 'inuse_objects');
  if (space === NONE || objects === NONE) return [];
  const total = totalOf(facts.dump, space);
  return siteValues(facts, space)
    .filter((s) => s.values[space] >= least && s.values[space] >= total * MIN_HELD_SHARE)
    .map((s) => ({
      rule: heldMemory.id,
      kind: 'memory-growth' as const,
      weight: (MOST * s.values[space]) / total,
      dump: facts.path,
      place: keeperPlace(facts, s),
      evidence: {
        text:
          `${formatValue(s.values[space], 'bytes')} held below this line ` +
          `(${formatShare(s.values[space] / total)}), ${formatCount(s.values[objects])} objects`,
        value: s.values[space],
        unit: 'bytes',
      },
      doubt: 'One heap shows what is held, not that it grows: a second one a minute later would tell.',
    }));
}
