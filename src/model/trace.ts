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
  readonly problems: readonly Problem[];
}
