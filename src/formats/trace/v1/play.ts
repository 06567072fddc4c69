// What does each event of an older trace change?

import { NONE } from '../../../model/ids.ts';
import {
  GOROUTINE_RUNNABLE as RUNNABLE,
  GOROUTINE_RUNNING as RUNNING,
  GOROUTINE_SYSCALL as SYSCALL,
  GOROUTINE_WAITING as WAITING,
} from '../../../model/trace.ts';
import { Merger, PLAYED, type Player } from '../merge.ts';
import { ASSIST, COLLECTION, STOP, SWEEP } from '../span-book.ts';
import type { TraceBuilder } from '../trace-builder.ts';
import * as Kind from './event-kinds.ts';
import { GoroutineOrder } from './goroutine-order.ts';
import type { ProcessorCursor } from './processor-cursor.ts';
import type { FileTables } from './tables.ts';

/** Plays the events of a whole file in order. The time is the ledger's `now`. */
export class FilePlayer implements Player<ProcessorCursor> {
  private readonly merger = new Merger<ProcessorCursor>();
  private readonly order = new GoroutineOrder();
  /** Row of the goroutine that runs on each processor, or -1. */
  private readonly running: Int32Array;
  /** Row → when its last system call began, while it is not known whether it blocked; else -1. */
  private readonly syscallAt = new Map<number, number>();
  /** True until the first event that tells GOMAXPROCS: goroutines that are told before existed already. */
  private starting = true;
  private readonly reasons: ReadonlyMap<number, number>;
  private readonly collectionName: number;
  private readonly assistName: number;
  private readonly sweepName: number;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly tables: FileTables,
    private readonly timers: ReadonlySet<number>,
    processors: number,
  ) {
    this.running = new Int32Array(processors).fill(NONE);
    const { interner } = builder;
    this.reasons = new Map(Array.from(Kind.WAIT_REASONS, ([kind, text]) => [kind, interner.string(text)]));
    this.collectionName = interner.string('GC concurrent mark phase');
    this.assistName = interner.string('GC mark assist');
    this.sweepName = interner.string('GC incremental sweep');
  }

  /** Plays everything; returns how many events had to be forced. */
  run(cursors: readonly ProcessorCursor[]): number {
    this.merger.run(cursors, this);
    for (const row of this.syscallAt.keys()) this.endShortSyscall(row);
    return this.merger.forced;
  }

  play(cursor: ProcessorCursor): number {
    const goroutine = this.order.mustWaitFor(cursor, this.builder.ledger.rows);
    if (goroutine !== NONE) return goroutine;
    this.force(cursor);
    return PLAYED;
  }

  force(cursor: ProcessorCursor): void {
    const { ledger } = this.builder;
    // no two events have one time, as in Go's own reader
    ledger.now = cursor.time > ledger.now ? cursor.time : ledger.now + 1;
    const { args } = cursor;
    switch (cursor.kind) {
      case Kind.GO_CREATE:
        this.goCreate(args, cursor.processor);
        break;
      case Kind.GO_START:
      case Kind.GO_START_LABEL:
        this.goStart(args[1], args[2] + 1, cursor.processor);
        break;
      case Kind.GO_START_LOCAL:
        this.goStart(args[1], NONE, cursor.processor);
        break;
      case Kind.GO_UNBLOCK:
        this.goUnblock(args[1], args[2] + 1, args[3], cursor.processor);
        break;
      case Kind.GO_UNBLOCK_LOCAL:
        this.goUnblock(args[1], NONE, args[2], cursor.processor);
        break;
      case Kind.GO_SCHED:
      case Kind.GO_PREEMPT:
        this.goYields(args[1], cursor.processor);
        break;
      case Kind.GO_SYSCALL:
        this.goSyscall(args[1], cursor.processor);
        break;
      case Kind.GO_SYS_BLOCK:
        this.goSysBlock(cursor.processor);
        break;
      case Kind.GO_SYS_EXIT:
        this.goSysExit(args[1], args[2] + 1, args[3] > 0 ? cursor.timeOf(args[3]) : ledger.now);
        break;
      case Kind.GO_SYS_EXIT_LOCAL:
        this.goSysExit(args[1], NONE, ledger.now);
        break;
      case Kind.GO_END:
        this.goEnd(cursor.processor);
        break;
      case Kind.GO_WAITING:
        this.tellState(args[1], WAITING);
        break;
      case Kind.GO_IN_SYSCALL:
        this.tellState(args[1], SYSCALL);
        break;
      default:
        this.playOther(cursor, ledger.now);
    }
  }

  private playOther(cursor: ProcessorCursor, now: number): void {
    const { builder } = this;
    const { args, kind } = cursor;
    const reason = this.reasons.get(kind);
    if (reason !== undefined) this.goWaits(reason, args[1], cursor.processor);
    else if (kind >= Kind.TASK_CREATE) this.playUser(cursor, now);
    else if (kind === Kind.HEAP_ALLOC) builder.heap.push(now, args[1]);
    else if (kind === Kind.HEAP_GOAL) builder.heapGoal.push(now, args[1]);
    else if (kind === Kind.GOMAXPROCS) {
      this.starting = false;
      builder.maxProcs = Math.max(builder.maxProcs, args[1]);
    } else this.playCollector(cursor, now);
  }

  private playCollector(cursor: ProcessorCursor, now: number): void {
    const { spans, interner, version } = this.builder;
    const goroutine = this.running[cursor.processor];
    switch (cursor.kind) {
      case Kind.GC_START:
        if (spans.begin(COLLECTION, NONE, this.collectionName, now, true)) this.builder.gcCycles++;
        break;
      case Kind.GC_DONE:
        spans.end(COLLECTION, NONE, now);
        break;
      case Kind.STW_START: {
        const name = `stop-the-world (${Kind.stopReason(version, cursor.args[1])})`;
        spans.begin(STOP, NONE, interner.string(name), now, true);
        break;
      }
      case Kind.STW_DONE:
        spans.end(STOP, NONE, now);
        break;
      case Kind.SWEEP_START:
        spans.begin(SWEEP, cursor.number, this.sweepName, now, false);
        break;
      case Kind.SWEEP_DONE:
        spans.end(SWEEP, cursor.number, now);
        break;
      case Kind.ASSIST_START:
        spans.begin(ASSIST, goroutine, this.assistName, now, false);
        break;
      case Kind.ASSIST_DONE:
        spans.end(ASSIST, goroutine, now);
        break;
    }
  }

  private playUser(cursor: ProcessorCursor, now: number): void {
    const { user } = this.builder;
    const { args } = cursor;
    const goroutine = this.running[cursor.processor];
    switch (cursor.kind) {
      case Kind.TASK_CREATE:
        user.beginTask(args[1], args[2], this.tables.string(args[3]), goroutine, now);
        break;
      case Kind.TASK_END:
        user.endTask(args[1], now);
        break;
      case Kind.REGION:
        if (args[2] === 0) user.beginRegion(goroutine, args[1], this.tables.string(args[3]), now);
        else user.endRegion(goroutine, args[1], this.tables.string(args[3]), now);
        break;
      case Kind.USER_LOG: {
        const category = this.tables.string(args[2]);
        if (user.countLog(category))
          user.listLog(now, goroutine, args[1], category, this.tables.text(cursor.message));
        break;
      }
    }
  }

  /** The row of a goroutine, made when the trace never introduced it. */
  private known(id: number, status: number): number {
    const row = this.builder.ledger.rows.get(id);
    return row === NONE ? this.builder.ledger.existing(id, status, 0) : row;
  }

  private changed(row: number): void {
    if (this.merger.parked > 0) this.merger.changed(this.builder.ledger.id[row]);
  }

  private goCreate(args: Float64Array, processor: number): void {
    const { ledger } = this.builder;
    const fn = this.builder.interner.startFunction(this.tables.stack(args[2]));
    let row: number;
    if (this.starting) {
      row = ledger.existing(args[1], RUNNABLE, 0);
      ledger.name(row, fn);
    } else row = ledger.create(args[1], RUNNABLE, fn, this.tables.stack(args[3]), this.running[processor]);
    this.order.created(row);
    this.changed(row);
  }

  /** Tells at the start what an existing goroutine is doing. */
  private tellState(id: number, status: number): void {
    const row = this.known(id, status);
    this.builder.ledger.status[row] = status;
    this.order.introduced(row);
    this.changed(row);
  }

  private goStart(id: number, sequence: number, processor: number): void {
    const { ledger } = this.builder;
    const row = this.known(id, RUNNABLE);
    if (this.starting) ledger.status[row] = RUNNING;
    else ledger.become(row, RUNNING);
    this.running[processor] = row;
    this.order.started(row, sequence);
    this.changed(row);
  }

  private goWaits(reason: number, stack: number, processor: number): void {
    const row = this.leaveProcessor(processor);
    if (row === NONE) return;
    const where = this.tables.stack(stack);
    this.nameBy(row, where);
    this.builder.ledger.wait(row, reason, where);
    this.order.blocked(row);
    this.changed(row);
  }

  private goYields(stack: number, processor: number): void {
    const row = this.leaveProcessor(processor);
    if (row === NONE) return;
    this.nameBy(row, this.tables.stack(stack));
    this.builder.ledger.become(row, RUNNABLE);
    this.order.yielded(row);
    this.changed(row);
  }

  private goEnd(processor: number): void {
    const row = this.leaveProcessor(processor);
    if (row !== NONE) this.builder.ledger.end(row);
  }

  private goUnblock(id: number, sequence: number, stack: number, processor: number): void {
    const { ledger } = this.builder;
    const row = this.known(id, WAITING);
    const waker = this.running[processor];
    const byTimer = waker === NONE || this.timers.has(ledger.id[waker]);
    ledger.wake(row, byTimer ? NONE : waker, byTimer ? NONE : this.tables.stack(stack));
    this.order.woken(row, sequence);
    this.changed(row);
  }

  /** Whether a call blocks is told by the goroutine's next event; until then it counts as one. */
  private goSyscall(stack: number, processor: number): void {
    const row = this.running[processor];
    if (row === NONE) return;
    this.endShortSyscall(row);
    this.nameBy(row, this.tables.stack(stack));
    this.builder.ledger.become(row, SYSCALL);
    this.syscallAt.set(row, this.builder.ledger.now);
  }

  private goSysBlock(processor: number): void {
    const row = this.running[processor];
    this.running[processor] = NONE;
    if (row === NONE) return;
    this.syscallAt.delete(row);
    this.order.blocked(row);
    this.changed(row);
  }

  /** `at` is when the call really ended; the event is written later. */
  private goSysExit(id: number, sequence: number, at: number): void {
    const { ledger } = this.builder;
    const row = this.known(id, SYSCALL);
    ledger.becameAt(row, RUNNABLE, at);
    this.order.woken(row, sequence);
    this.changed(row);
  }

  /** Takes the goroutine off its processor; returns its row, or -1. */
  private leaveProcessor(processor: number): number {
    const row = this.running[processor];
    this.running[processor] = NONE;
    if (row !== NONE) this.endShortSyscall(row);
    return row;
  }

  /** A call that did not block has no end in the trace: it counts 1 ns, as Go's own reader has it. */
  private endShortSyscall(row: number): void {
    const at = this.syscallAt.get(row);
    if (at === undefined) return;
    this.syscallAt.delete(row);
    this.builder.ledger.becameAt(row, RUNNING, at + 1);
  }

  private nameBy(row: number, stack: number): void {
    const { ledger, interner } = this.builder;
    if (stack !== NONE && ledger.startFunction[row] === NONE) ledger.name(row, interner.rootFunction(stack));
  }
}
