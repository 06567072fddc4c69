// What does a listing of goroutines (`?debug=2`, a panic, SIGQUIT) say?

import type { Problem } from './problems.ts';
import type { Symbols } from './symbols.ts';

/** Columns, one row per goroutine of the listing. */
export interface ListedGoroutines {
  readonly length: number;
  /** The goroutine's own number. */
  readonly id: Float64Array;
  /** String id of its state without the time: `chan receive`, `running`, `select (no cases)`. */
  readonly state: Int32Array;
  /** Whole minutes for which it has waited; 0 under one minute. */
  readonly waitMinutes: Int32Array;
  /** Stack id; goroutines with equal stacks share one. */
  readonly stack: Int32Array;
  /** Frame id of the `created by` line, or -1. */
  readonly createdBy: Int32Array;
  /** Number of the goroutine that created it, or -1 (the main goroutine, or Go before 1.21). */
  readonly creatorId: Float64Array;
  /** Row of the creator, or -1 when it is not in the listing. */
  readonly creator: Int32Array;
  /** 1 where it is locked to a thread. */
  readonly lockedToThread: Uint8Array;
  /** 1 where Go left out frames in the middle of the stack. */
  readonly elided: Uint8Array;
}

export interface GoroutineListing {
  readonly kind: 'goroutines';
  /** The line that says why the process stopped (`panic: …`, `fatal error: …`, `SIGQUIT: quit`), or empty. */
  readonly reason: string;
  readonly symbols: Symbols;
  readonly goroutines: ListedGoroutines;
  readonly problems: readonly Problem[];
}
