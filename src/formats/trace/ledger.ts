// What did every goroutine do, and for how long?
//
// The versions of the format differ in how they tell; both tell it to this ledger, in order of time.

import { NONE } from '../../model/ids.ts';
import {
  GOROUTINE_ENDED,
  GOROUTINE_RUNNABLE,
  GOROUTINE_RUNNING,
  GOROUTINE_SYSCALL,
  GOROUTINE_WAITING,
  type GoroutineStates,
  type TraceGoroutines,
  type Waits,
} from '../../model/trace.ts';
import { GoroutineRows } from './goroutine-rows.ts';
import { type OpenWait, WaitBook } from './wait-book.ts';
import { WakeBook } from './wake-book.ts';

/** Columns, one row per goroutine. Public: the event loops read them directly. */
export class Ledger {
  length = 0;
  /** Time of the event that is being played, ns since the trace's start; -1 before the first. */
  now = -1;
  readonly rows = new GoroutineRows();
  readonly wakeups = new WakeBook();
  status = new Uint8Array(256);
  /** Since when the goroutine is in its state. */
  since = new Float64Array(256);
  startFunction = new Int32Array(256);
  /** The id that Go gave. */
  id = new Float64Array(256);
  private bornAt = new Float64Array(256);
  private endedAt = new Float64Array(256);
  private creationStack = new Int32Array(256);
  private creator = new Int32Array(256);
  private running = new Float64Array(256);
  private runnable = new Float64Array(256);
  private syscall = new Float64Array(256);
  private waitReason = new Int32Array(256);
  private waitStack = new Int32Array(256);
  private readonly waits = new WaitBook();

  /** A goroutine that existed when tracing began. */
  existing(id: number, status: number, since: number): number {
    const row = this.add(id, status, since);
    this.bornAt[row] = NONE;
    return row;
  }

  /** A goroutine that is created now; `stack` is the creator's, `creator` its row, -1 when unknown. */
  create(id: number, status: number, fn: number, stack: number, creator: number): number {
    const row = this.add(id, status, this.now);
    this.bornAt[row] = this.now;
    this.startFunction[row] = fn;
    this.creationStack[row] = stack;
    this.creator[row] = creator;
    return row;
  }

  /** Goes over to a state; for waiting see {@link wait}. */
  become(row: number, status: number): void {
    this.leave(row, this.now);
    this.status[row] = status;
    this.since[row] = this.now;
  }

  /** As {@link become}, at a time that the event tells later. */
  becameAt(row: number, status: number, at: number): void {
    const then = Math.max(at, this.since[row]);
    this.leave(row, then);
    this.status[row] = status;
    this.since[row] = then;
  }

  /** Begins to wait; `reason` is a string id, -1 when it waits since before the trace. */
  wait(row: number, reason: number, stack: number): void {
    this.become(row, GOROUTINE_WAITING);
    this.waitsFor(row, reason, stack);
  }

  /** Says for what and where the goroutine is waiting. */
  waitsFor(row: number, reason: number, stack: number): void {
    this.waitReason[row] = reason;
    this.waitStack[row] = stack;
  }

  /** Is woken by the goroutine in row `waker`, or by the runtime when that is -1. */
  wake(row: number, waker: number, stack: number): void {
    const by = waker === NONE ? NONE : this.startFunction[waker];
    this.wakeups.add(this.startFunction[row], by, stack, this.now - this.since[row]);
    this.become(row, GOROUTINE_RUNNABLE);
  }

  end(row: number): void {
    this.become(row, GOROUTINE_ENDED);
    this.endedAt[row] = this.now;
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

  /** The states until `end`, with what is open then. The ledger can go on. */
  finishStates(end: number): { states: GoroutineStates; waits: Waits } {
    const n = this.length;
    const runningNs = this.running.slice(0, n);
    const runnableNs = this.runnable.slice(0, n);
    const syscallNs = this.syscall.slice(0, n);
    const open: OpenWait[] = [];
    for (let row = 0; row < n; row++) {
      const ns = Math.max(0, end - this.since[row]);
      const status = this.status[row];
      if (status === GOROUTINE_RUNNING) runningNs[row] += ns;
      else if (status === GOROUTINE_RUNNABLE) runnableNs[row] += ns;
      else if (status === GOROUTINE_SYSCALL) syscallNs[row] += ns;
      else if (status === GOROUTINE_WAITING)
        open.push({ row, reason: this.waitReason[row], stack: this.waitStack[row], ns });
    }
    const { waits, waitStart } = this.waits.finish(n, open);
    const columns = { runningNs, runnableNs, syscallNs, waitStart };
    return { states: { ...columns, ...this.finishLastStates() }, waits };
  }

  private finishLastStates() {
    const n = this.length;
    const waiting = (column: Int32Array) =>
      column.slice(0, n).map((value, row) => (this.status[row] === GOROUTINE_WAITING ? value : NONE));
    return {
      id: this.id.slice(0, n),
      state: this.status.slice(0, n),
      since: this.since.slice(0, n),
      waitReason: waiting(this.waitReason),
      waitStack: waiting(this.waitStack),
    };
  }

  /** Adds the time in the state that ends now. */
  private leave(row: number, now: number): void {
    const ns = now - this.since[row];
    switch (this.status[row]) {
      case GOROUTINE_RUNNING:
        this.running[row] += ns;
        break;
      case GOROUTINE_RUNNABLE:
        this.runnable[row] += ns;
        break;
      case GOROUTINE_SYSCALL:
        this.syscall[row] += ns;
        break;
      case GOROUTINE_WAITING:
        this.waits.add(row, this.waitReason[row], this.waitStack[row], ns);
        break;
    }
  }

  private add(id: number, status: number, since: number): number {
    if (this.length === this.id.length) this.grow();
    const row = this.length++;
    this.id[row] = id;
    this.endedAt[row] = NONE;
    this.creationStack[row] = NONE;
    this.startFunction[row] = NONE;
    this.creator[row] = NONE;
    this.status[row] = status;
    this.since[row] = since;
    this.waitReason[row] = NONE;
    this.waitStack[row] = NONE;
    this.rows.set(id, row);
    return row;
  }

  private grow(): void {
    this.id = wider(this.id);
    this.bornAt = wider(this.bornAt);
    this.endedAt = wider(this.endedAt);
    this.since = wider(this.since);
    this.running = wider(this.running);
    this.runnable = wider(this.runnable);
    this.syscall = wider(this.syscall);
    this.creationStack = wider(this.creationStack);
    this.startFunction = wider(this.startFunction);
    this.creator = wider(this.creator);
    this.waitReason = wider(this.waitReason);
    this.waitStack = wider(this.waitStack);
    this.status = wider(this.status);
  }
}

function wider<Column extends Float64Array | Int32Array | Uint8Array>(column: Column): Column {
  const next = new (column.constructor as new (length: number) => Column)(column.length * 2);
  next.set(column);
  return next;
}
