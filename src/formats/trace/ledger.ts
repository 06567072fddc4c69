// What did every goroutine do, and for how long?
//
// The versions of the format differ in how they tell; both tell it to this ledger, in order of time.

import { NONE } from '../../model/ids.ts';
import type { TraceGoroutines } from '../../model/trace.ts';
import { GoroutineRows } from './goroutine-rows.ts';

/** States of a goroutine; 1 to 4 are the codes of the newer format. */
export const RUNNABLE = 1;
export const RUNNING = 2;
export const SYSCALL = 3;
export const WAITING = 4;
export const ENDED = 5;

/** Columns, one row per goroutine. Public: the event loops read them directly. */
export class Ledger {
  length = 0;
  readonly rows = new GoroutineRows();
  /** The id that Go gave. */
  id = new Float64Array(256);
  bornAt = new Float64Array(256);
  endedAt = new Float64Array(256);
  creationStack = new Int32Array(256);
  startFunction = new Int32Array(256);
  creator = new Int32Array(256);
  status = new Uint8Array(256);
  /** Since when the goroutine is in its state. */
  since = new Float64Array(256);

  /** A goroutine that existed when tracing began. */
  existing(id: number, status: number, since: number): number {
    const row = this.add(id, status, since);
    this.bornAt[row] = NONE;
    return row;
  }

  /** A goroutine that is created now; `stack` is the creator's, `creator` its row, -1 when unknown. */
  create(id: number, status: number, now: number, fn: number, stack: number, creator: number): number {
    const row = this.add(id, status, now);
    this.bornAt[row] = now;
    this.startFunction[row] = fn;
    this.creationStack[row] = stack;
    this.creator[row] = creator;
    return row;
  }

  become(row: number, status: number, now: number): void {
    this.status[row] = status;
    this.since[row] = now;
  }

  end(row: number, now: number): void {
    this.become(row, ENDED, now);
    this.endedAt[row] = now;
  }

  /** A goroutine that nobody named yet is named by the root of its first own stack. */
  name(row: number, fn: number): void {
    if (this.startFunction[row] === NONE) this.startFunction[row] = fn;
  }

  finish(): TraceGoroutines {
    const n = this.length;
    return {
      length: n,
      bornAt: this.bornAt.slice(0, n),
      endedAt: this.endedAt.slice(0, n),
      creationStack: this.creationStack.slice(0, n),
      startFunction: this.startFunction.slice(0, n),
      creator: this.creator.slice(0, n),
    };
  }

  private add(id: number, status: number, since: number): number {
    if (this.length === this.bornAt.length) this.grow();
    const row = this.length++;
    this.id[row] = id;
    this.endedAt[row] = NONE;
    this.creationStack[row] = NONE;
    this.startFunction[row] = NONE;
    this.creator[row] = NONE;
    this.status[row] = status;
    this.since[row] = since;
    this.rows.set(id, row);
    return row;
  }

  private grow(): void {
    this.id = wider(this.id);
    this.bornAt = wider(this.bornAt);
    this.endedAt = wider(this.endedAt);
    this.since = wider(this.since);
    this.creationStack = wider(this.creationStack);
    this.startFunction = wider(this.startFunction);
    this.creator = wider(this.creator);
    this.status = wider(this.status);
  }
}

function wider<Column extends Float64Array | Int32Array | Uint8Array>(column: Column): Column {
  const next = new (column.constructor as new (length: number) => Column)(column.length * 2);
  next.set(column);
  return next;
}
