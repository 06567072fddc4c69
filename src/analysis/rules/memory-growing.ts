// Does one line hold more and more from one heap dump to the next?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatShare, formatValue } from '../../model/units.ts';
import { siteKey } from '../call-sites.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import { keeperPlace } from '../memory-keeper.ts';
import { type SiteValue, siteValues, totalOf } from '../site-values.ts';
import type { Suspicion } from '../suspicion.ts';
import { HALF_SURE_GROWN_BYTES, MIN_GROWN_BYTES, MIN_GROWTH_RATIO, MIN_GROWTH_SHARE } from '../thresholds.ts';
import type { Rule } from './rule.ts';

/** Two dumps cannot tell a leak from a cache that is still filling. */
const MOST = 0.85;

export const memoryGrowing: Rule = {
  id: 'memory-growing',
  look: (facts: IncidentFacts) => {
    const heaps = profilesOf(facts, 'heap', 'allocs').filter(
      (h) => sampleTypeIndex(h.dump, 'inuse_space') !== NONE,
    );
    const [first, last] = [heaps[0], heaps[heaps.length - 1]];
    if (!first || first === last || !isLater(first.dump, last.dump)) return [];
    return growthBetween(first, last);
  },
};

function isLater(first: Profile, last: Profile): boolean {
  return first.timeNanos > 0n && last.timeNanos > first.timeNanos;
}

function growthBetween(first: DumpFacts<Profile>, last: DumpFacts<Profile>): Suspicion[] {
  const held = sampleTypeIndex(last.dump, 'inuse_space');
  const allocated = sampleTypeIndex(last.dump, 'alloc_space');
  const before = new Map(
    siteValues(first, sampleTypeIndex(first.dump, 'inuse_space')).map((s) => [siteKey(s.site), s]),
  );
  const grownInAll =
    totalOf(last.dump, held) - totalOf(first.dump, sampleTypeIndex(first.dump, 'inuse_space'));
  const seconds = Number(last.dump.timeNanos - first.dump.timeNanos) / 1e9;
  return siteValues(last, held).flatMap((now) => {
    const then = before.get(siteKey(now.site));
    const thenHeld = then?.values[held] ?? 0;
    const grown = now.values[held] - thenHeld;
    if (grown < MIN_GROWN_BYTES || now.values[held] < thenHeld * MIN_GROWTH_RATIO) return [];
    if (grown < grownInAll * MIN_GROWTH_SHARE) return [];
    const made = now.values[allocated] - (then?.values[allocated] ?? 0);
    return [
      suspicion(last, now, { thenHeld, grown, grownInAll, seconds, kept: made > 0 ? grown / made : 1 }),
    ];
  });

  function suspicion(facts: DumpFacts<Profile>, now: SiteValue, growth: Growth): Suspicion {
    return {
      rule: memoryGrowing.id,
      kind: 'memory-growth',
      weight: weigh(growth),
      dump: facts.path,
      place: keeperPlace(facts, now),
      evidence: {
        text:
          `${formatValue(growth.thenHeld, 'bytes')} → ${formatValue(now.values[held], 'bytes')} held below this line ` +
          `in ${formatValue(growth.seconds * 1e9, 'nanoseconds')} ` +
          `(${formatShare(Math.min(1, growth.grown / growth.grownInAll))} of the growth); ` +
          `${formatShare(Math.min(1, growth.kept))} of what it allocated is kept`,
        value: growth.grown,
        unit: 'bytes',
      },
      worth: `grew by ${formatValue(growth.grown, 'bytes')} below the suspect`,
    };
  }
}

interface Growth {
  readonly thenHeld: number;
  readonly grown: number;
  readonly grownInAll: number;
  readonly seconds: number;
  /** Of what the line allocated between the dumps, the share that is still held: 1 where nothing is ever dropped. */
  readonly kept: number;
}

function weigh({ grown, grownInAll, kept }: Growth): number {
  const share = Math.min(1, grown / Math.max(1, grownInAll));
  return MOST * share * (0.4 + 0.6 * Math.min(1, kept)) * (grown / (grown + HALF_SURE_GROWN_BYTES));
}
