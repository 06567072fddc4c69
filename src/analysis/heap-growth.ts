// How fast does the heap grow while a trace runs?

import { type Reading, robustSlope } from '../model/robust-slope.ts';
import type { Curve } from '../model/trace.ts';
import { MIN_RISE } from './thresholds.ts';

/** A line through the lowest points of a saw-tooth: what stays after each collection. Bytes and ns. */
export interface Growth {
  readonly first: number;
  readonly last: number;
  /** Bytes per second; negative when the heap shrinks. */
  readonly perSecond: number;
}

/** Buckets in which the least value stands for what is really held. */
const BUCKETS = 20;

/**
 * The growth of a heap curve, or null with fewer than two points: the robust slope of the bucket minima,
 * which single collections do not move.
 */
export function heapGrowth(curve: Curve, durationNs: number): Growth | null {
  const lows = bucketLows(curve, durationNs);
  const slope = robustSlope(lows);
  if (slope === null) return null;
  return {
    first: curve.value[0],
    last: curve.value[curve.value.length - 1],
    perSecond: slope * 1e9,
  };
}

function bucketLows(curve: Curve, durationNs: number): Reading[] {
  const lows: (Reading | undefined)[] = new Array(BUCKETS).fill(undefined);
  for (let i = 0; i < curve.time.length; i++) {
    const b = Math.min(BUCKETS - 1, Math.floor((curve.time[i] / Math.max(1, durationNs)) * BUCKETS));
    const low = lows[b];
    if (!low || curve.value[i] < low.value) lows[b] = { time: curve.time[i], value: curve.value[i] };
  }
  return lows.filter((l) => l !== undefined);
}

/** True where the heap rises by more than the ups and downs of a steady program in the time of the trace. */
export function isRising(growth: Growth | null, durationNs: number): growth is Growth {
  return growth !== null && (growth.perSecond * durationNs) / 1e9 > growth.first * MIN_RISE;
}
