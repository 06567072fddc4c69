// What changed between two incidents, function by function?

import type { Measure, SiteChange, SiteTrend } from '../../model/comparison.ts';
import type { Site } from '../../model/finding.ts';
import { type Reading, robustSlope, steadiness } from '../../model/robust-slope.ts';
import type { FrameText } from '../../model/symbols.ts';
import { formatCount, formatValue } from '../../model/units.ts';
import type { IncidentFacts } from '../facts.ts';
import { MIN_GROWTH_RATIO } from '../thresholds.ts';
import { type FunctionValue, type Measured, measuresOf } from './site-measures.ts';

export type Locate = (frame: FrameText) => Site;

/**
 * Less than this, in the later dumps and in the baseline, is noise: a pool of workers, two samples of the heap
 * profiler (one for each 512 KiB), ten of the CPU profiler (one for each 10 ms), a tenth of a second of waits.
 */
const LEAST: Readonly<Record<Measure, number>> = {
  goroutines: 10,
  births: 10,
  heap: 2 ** 20,
  cpu: 100e6,
  block: 100e6,
  mutex: 100e6,
};
/** Changes and trends that are told, at most. */
const MOST = 20;
/** Rises less falls, over all pairs of dumps: less is up and down. */
const STEADY = 0.6;

/** A change with the functions' name, by which findings are matched. */
export interface FunctionChange extends SiteChange {
  readonly function: string;
}

/** All changes of functions that weigh something in either, those of the greatest part of their total first. */
export function changesBetween(facts: IncidentFacts, base: IncidentFacts, locate: Locate): FunctionChange[] {
  const later = lastOfEach(measuresOf(facts));
  const before = lastOfEach(measuresOf(base));
  return [...later]
    .flatMap(([measure, now]) => {
      const then = before.get(measure);
      return then ? changesOf(now, then, locate) : [];
    })
    .sort((a, b) => b.part - a.part)
    .map(({ change }) => change);
}

/** What is told of them: `same` is no news. */
export function toldChanges(changes: readonly FunctionChange[]): SiteChange[] {
  return changes
    .filter((c) => c.change !== 'same')
    .slice(0, MOST)
    .map(({ function: _, ...change }) => change);
}

/** The last of each measure; of sums since the process began, what came between the first and the last. */
function lastOfEach(all: readonly Measured[]): Map<Measure, Measured> {
  const last = new Map<Measure, Measured>();
  for (const m of all) last.set(m.measure, m);
  for (const [measure, m] of last) {
    const first = all.find((other) => other.measure === measure && isSum(other));
    if (first && first !== m && isSum(m) && first.at > 0n && m.at > first.at)
      last.set(measure, between(first, m));
  }
  return last;
}

/** Waits are summed since the process began, unless they were recorded for some seconds. */
function isSum({ measure, duration }: Measured): boolean {
  return (measure === 'block' || measure === 'mutex') && duration === 0;
}

function between(first: Measured, last: Measured): Measured {
  const functions = new Map<string, FunctionValue>();
  for (const [name, f] of last.functions) {
    const value = f.value - (first.functions.get(name)?.value ?? 0);
    if (value > 0) functions.set(name, { ...f, value });
  }
  return {
    ...last,
    duration: Number(last.at - first.at),
    total: Math.max(0, last.total - first.total),
    functions,
  };
}

function changesOf(now: Measured, then: Measured, locate: Locate) {
  const names = new Set([...now.functions.keys(), ...then.functions.keys()]);
  const whole = Math.max(now.total, then.total, 1);
  return [...names].flatMap((name) => {
    const a = now.functions.get(name);
    const b = then.functions.get(name);
    if (Math.max(a?.value ?? 0, b?.value ?? 0) < LEAST[now.measure]) return [];
    const change = changeOf(now, then, a, b, locate);
    return [{ change: { ...change, function: name }, part: Math.abs(change.delta) / whole }];
  });
}

function changeOf(
  now: Measured,
  then: Measured,
  a: FunctionValue | undefined,
  b: FunctionValue | undefined,
  locate: Locate,
): SiteChange {
  const [value, base] = [a?.value ?? 0, b?.value ?? 0];
  const change = kindOf(ratiosOf(now, then, value, base), value, base);
  return {
    measure: now.measure,
    unit: now.unit,
    site: locate((a ?? b)!.site),
    ...{ value, base, delta: value - base, change },
    text: textOf(change, now, then, value, base),
  };
}

/**
 * Recordings of different lengths are compared by the second; sums since processes began, whose ages nothing tells, by
 * their part of all.
 */
function ratioOf(now: Measured, then: Measured, value: number, base: number): number {
  const scale = byPart(now, then)
    ? then.total / Math.max(1, now.total)
    : now.duration > 0 && then.duration > 0
      ? then.duration / now.duration
      : 1;
  return base === 0 ? Number.POSITIVE_INFINITY : (value * scale) / base;
}

/** A part alone changes when another place's part does: the waits themselves must have changed as well. */
function ratiosOf(now: Measured, then: Measured, value: number, base: number): readonly number[] {
  const ratio = ratioOf(now, then, value, base);
  return byPart(now, then) ? [ratio, value / base] : [ratio];
}

function byPart(now: Measured, then: Measured): boolean {
  return isSum(now) || isSum(then);
}

function kindOf(ratios: readonly number[], value: number, base: number): SiteChange['change'] {
  if (base === 0) return 'new';
  if (value === 0) return 'gone';
  if (ratios.every((ratio) => ratio >= MIN_GROWTH_RATIO)) return 'grown';
  return ratios.every((ratio) => ratio <= 1 / MIN_GROWTH_RATIO) ? 'shrunk' : 'same';
}

const NOUN: Readonly<Record<Measure, string>> = {
  goroutines: 'goroutines',
  births: 'goroutines born and not ended',
  heap: 'held',
  cpu: 'of CPU time',
  block: 'of waits',
  mutex: 'of waits for locks',
};

function textOf(
  change: SiteChange['change'],
  now: Measured,
  then: Measured,
  value: number,
  base: number,
): string {
  const write = (v: number) => `${amount(v, now.unit)} ${NOUN[now.measure]}`;
  if (change === 'new') return `new: ${write(value)}, none in the baseline`;
  if (change === 'gone') return `gone: the baseline had ${write(base)}`;
  const ratio = ratioOf(now, then, value, base);
  const times = ratio >= 10 ? Math.round(ratio).toString() : ratio.toFixed(1);
  const rate = byPart(now, then)
    ? ', as a part of all'
    : now.duration > 0 && then.duration > 0
      ? ', by the second'
      : '';
  return `×${times} of the baseline${rate}: ${write(value)}, before ${amount(base, now.unit)}`;
}

function amount(value: number, unit: string): string {
  return unit === 'goroutines' ? formatCount(value) : formatValue(value, unit);
}

/** How functions grow over the goroutine profiles and heaps of one incident, fastest of its measure first. */
export function trendsOf(facts: IncidentFacts, locate: Locate): SiteTrend[] {
  const all = measuresOf(facts).filter((m) => m.at > 0n);
  return (['goroutines', 'heap'] as const).flatMap((measure) =>
    trendsIn(
      all.filter((m) => m.measure === measure),
      measure,
      locate,
    ),
  );
}

function trendsIn(dumps: readonly Measured[], measure: 'goroutines' | 'heap', locate: Locate): SiteTrend[] {
  if (dumps.length < 2 || dumps[0].at === dumps[dumps.length - 1].at) return [];
  const names = new Set(dumps.flatMap((d) => [...d.functions.keys()]));
  return [...names]
    .flatMap((name) => trendOf(name, dumps, measure, locate))
    .sort((a, b) => b.perSecond - a.perSecond)
    .slice(0, MOST);
}

function trendOf(
  name: string,
  dumps: readonly Measured[],
  measure: 'goroutines' | 'heap',
  locate: Locate,
): SiteTrend[] {
  const readings = dumps.map(
    (d): Reading => ({
      time: Number((d.at - dumps[0].at) / 1000n) / 1e6,
      value: d.functions.get(name)?.value ?? 0,
    }),
  );
  const [first, last] = [readings[0], readings[readings.length - 1]];
  const perSecond = robustSlope(readings) ?? 0;
  if (perSecond <= 0 || steadiness(readings) < STEADY) return [];
  if (last.value - first.value < LEAST[measure] || last.value < first.value * MIN_GROWTH_RATIO) return [];
  const { site } = dumps.findLast((d) => d.functions.has(name))!.functions.get(name)!;
  const { unit } = dumps[0];
  const text = `${rateText(perSecond, unit)} over ${dumps.length} dumps: ${amount(first.value, unit)} to ${amount(last.value, unit)}`;
  const points = readings.map(({ time, value }) => [time, value] as const);
  return [{ measure, unit, site: locate(site), perSecond, dumps: dumps.length, points, text }];
}

/** By the minute where a second shows less than one. */
function rateText(perSecond: number, unit: string): string {
  if (unit !== 'goroutines') return `+${formatValue(perSecond, unit)}/s`;
  return perSecond >= 1 ? `+${formatCount(perSecond)}/s` : `+${formatCount(perSecond * 60)}/min`;
}
