// What does each event of a trace of Go 1.22 or later change?

import { NONE } from '../../../model/ids.ts';
import {
  GOROUTINE_ENDED as ENDED,
  GOROUTINE_RUNNABLE as RUNNABLE,
  GOROUTINE_RUNNING as RUNNING,
  GOROUTINE_SYSCALL as SYSCALL,
  GOROUTINE_WAITING as WAITING,
} from '../../../model/trace.ts';
import { Merger, type Player } from '../merge.ts';
import type { TraceBuilder } from '../trace-builder.ts';
import * as Kind from './event-kinds.ts';
import { Observer } from './observe.ts';
import type { GenerationTables } from './tables.ts';
import type { ThreadCursor } from './thread-cursor.ts';

/** String id of the empty reason, that a coroutine's switch has. */
const NO_REASON = 0;

/** Which goroutine runs on which thread; it goes on from one generation to the next. */
export class Threads {
  /** Row of the goroutine per thread, or -1. */
  readonly goroutine: number[] = [];
  private readonly rows = new Map<number, number>();

  /** The row of a thread by the id that the system gave it; -1 is a thread of its own. */
  row(id: number): number {
    const known = this.rows.get(id);
    if (known !== undefined) return known;
    this.rows.set(id, this.goroutine.length);
    return this.goroutine.push(NONE) - 1;
  }
}

/** Per goroutine: how often it was started or woken in this generation; the events count along. */
class Sequences {
  private count = new Int32Array(1024);
  private generation = new Int32Array(1024);

  constructor(private current = 0) {}

  nextGeneration(): void {
    this.current++;
  }

  restart(row: number): void {
    if (row >= this.count.length) this.grow(row);
    this.count[row] = 0;
    this.generation[row] = this.current;
  }

  follows(row: number, sequence: number): boolean {
    return this.generation[row] === this.current && this.count[row] === sequence - 1;
  }

  take(row: number, sequence: number): void {
    if (row >= this.count.length) this.grow(row);
    this.count[row] = sequence;
    this.generation[row] = this.current;
  }

  private grow(row: number): void {
    const length = Math.max(row + 1, this.count.length * 2);
    const wider = (column: Int32Array) => {
      const next = new Int32Array(length);
      next.set(column);
      return next;
    };
    this.count = wider(this.count);
    this.generation = wider(this.generation);
  }
}

/** Plays the events of a trace, generation by generation. */
export class TracePlayer implements Player<ThreadCursor> {
  /** Time of the last event; every event is later than the one before. */
  now = 0;
  private readonly threads = new Threads();
  private readonly sequences = new Sequences();
  private merger = new Merger<ThreadCursor>();
  private generationStart = 0;
  private readonly observer: Observer;

  constructor(
    private readonly builder: TraceBuilder,
    private tables: GenerationTables,
  ) {
    this.observer = new Observer(builder);
  }

  thread(id: number): number {
    return this.threads.row(id);
  }

  /** Plays a generation that begins at `start`; returns how many events had to be forced. */
  playGeneration(tables: GenerationTables, start: number, cursors: readonly ThreadCursor[]): number {
    this.tables = tables;
    this.sequences.nextGeneration();
    this.now = Math.max(start, this.now + 1);
    this.generationStart = this.now;
    this.merger = new Merger();
    this.merger.run(cursors, this);
    return this.merger.forced;
  }

  play(cursor: ThreadCursor): number {
    const kind = cursor.kind;
    if (kind === Kind.GO_START) {
      if (!this.isReady(cursor, RUNNABLE)) return cursor.args[1];
    } else if (kind === Kind.GO_UNBLOCK || kind === Kind.GO_SWITCH || kind === Kind.GO_SWITCH_DESTROY)
      if (!this.isReady(cursor, WAITING)) return cursor.args[1];
    this.force(cursor);
    return -1;
  }

  force(cursor: ThreadCursor): void {
    const now = cursor.time > this.now ? cursor.time : this.now + 1;
    this.now = now;
    const { args, thread } = cursor;
    switch (cursor.kind) {
      case Kind.GO_START:
        this.goStart(args, thread, now);
        break;
      case Kind.GO_UNBLOCK:
        this.goUnblock(args, thread, now);
        break;
      case Kind.GO_BLOCK:
        this.goBlock(args, thread, now);
        break;
      case Kind.GO_STOP:
        this.goStop(args, thread, now);
        break;
      case Kind.GO_CREATE:
        this.goCreate(args, thread, now, RUNNABLE);
        break;
      case Kind.GO_CREATE_BLOCKED:
        this.goCreate(args, thread, now, WAITING);
        break;
      case Kind.GO_CREATE_SYSCALL:
        this.goCreateSyscall(args, thread, now);
        break;
      case Kind.GO_DESTROY:
      case Kind.GO_DESTROY_SYSCALL:
        this.goDestroy(thread, now);
        break;
      case Kind.GO_SWITCH:
      case Kind.GO_SWITCH_DESTROY:
        this.goSwitch(args, thread, now, cursor.kind === Kind.GO_SWITCH);
        break;
      case Kind.GO_SYSCALL_BEGIN:
        this.syscallBegin(args, thread, now);
        break;
      case Kind.GO_SYSCALL_END:
        this.syscallEnd(thread, now);
        break;
      case Kind.GO_SYSCALL_END_BLOCKED:
        this.syscallEndBlocked(thread, now);
        break;
      case Kind.GO_STATUS:
      case Kind.GO_STATUS_STACK:
        this.goStatus(args, thread, cursor.kind === Kind.GO_STATUS_STACK ? args[4] : 0);
        break;
      default:
        this.observe(cursor, now);
    }
  }

  private observe(cursor: ThreadCursor, now: number): void {
    const { kind, args, thread } = cursor;
    const goroutine = this.threads.goroutine[thread];
    this.observer.play(kind, args, thread, goroutine, now, this.generationStart, this.tables);
  }

  private isReady(cursor: ThreadCursor, status: number): boolean {
    const row = this.builder.ledger.rows.get(cursor.args[1]);
    return (
      row !== NONE &&
      this.builder.ledger.status[row] === status &&
      this.sequences.follows(row, cursor.args[2])
    );
  }

  /** Tells the threads that wait for this goroutine. */
  private changed(row: number): void {
    if (this.merger.parked > 0) this.merger.changed(this.builder.ledger.id[row]);
  }

  /** The row of a goroutine, made when the trace never introduced it. */
  private known(id: number, status: number): number {
    const row = this.builder.ledger.rows.get(id);
    if (row !== NONE) return row;
    return this.builder.ledger.existing(id, status, this.generationStart);
  }

  private goStart(args: Float64Array, thread: number, now: number): void {
    const row = this.known(args[1], RUNNABLE);
    this.sequences.take(row, args[2]);
    this.builder.ledger.become(row, RUNNING, now);
    this.threads.goroutine[thread] = row;
    this.changed(row);
  }

  private goUnblock(args: Float64Array, thread: number, now: number): void {
    const row = this.known(args[1], WAITING);
    this.sequences.take(row, args[2]);
    this.wake(row, this.threads.goroutine[thread], this.tables.stack(args[3]), now);
    this.builder.ledger.become(row, RUNNABLE, now);
    this.changed(row);
  }

  private wake(row: number, waker: number, stack: number, now: number): void {
    const { ledger } = this.builder;
    const by = waker === NONE ? NONE : ledger.startFunction[waker];
    ledger.wakeups.add(ledger.startFunction[row], by, stack, now - ledger.since[row]);
  }

  private goBlock(args: Float64Array, thread: number, now: number): void {
    const row = this.threads.goroutine[thread];
    if (row === NONE) return;
    const stack = this.tables.stack(args[2]);
    this.nameBy(row, stack);
    this.builder.ledger.wait(row, now, this.tables.string(args[1]), stack);
    this.threads.goroutine[thread] = NONE;
    this.changed(row);
  }

  private goStop(args: Float64Array, thread: number, now: number): void {
    const row = this.threads.goroutine[thread];
    if (row === NONE) return;
    this.nameBy(row, this.tables.stack(args[2]));
    this.builder.ledger.become(row, RUNNABLE, now);
    this.threads.goroutine[thread] = NONE;
    this.changed(row);
  }

  private goCreate(args: Float64Array, thread: number, now: number, status: number): void {
    const { ledger } = this.builder;
    const creator = this.threads.goroutine[thread];
    const fn = this.builder.interner.startFunction(this.tables.stack(args[2]));
    const row = ledger.create(args[1], status, now, fn, this.tables.stack(args[3]), creator);
    if (status === WAITING) ledger.waitsFor(row, NO_REASON, NONE);
    this.sequences.restart(row);
    this.changed(row);
  }

  private goCreateSyscall(args: Float64Array, thread: number, now: number): void {
    const row = this.builder.ledger.create(args[1], SYSCALL, now, NONE, NONE, NONE);
    this.threads.goroutine[thread] = row;
    this.sequences.restart(row);
    this.changed(row);
  }

  private goDestroy(thread: number, now: number): void {
    const row = this.threads.goroutine[thread];
    if (row === NONE) return;
    this.threads.goroutine[thread] = NONE;
    this.builder.ledger.end(row, now);
    this.changed(row);
  }

  /** One event for three that follow each other: the target wakes, the current one leaves, the target runs. */
  private goSwitch(args: Float64Array, thread: number, now: number, stays: boolean): void {
    const { ledger } = this.builder;
    const current = this.threads.goroutine[thread];
    const target = this.known(args[1], WAITING);
    this.sequences.take(target, args[2]);
    this.wake(target, current, NONE, now);
    ledger.become(target, RUNNABLE, now);
    if (current !== NONE && stays) ledger.wait(current, now + 1, NO_REASON, NONE);
    if (current !== NONE && !stays) ledger.end(current, now + 1);
    ledger.become(target, RUNNING, now + 2);
    this.now = now + 2;
    this.threads.goroutine[thread] = target;
    if (current !== NONE) this.changed(current);
    this.changed(target);
  }

  private syscallBegin(args: Float64Array, thread: number, now: number): void {
    const row = this.threads.goroutine[thread];
    if (row === NONE) return;
    this.nameBy(row, this.tables.stack(args[2]));
    this.builder.ledger.become(row, SYSCALL, now);
  }

  private syscallEnd(thread: number, now: number): void {
    const row = this.threads.goroutine[thread];
    if (row !== NONE) this.builder.ledger.become(row, RUNNING, now);
  }

  private syscallEndBlocked(thread: number, now: number): void {
    const row = this.threads.goroutine[thread];
    if (row === NONE) return;
    this.threads.goroutine[thread] = NONE;
    this.builder.ledger.become(row, RUNNABLE, now);
    this.changed(row);
  }

  private goStatus(args: Float64Array, thread: number, localStack: number): void {
    const { ledger } = this.builder;
    const status = args[3];
    if (status < RUNNABLE || status > WAITING) return;
    const stack = this.tables.stack(localStack);
    let row = ledger.rows.get(args[1]);
    if (row === NONE || ledger.status[row] === ENDED) {
      row = ledger.existing(args[1], status, this.generationStart);
      ledger.waitsFor(row, NONE, stack);
    } else if (ledger.status[row] !== status) ledger.become(row, status, this.generationStart);
    this.nameBy(row, stack);
    if (status === RUNNING) this.threads.goroutine[thread] = row;
    if (status === SYSCALL && args[2] !== NONE) this.threads.goroutine[this.threads.row(args[2])] = row;
    this.sequences.restart(row);
    this.changed(row);
  }

  private nameBy(row: number, stack: number): void {
    if (stack === NONE || this.builder.ledger.startFunction[row] !== NONE) return;
    const frame = this.builder.interner.rootFrame(stack);
    if (frame !== NONE) this.builder.ledger.name(row, this.builder.interner.functionOfFrame(frame));
  }
}
