// Which pods grow, and which of them the most?

import { type Reading, robustSlope, steadiness } from '../../model/robust-slope.ts';
import type { FleetPoint, FleetSeries } from './engine.ts';

/** `unknown`: too few profiles to tell, which is not the same as no growth. */
export type TrendKind = 'growing' | 'steady' | 'shrinking' | 'unknown';

/** How one measure of one pod went. */
export interface Trend {
  readonly kind: TrendKind;
  /** Of the pod's longest life in the range, from one restart to the next; in the order of their times. */
  readonly points: readonly FleetPoint[];
  /** Theil–Sen's slope over that life; null when it is unknown. */
  readonly perHour: number | null;
  /** Falls to less than half: a process that was restarted, as the killed ones are. */
  readonly restarts: number;
  readonly isSum: boolean;
}

export interface RankedPod {
  readonly pod: string;
  /** Null: the engine holds no such profiles of this pod. */
  readonly goroutines: Trend | null;
  readonly heap: Trend | null;
  readonly kind: TrendKind;
  /** Growth per hour in units of the fleet's usual level, the larger of the two measures. */
  readonly score: number;
}

/** Fewer readings make no trend. */
const LEAST_POINTS = 4;
/** Theil–Sen looks at all pairs: more readings are thinned out first. */
const MOST_POINTS = 60;
/** Of all pairs, so many more must rise than fall. */
const LEAST_STEADINESS = 0.5;
/** Growth within the range below this share of the level, or below the floor, is none. */
const LEAST_SHARE = 0.1;
const FALL = 0.5;
const HOUR_MS = 3_600_000;

interface Measure {
  /** Differences below are noise, and levels below are counted as this much. */
  readonly floor: number;
}
const GOROUTINES: Measure = { floor: 50 };
const HEAP: Measure = { floor: 4 * 1024 ** 2 };

/** All pods, the fastest growing first, then the others, those of which too little is known last. */
export function rankPods(
  goroutines: readonly FleetSeries[] | null,
  heap: readonly FleetSeries[] | null,
): RankedPod[] {
  const counts = trendsOf(goroutines ?? [], GOROUTINES);
  const bytes = trendsOf(heap ?? [], HEAP);
  const levels = [usualLevel(counts, GOROUTINES), usualLevel(bytes, HEAP)];
  const pods = [...new Set([...counts.keys(), ...bytes.keys()])].map((pod): RankedPod => {
    const trends = [counts.get(pod) ?? null, bytes.get(pod) ?? null];
    const scores = trends.map((t, i) => (t?.perHour ?? Number.NEGATIVE_INFINITY) / levels[i]);
    return {
      ...{ pod, goroutines: trends[0], heap: trends[1] },
      kind: kindOf(trends),
      score: Math.max(...scores),
    };
  });
  return pods.sort((a, b) => order(a) - order(b) || b.score - a.score || (a.pod < b.pod ? -1 : 1));
}

const ORDER: readonly TrendKind[] = ['growing', 'steady', 'shrinking', 'unknown'];

function order({ kind }: RankedPod): number {
  return ORDER.indexOf(kind);
}

/** One measure that grows is enough. */
function kindOf(trends: readonly (Trend | null)[]): TrendKind {
  const kinds = trends.flatMap((t) => (t ? [t.kind] : []));
  return ORDER.find((kind) => kinds.includes(kind)) ?? 'unknown';
}

function trendsOf(all: readonly FleetSeries[], measure: Measure): Map<string, Trend> {
  return new Map(all.map((series) => [series.pod, trendOf(series, measure)]));
}

export function trendOf({ points, isSum }: FleetSeries, { floor }: Measure): Trend {
  const lives = livesOf(points);
  const life = lives.reduce((best, one) => (one.length >= best.length ? one : best), lives[0] ?? []);
  const restarts = Math.max(0, lives.length - 1);
  const readings = thinned(life).map((p) => ({ time: p.atMs / HOUR_MS, value: p.value }));
  const perHour = readings.length < LEAST_POINTS ? null : robustSlope(readings);
  return { kind: trendKind(readings, perHour, floor), points: life, perHour, restarts, isSum };
}

function trendKind(readings: readonly Reading[], perHour: number | null, floor: number): TrendKind {
  if (perHour === null) return 'unknown';
  const hours = readings[readings.length - 1].time - readings[0].time;
  const change = perHour * hours;
  const level = median(readings.map((r) => r.value));
  if (Math.abs(change) < Math.max(floor, level * LEAST_SHARE)) return 'steady';
  const steady = steadiness(readings);
  if (Math.abs(steady) < LEAST_STEADINESS) return 'steady';
  return change > 0 ? 'growing' : 'shrinking';
}

/** From one fall to the next. */
function livesOf(points: readonly FleetPoint[]): FleetPoint[][] {
  const lives: FleetPoint[][] = [];
  let life: FleetPoint[] = [];
  for (const point of points) {
    const before = life[life.length - 1];
    if (before && point.value < before.value * FALL) {
      lives.push(life);
      life = [];
    }
    life.push(point);
  }
  return life.length > 0 ? [...lives, life] : lives;
}

/** Every n-th point, the first and the last among them. */
function thinned(points: readonly FleetPoint[]): readonly FleetPoint[] {
  if (points.length <= MOST_POINTS) return points;
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * step)]);
}

/** The middle of the pods' own middles: what is usual for this service. */
function usualLevel(trends: ReadonlyMap<string, Trend>, { floor }: Measure): number {
  const levels = [...trends.values()].map((t) => median(thinned(t.points).map((p) => p.value)));
  return Math.max(floor, median(levels));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
