// What is in an execution trace, as a document? Times are nanoseconds.

import {
  aliveOverTime,
  bySite,
  byStart,
  reasonText,
  type StartGroup,
} from '../../analysis/goroutines/goroutine-groups.ts';
import { type FunctionId, NONE, type StackId } from '../../model/ids.ts';
import { functionName, type Symbols, stackText } from '../../model/symbols.ts';
import {
  type Curve,
  GOROUTINE_WAITING,
  type SpanTotal,
  type Trace,
  type TraceActivity,
} from '../../model/trace.ts';
import { type ProblemsDocument, problemsDocument } from './problems-document.ts';

/** Frames as `function file:line`, leaf first. */
export type StackLines = readonly string[];

export interface StartDocument {
  readonly function: string;
  readonly created: number;
  readonly existing: number;
  readonly ended: number;
  readonly alive: number;
  readonly statesNs: {
    readonly running: number;
    readonly runnable: number;
    readonly syscall: number;
    /** Per reason, as Go names it. */
    readonly waiting: Readonly<Record<string, number>>;
  };
}

export interface SiteDocument {
  readonly stack: StackLines;
  readonly starts: readonly string[];
  readonly created: number;
  readonly ended: number;
  readonly alive: number;
}

export interface TraceDocument extends ProblemsDocument {
  readonly kind: 'trace';
  /** The N of the header `go 1.N trace`. */
  readonly version: number;
  readonly durationNs: number;
  readonly goroutines: {
    readonly created: number;
    readonly ended: number;
    readonly existing: number;
    readonly alive: number;
    readonly mostAlive: number;
    readonly byStart: readonly StartDocument[];
    readonly bySite: readonly SiteDocument[];
  };
  readonly gc: { readonly count: number; readonly ranges: readonly SpanTotal[] };
  /** Live heap over time: {@link thin}. */
  readonly heap: readonly { readonly timeNs: number; readonly bytes: number }[];
  readonly waitingAtEnd: readonly WaitingDocument[];
  readonly wakeups: readonly WakeupDocument[];
  readonly tasks: TraceActivity['taskTotals'];
  readonly regions: readonly SpanTotal[];
  readonly logs: TraceActivity['logTotals'];
  readonly cpuSamples: number;
}

/** Goroutines that wait for one reason at one stack when the trace ends. */
export interface WaitingDocument {
  readonly count: number;
  readonly reason: string;
  readonly stack: StackLines;
  /** How long the one that waits longest has waited. */
  readonly longestNs: number;
}

/** Who woke whom: start functions; an empty waker is the runtime. */
export interface WakeupDocument {
  readonly woken: string;
  readonly waker: string;
  readonly stack: StackLines;
  readonly count: number;
  readonly waitedNs: number;
}

export function traceDocument(trace: Trace): TraceDocument {
  const { activity } = trace;
  return {
    kind: 'trace',
    version: trace.version,
    durationNs: trace.durationNs,
    goroutines: goroutinesDocument(trace),
    gc: { count: trace.gcCycles, ranges: activity?.spanTotals ?? [] },
    heap: thin(trace.heap),
    waitingAtEnd: activity ? waitingAtEnd(trace, activity) : [],
    wakeups: activity ? wakeups(trace.symbols, activity) : [],
    tasks: activity?.taskTotals ?? [],
    regions: activity?.regionTotals ?? [],
    logs: activity?.logTotals ?? [],
    cpuSamples: activity?.cpuSampleCount ?? 0,
    ...problemsDocument(trace.problems),
  };
}

function goroutinesDocument(trace: Trace): TraceDocument['goroutines'] {
  const starts = byStart(trace);
  const sum = (count: (group: StartGroup) => number) => starts.reduce((all, g) => all + count(g), 0);
  return {
    created: sum((g) => g.created),
    ended: sum((g) => g.ended),
    existing: sum((g) => g.existing),
    alive: sum((g) => g.alive),
    mostAlive: aliveOverTime(trace).value.reduce((most, alive) => Math.max(most, alive), 0),
    byStart: starts.map(startDocument),
    bySite: bySite(trace).map(({ stack, starts, created, ended, alive }) => ({
      stack: stackLines(trace.symbols, stack),
      ...{ starts, created, ended, alive },
    })),
  };
}

function startDocument({ statesNs, ...group }: StartGroup): StartDocument {
  const { function: name, created, existing, ended, alive } = group;
  const waiting = Object.fromEntries([...statesNs.waiting].sort((a, b) => b[1] - a[1]));
  const { running, runnable, syscall } = statesNs;
  return {
    function: name,
    ...{ created, existing, ended, alive },
    statesNs: { running, runnable, syscall, waiting },
  };
}

export function stackLines(symbols: Symbols, stack: number): StackLines {
  if (stack === NONE) return [];
  return stackText(symbols, stack as StackId).map((f) => `${f.function} ${f.file}:${f.line}`);
}

const HEAP_BUCKETS = 500;

/** A long curve as the lowest and the highest point of each of 500 equal runs of points, with both its ends. */
export function thin({ time, value }: Curve): TraceDocument['heap'] {
  const kept = value.length <= 2 * HEAP_BUCKETS ? value.map((_, i) => i) : extremes(value);
  return Array.from(kept, (i) => ({ timeNs: time[i], bytes: value[i] }));
}

function extremes(value: Float64Array): number[] {
  const kept = new Set([0, value.length - 1]);
  for (let b = 0; b < HEAP_BUCKETS; b++) {
    const from = Math.floor((b * value.length) / HEAP_BUCKETS);
    const to = Math.floor(((b + 1) * value.length) / HEAP_BUCKETS);
    let low = from;
    let high = from;
    for (let i = from; i < to; i++) {
      if (value[i] < value[low]) low = i;
      if (value[i] > value[high]) high = i;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Most goroutines first. */
function waitingAtEnd(trace: Trace, { states }: TraceActivity): WaitingDocument[] {
  const groups = new Map<string, { count: number; reason: number; stack: number; longestNs: number }>();
  for (let g = 0; g < trace.goroutines.length; g++) {
    if (states.state[g] !== GOROUTINE_WAITING) continue;
    const [reason, stack] = [states.waitReason[g], states.waitStack[g]];
    const key = `${reason} ${stack}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { count: 0, reason, stack, longestNs: 0 }));
    group.count++;
    group.longestNs = Math.max(group.longestNs, trace.durationNs - states.since[g]);
  }
  return [...groups.values()]
    .sort((a, b) => b.count - a.count || b.longestNs - a.longestNs)
    .map(({ count, reason, stack, longestNs }) => ({
      count,
      reason: reasonText(trace, reason),
      stack: stackLines(trace.symbols, stack),
      longestNs,
    }));
}

/** Most wakeups first. */
function wakeups(symbols: Symbols, { wakeups: all }: TraceActivity): WakeupDocument[] {
  const name = (id: number) => (id === NONE ? '' : functionName(symbols, id as FunctionId));
  return Array.from({ length: all.length }, (_, row) => row)
    .sort((a, b) => all.count[b] - all.count[a] || a - b)
    .map((row) => ({
      woken: name(all.woken[row]),
      waker: name(all.waker[row]),
      stack: stackLines(symbols, all.stack[row]),
      count: all.count[row],
      waitedNs: all.waitedNs[row],
    }));
}
