// How long did each goroutine wait, for what, and where?

import { Float64Builder } from '../../bytes/columns.ts';
import { NONE } from '../../model/ids.ts';
import type { Waits } from '../../model/trace.ts';
import { TripleIndex } from './triple-index.ts';

/** A wait that has not ended. */
export interface OpenWait {
  readonly row: number;
  readonly reason: number;
  readonly stack: number;
  readonly ns: number;
}

/** Waits added up per goroutine, reason and stack. */
export class WaitBook {
  private readonly index = new TripleIndex();
  private readonly count = new Float64Builder(64);
  private readonly ns = new Float64Builder(64);

  add(goroutine: number, reason: number, stack: number, ns: number): void {
    const row = this.index.row(goroutine, reason, stack);
    if (row === this.count.length) {
      this.count.push(1);
      this.ns.push(ns);
      return;
    }
    this.count.set(row, this.count.get(row) + 1);
    this.ns.set(row, this.ns.get(row) + ns);
  }

  /**
   * The waits, grouped by goroutine, with those that are open at the end; `waitStart` has a row more than
   * there are goroutines. The book stays as it is.
   */
  finish(goroutines: number, open: readonly OpenWait[]): { waits: Waits; waitStart: Int32Array } {
    const { index } = this;
    const added = open.filter((w) => index.find(w.row, w.reason, w.stack) === NONE);
    const waitStart = new Int32Array(goroutines + 1);
    for (let i = 0; i < index.length; i++) waitStart[index.a(i) + 1]++;
    for (const wait of added) waitStart[wait.row + 1]++;
    for (let g = 0; g < goroutines; g++) waitStart[g + 1] += waitStart[g];
    const waits = emptyWaits(index.length + added.length);
    const next = waitStart.slice();
    const place = new Int32Array(index.length);
    for (let i = 0; i < index.length; i++) {
      const at = next[index.a(i)]++;
      place[i] = at;
      fill(waits, at, index.b(i), index.c(i), this.count.get(i), this.ns.get(i));
    }
    for (const wait of added) fill(waits, next[wait.row]++, wait.reason, wait.stack, 1, wait.ns);
    for (const wait of open) {
      const known = index.find(wait.row, wait.reason, wait.stack);
      if (known === NONE) continue;
      waits.count[place[known]]++;
      waits.ns[place[known]] += wait.ns;
    }
    return { waits, waitStart };
  }
}

function emptyWaits(length: number): Waits {
  return {
    length,
    reason: new Int32Array(length),
    stack: new Int32Array(length),
    count: new Float64Array(length),
    ns: new Float64Array(length),
  };
}

function fill(waits: Waits, at: number, reason: number, stack: number, count: number, ns: number): void {
  waits.reason[at] = reason;
  waits.stack[at] = stack;
  waits.count[at] = count;
  waits.ns[at] = ns;
}
