// How long until the process has used up its memory, if all goes on as it does?

import { NONE } from '../model/ids.ts';
import { type Reading, robustSlope } from '../model/robust-slope.ts';
import type { Trace } from '../model/trace.ts';
import { type IncidentFacts, profilesOf, sampleTypeIndex, tracesOf } from './facts.ts';
import { heapGrowth, isRising } from './heap-growth.ts';
import { totalOf } from './totals/site-values.ts';

/**
 * What a waiting goroutine costs beside the heap: its stack of 2 KiB, the least that Go gives, and its descriptor
 * of about half a KiB. Stacks that have grown are 4 KiB and more: the forecast is rather late than early.
 * Source: runtime.stackMin and runtime.g.
 */
export const GOROUTINE_BYTES = 2560;

/** Heaps closer in time than this say nothing about a slope. */
const LEAST_SPAN_NS = 1e9;

/** How the memory stood at the last look, and how fast it grew; bytes. */
export interface MemoryPace {
  readonly now: number;
  readonly perSecond: number;
}

/** The pace of the last trace whose heap rises, else that between heap profiles; null where nothing grows. */
export function memoryPace(facts: IncidentFacts): MemoryPace | null {
  const paces = tracesOf(facts).map(({ dump }) => tracePace(dump));
  return paces.findLast((p) => p !== null) ?? heapsPace(facts);
}

/** Heap and stacks: goroutines that are born and do not end cost both. */
function tracePace(trace: Trace): MemoryPace | null {
  const growth = heapGrowth(trace.heap, trace.durationNs);
  if (!isRising(growth, trace.durationNs)) return null;
  const { alive, more } = goroutinesAtEnd(trace);
  const seconds = trace.durationNs / 1e9;
  return {
    now: growth.last + alive * GOROUTINE_BYTES,
    perSecond: growth.perSecond + (Math.max(0, more) / seconds) * GOROUTINE_BYTES,
  };
}

function goroutinesAtEnd({ goroutines }: Trace): { readonly alive: number; readonly more: number } {
  let alive = 0;
  let more = 0;
  for (let g = 0; g < goroutines.length; g++) {
    const born = goroutines.bornAt[g] >= 0;
    const ended = goroutines.endedAt[g] !== NONE && goroutines.endedAt[g] >= 0;
    if (!ended) alive++;
    more += Number(born) - Number(ended);
  }
  return { alive, more };
}

function heapsPace(facts: IncidentFacts): MemoryPace | null {
  const readings = profilesOf(facts, 'heap').flatMap(({ dump }): Reading[] => {
    const type = sampleTypeIndex(dump, 'inuse_space');
    return type < 0 || dump.timeNanos <= 0n
      ? []
      : [{ time: Number(dump.timeNanos / 1000n) / 1e6, value: totalOf(dump, type) }];
  });
  if (readings.length < 2) return null;
  const last = readings[readings.length - 1];
  const slope = robustSlope(readings);
  if (slope === null || slope <= 0 || (last.time - readings[0].time) * 1e9 < LEAST_SPAN_NS) return null;
  return { now: last.value, perSecond: slope };
}

/** Seconds until `limit` bytes; 0 when they are reached, null where nothing grows. */
export function secondsToLimit(facts: IncidentFacts, limit: number): number | null {
  const pace = memoryPace(facts);
  return pace && Math.max(0, limit - pace.now) / pace.perSecond;
}

const STEPS: readonly { readonly seconds: number; readonly name: string }[] = [
  { seconds: 86_400, name: 'days' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
];

/** `≈ 4 s`, `≈ 25 min`: no digit more than a forecast is worth. */
export function roughTime(seconds: number): string {
  // Two whole units are the least: `≈ 90 s` tells more than `≈ 2 min`.
  const step = STEPS.find((s) => seconds >= 2 * s.seconds) ?? STEPS[STEPS.length - 1];
  const count = seconds / step.seconds;
  return count < 1 ? '< 1 s' : `≈ ${Math.round(count)} ${step.name}`;
}
