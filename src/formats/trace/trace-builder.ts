// What is known of a trace while it is being read?

import type { Problem } from '../../model/problems.ts';
import type { Trace } from '../../model/trace.ts';
import { CurveBuilder } from './curve.ts';
import { Interner } from './intern.ts';
import { Ledger } from './ledger.ts';

/** Both formats fill it, in order of time. */
export class TraceBuilder {
  readonly interner = new Interner();
  readonly ledger = new Ledger();
  readonly heap = new CurveBuilder();
  readonly heapGoal = new CurveBuilder();
  readonly problems: Problem[] = [];
  gcCycles = 0;
  maxProcs = 0;
  durationNs = 0;
  startUnixNanos = 0n;

  constructor(readonly version: number) {}

  finish(): Trace {
    return {
      kind: 'trace',
      version: this.version,
      durationNs: this.durationNs,
      startUnixNanos: this.startUnixNanos,
      symbols: this.interner.finish(),
      goroutines: this.ledger.finish(),
      heap: this.heap.finish(),
      heapGoal: this.heapGoal.finish(),
      gcCycles: this.gcCycles,
      maxProcs: this.maxProcs,
      problems: this.problems,
    };
  }
}
