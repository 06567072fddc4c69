// What does each event of a trace of Go 1.22 or later change?

import { NONE } from '../../../model/ids.ts';
import {
  GOROUTINE_ENDED as ENDED,
  GOROUTINE_RUNNABLE as RUNNABLE,
  GOROUTINE_RUNNING as RUNNING,
  GOROUTINE_SYSCALL as SYSCALL,
  GOROUTINE_WAITING as WAITING,
} from '../../../model/trace.ts';
import type { Ledger } from '../ledger.ts';
import { Merger, PLAYED, type Player } from '../merge.ts';
import type { TraceBuilder } from '../trace-builder.ts';
import * as Kind from './event-kinds.ts';
import { Observer } from './observe.ts';
import { Sequences } from './sequences.ts';
import type { GenerationTables } from './tables.ts';
import type { ThreadCursor } from './thread-cursor.ts';
import { Threads } from './threads.ts';

/** String id of the empty reason, that a coroutine's switch has. */
const NO_REASON = 0;

/** Plays the events of a trace, generation by generation. The time is the ledger's `now`. */
export class TracePlayer implements Player<ThreadCursor> {
  private readonly ledger: Ledger;
  private readonly threads = new Threads();
  private readonly sequences = new Sequences();
  private readonly observer: Observer;
  private merger = new Merger<ThreadCursor>();
  private generationStart = 0;

  constructor(
    private readonly builder: TraceBuilder,
    private tables: GenerationTables,
  ) {
    this.ledger = builder.ledger;
    this.observer = new Observer(builder, this.threads);
  }

  thread(id: number): number {
    return this.threads.row(id);
  }

  /** Plays a generation that begins at `start`; returns how many events had to be forced. */
  playGeneration(tables: GenerationTables, start: number, cursors: readonly ThreadCursor[]): number {
    this.tables = tables;
    this.sequences.nextGeneration();
    this.threads.nextGeneration();
    this.generationStart = this.ledger.now = Math.max(start, this.ledger.now + 1);
    this.observer.beginGeneration(tables, this.generationStart);
    this.merger = new Merger();
    this.merger.run(cursors, this);
    return this.merger.forced;
  }

  play(cursor: ThreadCursor): number {
    const { args } = cursor;
    switch (cursor.kind) {
      case Kind.GO_START: {
        const row = this.ready(args, RUNNABLE);
        if (row === NONE) return args[1];
        this.tick(cursor.time);
        this.goStart(row, args[2], cursor.thread);
        return PLAYED;
      }
      case Kind.GO_UNBLOCK: {
        const row = this.ready(args, WAITING);
        if (row === NONE) return args[1];
        this.tick(cursor.time);
        this.goUnblock(row, args, cursor.thread);
        return PLAYED;
      }
      case Kind.GO_SWITCH:
      case Kind.GO_SWITCH_DESTROY:
        if (this.ready(args, WAITING) === NONE) return args[1];
        break;
      case Kind.PROC_START: {
        const processor = this.threads.processorRow(args[1]);
        if (!this.threads.canStart(cursor.thread, processor, args[2])) return processorKey(processor);
        break;
      }
      case Kind.PROC_STEAL: {
        const processor = this.threads.processorRow(args[1]);
        if (!this.threads.canSteal(processor, args[2])) return processorKey(processor);
        break;
      }
      case Kind.GO_SYSCALL_END_BLOCKED: {
        const held = this.threads.heldInSyscall(cursor.thread);
        if (held !== NONE) return processorKey(held);
        break;
      }
    }
    this.force(cursor);
    return PLAYED;
  }

  force(cursor: ThreadCursor): void {
    const { args, thread, kind } = cursor;
    this.tick(cursor.time);
    switch (kind) {
      case Kind.GO_START:
        this.goStart(this.known(args[1], RUNNABLE), args[2], thread);
        break;
      case Kind.GO_UNBLOCK:
        this.goUnblock(this.known(args[1], WAITING), args, thread);
        break;
      case Kind.GO_BLOCK:
        this.goBlock(args, thread);
        break;
      case Kind.GO_STOP:
        this.goStop(args, thread);
        break;
      case Kind.GO_CREATE:
        this.goCreate(args, thread, RUNNABLE);
        break;
      case Kind.GO_CREATE_BLOCKED:
        this.goCreate(args, thread, WAITING);
        break;
      case Kind.GO_CREATE_SYSCALL:
        this.goCreateSyscall(args, thread);
        break;
      case Kind.GO_DESTROY:
        this.goDestroy(thread);
        break;
      case Kind.GO_DESTROY_SYSCALL:
        this.goDestroySyscall(thread);
        break;
      case Kind.GO_SWITCH:
        this.goSwitch(args, thread, true);
        break;
      case Kind.GO_SWITCH_DESTROY:
        this.goSwitch(args, thread, false);
        break;
      case Kind.GO_SYSCALL_BEGIN:
        this.syscallBegin(args, thread);
        break;
      case Kind.GO_SYSCALL_END:
        this.syscallEnd(thread);
        break;
      case Kind.GO_SYSCALL_END_BLOCKED:
        this.syscallEndBlocked(thread);
        break;
      case Kind.GO_STATUS:
        this.goStatus(args, thread, 0);
        break;
      case Kind.GO_STATUS_STACK:
        this.goStatus(args, thread, args[4]);
        break;
      default:
        if (kind >= Kind.PROC_START && kind <= Kind.PROC_STATUS) this.processorEvent(kind, args, thread);
        else this.observer.play(kind, args, thread);
    }
  }

  /** No two events have one time, as in Go's own reader. */
  private tick(time: number): void {
    const { ledger } = this;
    ledger.now = time > ledger.now ? time : ledger.now + 1;
  }

  /** The row of the event's goroutine when it is ready for it, else -1. */
  private ready(args: Float64Array, status: number): number {
    const row = this.ledger.rows.get(args[1]);
    if (row === NONE || this.ledger.status[row] !== status) return NONE;
    return this.sequences.follows(row, args[2]) ? row : NONE;
  }

  /** Tells the threads that wait for this goroutine. */
  private changed(row: number): void {
    if (this.merger.parked > 0) this.merger.changed(this.ledger.id[row]);
  }

  private processorChanged(processor: number): void {
    if (this.merger.parked > 0 && processor !== NONE) this.merger.changed(processorKey(processor));
  }

  private processorEvent(kind: number, args: Float64Array, thread: number): void {
    const { threads } = this;
    if (kind === Kind.PROC_STOP) {
      this.processorChanged(threads.stop(thread));
      return;
    }
    const processor = threads.processorRow(args[1]);
    if (kind === Kind.PROC_START) threads.start(thread, processor, args[2]);
    else if (kind === Kind.PROC_STEAL) threads.steal(processor, args[2], threads.row(args[3]));
    else if (kind === Kind.PROC_STATUS) threads.introduce(thread, processor, args[2]);
    this.processorChanged(processor);
  }

  /** The row of a goroutine, made when the trace never introduced it. */
  private known(id: number, status: number): number {
    const row = this.ledger.rows.get(id);
    if (row !== NONE && this.ledger.status[row] !== ENDED) return row;
    return this.ledger.existing(id, status, this.generationStart);
  }

  private goStart(row: number, sequence: number, thread: number): void {
    this.sequences.take(row, sequence);
    this.ledger.become(row, RUNNING);
    this.threads.goroutine[thread] = row;
    this.changed(row);
  }

  private goUnblock(row: number, args: Float64Array, thread: number): void {
    this.sequences.take(row, args[2]);
    this.ledger.wake(row, this.threads.goroutine[thread], this.tables.stack(args[3]));
    this.changed(row);
  }

  private goBlock(args: Float64Array, thread: number): void {
    const row = this.leave(thread);
    if (row === NONE) return;
    const stack = this.tables.stack(args[2]);
    this.nameBy(row, stack);
    this.ledger.wait(row, this.tables.string(args[1]), stack);
    this.changed(row);
  }

  private goStop(args: Float64Array, thread: number): void {
    const row = this.leave(thread);
    if (row === NONE) return;
    this.nameBy(row, this.tables.stack(args[2]));
    this.ledger.become(row, RUNNABLE);
    this.changed(row);
  }

  private goCreate(args: Float64Array, thread: number, status: number): void {
    const creator = this.threads.goroutine[thread];
    const fn = this.builder.interner.startFunction(this.tables.stack(args[2]));
    const row = this.ledger.create(args[1], status, fn, this.tables.stack(args[3]), creator);
    if (status === WAITING) this.ledger.waitsFor(row, NO_REASON, NONE);
    this.sequences.restart(row);
    this.changed(row);
  }

  private goCreateSyscall(args: Float64Array, thread: number): void {
    const row = this.ledger.create(args[1], SYSCALL, NONE, NONE, NONE);
    this.threads.goroutine[thread] = row;
    this.sequences.restart(row);
    this.changed(row);
  }

  private goDestroy(thread: number): void {
    const row = this.leave(thread);
    if (row === NONE) return;
    this.ledger.end(row);
    this.changed(row);
  }

  private goDestroySyscall(thread: number): void {
    const processor = this.threads.abandon(thread);
    if (processor !== NONE) {
      // Go's own reader tells here that the processor is taken away, and so the end is 1 ns later
      this.ledger.now++;
      this.processorChanged(processor);
    }
    this.goDestroy(thread);
  }

  /** One event for three that follow each other: the target wakes, the current one leaves, the target runs. */
  private goSwitch(args: Float64Array, thread: number, stays: boolean): void {
    const { ledger } = this;
    const current = this.leave(thread);
    const target = this.known(args[1], WAITING);
    this.sequences.take(target, args[2]);
    ledger.wake(target, current, NONE);
    ledger.now++;
    if (current !== NONE && stays) ledger.wait(current, NO_REASON, NONE);
    if (current !== NONE && !stays) ledger.end(current);
    ledger.now++;
    ledger.become(target, RUNNING);
    this.threads.goroutine[thread] = target;
    if (current !== NONE) this.changed(current);
    this.changed(target);
  }

  private syscallBegin(args: Float64Array, thread: number): void {
    this.threads.enterSyscall(thread, args[1]);
    this.processorChanged(this.threads.processor[thread]);
    const row = this.threads.goroutine[thread];
    if (row === NONE) return;
    this.nameBy(row, this.tables.stack(args[2]));
    this.ledger.become(row, SYSCALL);
  }

  private syscallEnd(thread: number): void {
    this.threads.leaveSyscall(thread);
    const row = this.threads.goroutine[thread];
    if (row !== NONE) this.ledger.become(row, RUNNING);
  }

  private syscallEndBlocked(thread: number): void {
    const row = this.leave(thread);
    if (row === NONE) return;
    this.ledger.become(row, RUNNABLE);
    this.changed(row);
  }

  private goStatus(args: Float64Array, thread: number, localStack: number): void {
    const { ledger } = this;
    const status = args[3];
    if (status < RUNNABLE || status > WAITING) return;
    const stack = this.tables.stack(localStack);
    let row = ledger.rows.get(args[1]);
    if (row === NONE || ledger.status[row] === ENDED) {
      row = ledger.existing(args[1], status, this.generationStart);
      ledger.waitsFor(row, NONE, stack);
    } else if (ledger.status[row] !== status) ledger.become(row, status);
    this.nameBy(row, stack);
    if (status === RUNNING) this.threads.goroutine[thread] = row;
    if (status === SYSCALL && args[2] !== NONE) this.threads.goroutine[this.threads.row(args[2])] = row;
    this.sequences.restart(row);
    this.changed(row);
  }

  /** Takes the goroutine off its thread; returns its row, or -1. */
  private leave(thread: number): number {
    const row = this.threads.goroutine[thread];
    this.threads.goroutine[thread] = NONE;
    return row;
  }

  private nameBy(row: number, stack: number): void {
    if (stack !== NONE && this.ledger.startFunction[row] === NONE)
      this.ledger.name(row, this.builder.interner.rootFunction(stack));
  }
}

/** What a thread waits for, as the merger knows it: goroutines have their ids, from 0 on. */
function processorKey(processor: number): number {
  return -2 - processor;
}
