// Who woke whom, from where?

import { Float64Builder } from '../../bytes/columns.ts';
import type { Wakeups } from '../../model/trace.ts';
import { TripleIndex } from './triple-index.ts';

/** Wake-ups added up per start function of both goroutines and stack of the waker. */
export class WakeBook {
  private readonly index = new TripleIndex();
  private readonly count = new Float64Builder(64);
  private readonly waited = new Float64Builder(64);

  /** `woken` and `waker` are start functions, `waker` -1 when the runtime woke it. */
  add(woken: number, waker: number, stack: number, waitedNs: number): void {
    const row = this.index.row(woken, waker, stack);
    if (row === this.count.length) {
      this.count.push(1);
      this.waited.push(waitedNs);
      return;
    }
    this.count.set(row, this.count.get(row) + 1);
    this.waited.set(row, this.waited.get(row) + waitedNs);
  }

  /** The wake-ups so far; the book stays as it is. */
  finish(): Wakeups {
    const { index } = this;
    const column = (of: (row: number) => number) =>
      Int32Array.from({ length: index.length }, (_, row) => of(row));
    return {
      length: index.length,
      woken: column((row) => index.a(row)),
      waker: column((row) => index.b(row)),
      stack: column((row) => index.c(row)),
      count: this.count.copy(),
      waitedNs: this.waited.copy(),
    };
  }
}
