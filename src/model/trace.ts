// What does an execution trace say, once read?
// Times are nanoseconds since the trace's first instant; they fit a double exactly.

import type { Problem } from './problems.ts';
import type { Symbols } from './symbols.ts';

/**
 * Columns, one row per goroutine that the trace knows.
 * Rows of goroutines that existed when tracing began have `bornAt` -1 and no creation stack.
 */
export interface TraceGoroutines {
  readonly length: number;
  /** Time of creation, or -1. */
  readonly bornAt: Float64Array;
  /** Time of its end, or -1 when it was alive at the end of the trace. */
  readonly endedAt: Float64Array;
  /** Stack id of the creator at the time of creation, or -1. */
  readonly creationStack: Int32Array;
  /** Function id of the start function, or -1 when the trace never tells. */
  readonly startFunction: Int32Array;
  /** Row of the goroutine that created it, or -1. */
  readonly creator: Int32Array;
}

/** What a goroutine does at a moment: codes of a column. */
export const GOROUTINE_RUNNABLE = 1;
export const GOROUTINE_RUNNING = 2;
export const GOROUTINE_SYSCALL = 3;
export const GOROUTINE_WAITING = 4;
export const GOROUTINE_ENDED = 5;

/**
 * Columns, one row per goroutine, beside those of {@link TraceGoroutines}: how it spent its time.
 * A state counts from its begin, or the trace's, to its end, or the trace's.
 */
export interface GoroutineStates {
  /** Go's own number of the goroutine; several rows can have one when Go used it again. */
  readonly id: Float64Array;
  readonly runningNs: Float64Array;
  /** Ready to run, without a processor. */
  readonly runnableNs: Float64Array;
  readonly syscallNs: Float64Array;
  /** State at the end of the trace, one of the codes above. */
  readonly state: Uint8Array;
  /** Since when it has been in that state. */
  readonly since: Float64Array;
  /** String id: why it is waiting at the end of the trace; -1 when it is not, or since before the trace. */
  readonly waitReason: Int32Array;
  /** Stack id: where it is waiting at the end of the trace, or -1. */
  readonly waitStack: Int32Array;
  /** length + 1 rows: the rows of `waits` of goroutine g are waitStart[g] … waitStart[g+1]-1. */
  readonly waitStart: Int32Array;
}

/** Columns: how often and how long one goroutine waited for one reason at one stack. */
export interface Waits {
  readonly length: number;
  /** String id; -1 when the goroutine was waiting already as tracing began. */
  readonly reason: Int32Array;
  /** Stack id of the goroutine that waits, or -1. */
  readonly stack: Int32Array;
  readonly count: Float64Array;
  readonly ns: Float64Array;
}

/** Columns: which goroutines were woken by which, added up. */
export interface Wakeups {
  readonly length: number;
  /** Start function of the woken goroutine, or -1. */
  readonly woken: Int32Array;
  /** Start function of the goroutine that woke it; -1 for the runtime: a timer, the network. */
  readonly waker: Int32Array;
  /** Stack id of the waker, or -1. */
  readonly stack: Int32Array;
  readonly count: Float64Array;
  /** How long the woken had waited. */
  readonly waitedNs: Float64Array;
}

/** Columns in order of begin: collections and stops of the whole program. */
export interface Spans {
  readonly length: number;
  /** String id, as Go names it: `GC concurrent mark phase`, `stop-the-world (GC mark termination)`. */
  readonly name: Int32Array;
  readonly begin: Float64Array;
  /** -1 when it was open at the end of the trace. */
  readonly end: Float64Array;
}

/** All spans, or user regions, of one name. */
export interface SpanTotal {
  readonly name: string;
  readonly count: number;
  readonly openAtEnd: number;
  /** Of those that ended. */
  readonly totalNs: number;
  readonly longestNs: number;
}

/** Columns in order of begin: the program's own tasks. */
export interface Tasks {
  readonly length: number;
  readonly id: Float64Array;
  /** 0 for none. */
  readonly parent: Float64Array;
  /** String id. */
  readonly name: Int32Array;
  /** Row of the goroutine that began it, or -1. */
  readonly goroutine: Int32Array;
  readonly begin: Float64Array;
  /** -1 when it was open at the end of the trace. */
  readonly end: Float64Array;
}

export interface TaskTotal {
  /** Empty for tasks that began before the trace. */
  readonly name: string;
  readonly begun: number;
  readonly ended: number;
}

/** Columns in order of time: what the program logged. */
export interface Logs {
  readonly length: number;
  readonly time: Float64Array;
  /** Row, or -1. */
  readonly goroutine: Int32Array;
  readonly task: Float64Array;
  /** String ids. */
  readonly category: Int32Array;
  readonly message: Int32Array;
}

export interface LogTotal {
  readonly category: string;
  readonly count: number;
}

/** Columns in order of time. */
export interface CpuSamples {
  readonly length: number;
  readonly time: Float64Array;
  /** Row, or -1. */
  readonly goroutine: Int32Array;
  /** Stack id, or -1. */
  readonly stack: Int32Array;
}

/** What the program did. Lists are cut at a bound that `problems` tell; totals are exact. */
export interface TraceActivity {
  readonly states: GoroutineStates;
  readonly waits: Waits;
  readonly wakeups: Wakeups;
  readonly spans: Spans;
  readonly spanTotals: readonly SpanTotal[];
  readonly tasks: Tasks;
  readonly taskTotals: readonly TaskTotal[];
  readonly regionTotals: readonly SpanTotal[];
  readonly logs: Logs;
  readonly logTotals: readonly LogTotal[];
  readonly cpuSamples: CpuSamples;
  /** CPU samples seen, those beyond the bound of the list included. */
  readonly cpuSampleCount: number;
}

/** A curve: columns of equal length, in order of time. */
export interface Curve {
  readonly time: Float64Array;
  readonly value: Float64Array;
}

export interface Trace {
  readonly kind: 'trace';
  /** The N of the header `go 1.N trace`. */
  readonly version: number;
  readonly durationNs: number;
  /** Unix time in ns of the first instant; 0n before Go 1.25. */
  readonly startUnixNanos: bigint;
  readonly symbols: Symbols;
  readonly goroutines: TraceGoroutines;
  /** Live heap bytes. */
  readonly heap: Curve;
  readonly heapGoal: Curve;
  /** GC cycles that began in the trace. */
  readonly gcCycles: number;
  /** Largest GOMAXPROCS seen; 0 when the trace does not tell. */
  readonly maxProcs: number;
  /** Every trace that was read from a file has it. */
  readonly activity?: TraceActivity;
  readonly problems: readonly Problem[];
}
