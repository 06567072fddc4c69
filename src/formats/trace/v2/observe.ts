// What do the events say that don't move a goroutine: collections, heap, tasks, logs, samples?

import { NONE } from '../../../model/ids.ts';
import { ASSIST, COLLECTION, STOP, SWEEP } from '../span-book.ts';
import type { TraceBuilder } from '../trace-builder.ts';
import * as Kind from './event-kinds.ts';
import type { GenerationTables } from './tables.ts';

/** Names of spans as Go's own tools print them. */
const COLLECTION_NAME = 'GC concurrent mark phase';
const ASSIST_NAME = 'GC mark assist';
const SWEEP_NAME = 'GC incremental sweep';

/** Plays the events that say something about the program as a whole. */
export class Observer {
  /** Number of the processor per thread, or -1. */
  private readonly processor: number[] = [];
  private readonly collectionName: number;
  private readonly assistName: number;
  private readonly sweepName: number;

  constructor(private readonly builder: TraceBuilder) {
    this.collectionName = builder.interner.string(COLLECTION_NAME);
    this.assistName = builder.interner.string(ASSIST_NAME);
    this.sweepName = builder.interner.string(SWEEP_NAME);
  }

  /** `goroutine` is the row of the one that runs on the thread, or -1; `start` the generation's begin. */
  play(
    kind: number,
    args: Float64Array,
    thread: number,
    goroutine: number,
    now: number,
    start: number,
    tables: GenerationTables,
  ): void {
    if (kind >= Kind.TASK_BEGIN && kind <= Kind.USER_LOG) this.playUser(kind, args, goroutine, now, tables);
    else if (kind >= Kind.STW_BEGIN && kind <= Kind.ASSIST_END)
      this.playCollector(kind, args, thread, goroutine, now, start, tables);
    else this.playMeasure(kind, args, thread, now);
  }

  private playMeasure(kind: number, args: Float64Array, thread: number, now: number): void {
    const { builder } = this;
    switch (kind) {
      case Kind.HEAP_ALLOC:
        builder.heap.push(now, args[1]);
        break;
      case Kind.HEAP_GOAL:
        builder.heapGoal.push(now, args[1]);
        break;
      case Kind.PROCS_CHANGE:
        builder.maxProcs = Math.max(builder.maxProcs, args[1]);
        break;
      case Kind.PROC_START:
      case Kind.PROC_STATUS:
        // a status names the thread's own processor when it is running or in a system call
        if (kind === Kind.PROC_START || args[2] === 1 || args[2] === 3) this.processor[thread] = args[1];
        break;
      case Kind.PROC_STOP:
        this.processor[thread] = NONE;
        break;
    }
  }

  private playCollector(
    kind: number,
    args: Float64Array,
    thread: number,
    goroutine: number,
    now: number,
    start: number,
    tables: GenerationTables,
  ): void {
    const { spans } = this.builder;
    switch (kind) {
      case Kind.GC_ACTIVE:
      case Kind.GC_BEGIN:
        this.beginCollection(kind === Kind.GC_ACTIVE ? start : now);
        break;
      case Kind.GC_END:
        spans.end(COLLECTION, NONE, now);
        break;
      case Kind.STW_BEGIN:
        spans.begin(STOP, goroutine, this.stopName(tables.string(args[1])), now, true);
        break;
      case Kind.STW_END:
        spans.end(STOP, goroutine, now);
        break;
      case Kind.ASSIST_ACTIVE:
        spans.begin(ASSIST, this.builder.ledger.rows.get(args[1]), this.assistName, start, false);
        break;
      case Kind.ASSIST_BEGIN:
        spans.begin(ASSIST, goroutine, this.assistName, now, false);
        break;
      case Kind.ASSIST_END:
        spans.end(ASSIST, goroutine, now);
        break;
      default:
        this.playSweep(kind, args, thread, now, start);
    }
  }

  private playSweep(kind: number, args: Float64Array, thread: number, now: number, start: number): void {
    const { spans } = this.builder;
    const processor = this.processor[thread] ?? NONE;
    if (kind === Kind.SWEEP_ACTIVE) spans.begin(SWEEP, args[1], this.sweepName, start, false);
    else if (kind === Kind.SWEEP_BEGIN) spans.begin(SWEEP, processor, this.sweepName, now, false);
    else spans.end(SWEEP, processor, now);
  }

  private beginCollection(now: number): void {
    if (this.builder.spans.begin(COLLECTION, NONE, this.collectionName, now, true)) this.builder.gcCycles++;
  }

  private stopName(kind: number): number {
    const { interner } = this.builder;
    return interner.string(`stop-the-world (${interner.text(kind)})`);
  }

  private playUser(
    kind: number,
    args: Float64Array,
    goroutine: number,
    now: number,
    tables: GenerationTables,
  ): void {
    const { user } = this.builder;
    switch (kind) {
      case Kind.TASK_BEGIN:
        user.beginTask(args[1], args[2], tables.string(args[3]), goroutine, now);
        break;
      case Kind.TASK_END:
        user.endTask(args[1], now);
        break;
      case Kind.REGION_BEGIN:
        user.beginRegion(goroutine, args[1], tables.string(args[2]), now);
        break;
      case Kind.REGION_END:
        user.endRegion(goroutine, args[1], tables.string(args[2]), now);
        break;
      case Kind.USER_LOG: {
        const category = tables.string(args[2]);
        if (user.countLog(category)) user.listLog(now, goroutine, args[1], category, tables.string(args[3]));
        break;
      }
    }
  }
}
