// Does one line hold more and more from one heap dump to the next?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatShare, formatValue } from '../../model/units.ts';
import { siteKey } from '../blame/call-sites.ts';
import { keeperPlace } from '../blame/memory-keeper.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import type { Suspicion } from '../suspicion.ts';
import { HALF_SURE_GROWN_BYTES, MIN_GROWN_BYTES, MIN_GROWTH_RATIO, MIN_GROWTH_SHARE } from '../thresholds.ts';
import { type SiteValue, siteValues, totalOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

/** Two dumps cannot tell a leak from a cache that is still filling. */
const MOST = 0.85;
/** Of the weight, what two heaps leave where the growth is little against what was there. */
const LITTLE = 0.6;
/** Heaps in which a line must rise each time to be called steady. */
const MIN_STEADY_HEAPS = 3;
/** Of what was allocated between two heaps, the part that is kept where nothing is dropped; caches at their bound drop as much. */
const MIN_KEPT = 0.7;

export const memoryGrowing: Rule = {
  id: 'memory-growing',
  look: (facts: IncidentFacts) => {
    const heaps = profilesOf(facts, 'heap', 'allocs').filter(
      (h) => sampleTypeIndex(h.dump, 'inuse_space') !== NONE,
    );
    const whole = heaps.filter((h) => h.dump.durationNanos === 0);
    const [first, last] = [whole[0], whole[whole.length - 1]];
    const between =
      first && first !== last && isLater(first.dump, last.dump) ? growthBetween(whole, first, last) : [];
    return [...between, ...heaps.filter((h) => h.dump.durationNanos > 0).flatMap(growthInDelta)];
  },
};

function isLater(first: Profile, last: Profile): boolean {
  return first.timeNanos > 0n && last.timeNanos > first.timeNanos;
}

function growthBetween(
  heaps: readonly DumpFacts<Profile>[],
  first: DumpFacts<Profile>,
  last: DumpFacts<Profile>,
): Suspicion[] {
  const held = sampleTypeIndex(last.dump, 'inuse_space');
  const allocated = sampleTypeIndex(last.dump, 'alloc_space');
  const before = heaps.slice(0, -1).map(heldBySite);
  const grownInAll =
    totalOf(last.dump, held) - totalOf(first.dump, sampleTypeIndex(first.dump, 'inuse_space'));
  const seconds = Number(last.dump.timeNanos - first.dump.timeNanos) / 1e9;
  return siteValues(last, held).flatMap((now) => {
    const then = before[0].get(siteKey(now.site));
    const thenHeld = then?.values[held] ?? 0;
    const made = allocated === NONE ? 0 : now.values[allocated] - (then?.values[allocated] ?? 0);
    const grown = now.values[held] - thenHeld;
    const kept = made > 0 ? Math.min(1, grown / made) : 1;
    const readings = before.map((b) => b.get(siteKey(now.site))?.values[held] ?? 0);
    const isSteady = heaps.length >= MIN_STEADY_HEAPS && rises([...readings, now.values[held]]);
    const growth = { thenHeld, grown, grownInAll, seconds, kept, isSteady };
    return isGrowth(now.values[held], growth) ? [suspicion(last, now, growth)] : [];
  });
}

function heldBySite(heap: DumpFacts<Profile>): Map<string, SiteValue> {
  const sites = siteValues(heap, sampleTypeIndex(heap.dump, 'inuse_space'));
  return new Map(sites.map((s) => [siteKey(s.site), s]));
}

/** Much more than before; or a little more of much, of which all that is made is kept, or which rises in every heap. */
function isGrowth(now: number, { thenHeld, grown, grownInAll, kept, isSteady }: Growth): boolean {
  if (grown < MIN_GROWN_BYTES || grown < grownInAll * MIN_GROWTH_SHARE) return false;
  return now >= thenHeld * MIN_GROWTH_RATIO || isSteady || kept >= MIN_KEPT;
}

function rises(values: readonly number[]): boolean {
  return values.every((v, i) => i === 0 || v > values[i - 1]);
}

/** A heap taken with `seconds=` is growth itself. */
function growthInDelta(heap: DumpFacts<Profile>): Suspicion[] {
  const held = sampleTypeIndex(heap.dump, 'inuse_space');
  const allocated = sampleTypeIndex(heap.dump, 'alloc_space');
  const sites = siteValues(heap, held);
  const grownInAll = sites.reduce((n, s) => n + Math.max(0, s.values[held]), 0);
  return sites.flatMap((now) => {
    const grown = now.values[held];
    if (grown < MIN_GROWN_BYTES || grown < grownInAll * MIN_GROWTH_SHARE) return [];
    const made = allocated === NONE ? 0 : now.values[allocated];
    const kept = made > 0 ? Math.min(1, grown / made) : 1;
    const seconds = heap.dump.durationNanos / 1e9;
    return [suspicion(heap, now, { thenHeld: 0, grown, grownInAll, seconds, kept, isSteady: false })];
  });
}

function suspicion(facts: DumpFacts<Profile>, now: SiteValue, growth: Growth): Suspicion {
  return {
    rule: memoryGrowing.id,
    kind: 'memory-growth',
    weight: weigh(growth),
    dump: facts.path,
    place: keeperPlace(facts, now),
    evidence: { text: evidenceText(facts.dump, growth), value: growth.grown, unit: 'bytes' },
    worth: `grew by ${formatValue(growth.grown, 'bytes')} below the suspect`,
  };
}

function evidenceText(dump: Profile, growth: Growth): string {
  const amount = (v: number) => formatValue(v, 'bytes');
  const held =
    dump.durationNanos > 0
      ? `${amount(growth.grown)} more held below this line`
      : `${amount(growth.thenHeld)} → ${amount(growth.thenHeld + growth.grown)} held below this line`;
  const share = formatShare(Math.min(1, growth.grown / Math.max(1, growth.grownInAll)));
  return (
    `${held} in ${formatValue(growth.seconds * 1e9, 'nanoseconds')} (${share} of the growth); ` +
    `${formatShare(growth.kept)} of what it allocated is kept`
  );
}

interface Growth {
  readonly thenHeld: number;
  readonly grown: number;
  readonly grownInAll: number;
  readonly seconds: number;
  /** Of what the line allocated between the dumps, the share that is still held: 1 where nothing is ever dropped. */
  readonly kept: number;
  /** It rises in each of several heaps. */
  readonly isSteady: boolean;
}

function weigh({ thenHeld, grown, grownInAll, kept, isSteady }: Growth): number {
  const share = Math.min(1, grown / Math.max(1, grownInAll));
  // Little more of much may be the ups and downs of one moment.
  const isLittle = thenHeld + grown < thenHeld * MIN_GROWTH_RATIO;
  const sure = isSteady || !isLittle ? 1 : LITTLE;
  return MOST * sure * share * (0.4 + 0.6 * kept) * (grown / (grown + HALF_SURE_GROWN_BYTES));
}
