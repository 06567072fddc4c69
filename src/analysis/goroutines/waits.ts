// Which finished waits does a block profile hold, and which of them are the ticks of a timer?

import { isWrapper } from '../../model/go-names.ts';
import { NONE, type StackId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { type FrameText, stackText } from '../../model/symbols.ts';
import { type DumpFacts, sampleTypeIndex } from '../facts.ts';

/** The waits of one stack. `delay` in ns. */
export interface WaitGroup {
  readonly stack: StackId;
  /** The frame that waits: the one nearest the leaf outside package runtime. */
  readonly waiting: FrameText;
  /** The outermost function of the stack, wrappers of the compiler included: its name tells who started it. */
  readonly root: string;
  /** The function that the goroutine runs: the outermost one that somebody wrote. */
  readonly start: string;
  readonly waits: number;
  readonly delay: number;
  /** Length of one wait, when all are near one round period; else 0. In ns. */
  readonly period: number;
  /** True for the dump's own machinery: profile and trace handlers. */
  readonly profiler: boolean;
}

const SECOND = 1e9;
/** Periods that people write: 1, 2, 3, 5, 10, 15, 20, 30 of a unit, and tenths. */
const ROUND = [1, 2, 3, 5, 10, 15, 20, 25, 30, 50, 100, 200, 250, 300, 500]
  .map((ms) => (ms * SECOND) / 1000)
  .concat([1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600].map((s) => s * SECOND));
/** A tick comes late by the scheduler's delay and early by the time of the loop's own work. */
const TOLERANCE = 0.01;
const PROFILER =
  /^(net\/http\/pprof|runtime\/pprof|runtime\/trace)\.|^runtime\.(traceStartReadCPU|\(\*traceAdvancerState\)|\(\*wakeableSleep\))/;
/** The primitives that wait; their caller is the one that a reader knows. */
const PRIMITIVE = /^(runtime|sync|internal\/sync|internal\/poll|time)\./;

/** The waits of a block (or mutex) profile, longest in all first. */
export function waitGroups({ dump }: DumpFacts<Profile>): WaitGroup[] {
  const waits = sampleTypeIndex(dump, 'contentions');
  const delay = sampleTypeIndex(dump, 'delay');
  if (waits === NONE || delay === NONE) return [];
  const groups: WaitGroup[] = [];
  for (let i = 0; i < dump.sampleCount; i++) {
    const stack = stackText(dump.symbols, i as StackId);
    if (stack.length === 0) continue;
    groups.push(group(i as StackId, stack, dump.values[waits].value[i], dump.values[delay].value[i]));
  }
  return groups.sort((a, b) => b.delay - a.delay);
}

function group(id: StackId, stack: readonly FrameText[], waits: number, delay: number): WaitGroup {
  return {
    stack: id,
    waiting: stack.find((f) => !PRIMITIVE.test(f.function)) ?? stack[0],
    root: stack[stack.length - 1].function,
    start: startOf(stack),
    waits,
    delay,
    period: roundPeriod(waits > 0 ? delay / waits : 0),
    profiler: stack.some((f) => PROFILER.test(f.function)),
  };
}

/** The outermost function that is no wrapper of the compiler. */
export function startOf(stack: readonly FrameText[]): string {
  const written = stack.filter((f) => !isWrapper(f.function));
  return (written[written.length - 1] ?? stack[stack.length - 1]).function;
}

/** The round period within one per cent of a mean wait, or 0. */
export function roundPeriod(mean: number): number {
  return ROUND.find((p) => Math.abs(mean / p - 1) <= TOLERANCE) ?? 0;
}
