// What do the events say that don't move a goroutine: collections, heap, tasks, logs, samples?

import { NONE } from '../../../model/ids.ts';
import { ASSIST, COLLECTION, STOP, SWEEP } from '../span-book.ts';
import type { TraceBuilder } from '../trace-builder.ts';
import * as Kind from './event-kinds.ts';
import type { GenerationTables } from './tables.ts';
import type { Threads } from './threads.ts';

/** Names of spans as Go's own tools print them. */
const COLLECTION_NAME = 'GC concurrent mark phase';
const ASSIST_NAME = 'GC mark assist';
const SWEEP_NAME = 'GC incremental sweep';

/** Plays the events that say something about the program as a whole. */
export class Observer {
  private readonly collectionName: number;
  private readonly assistName: number;
  private readonly sweepName: number;
  private tables: GenerationTables | undefined;
  /** Begin of the generation: spans that its statuses tell of were open then. */
  private start = 0;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly threads: Threads,
  ) {
    this.collectionName = builder.interner.string(COLLECTION_NAME);
    this.assistName = builder.interner.string(ASSIST_NAME);
    this.sweepName = builder.interner.string(SWEEP_NAME);
  }

  beginGeneration(tables: GenerationTables, start: number): void {
    this.tables = tables;
    this.start = start;
  }

  play(kind: number, args: Float64Array, thread: number): void {
    const { builder } = this;
    const { now } = builder.ledger;
    if (kind === Kind.HEAP_ALLOC) builder.heap.push(now, args[1]);
    else if (kind === Kind.HEAP_GOAL) builder.heapGoal.push(now, args[1]);
    else if (kind === Kind.PROCS_CHANGE) builder.maxProcs = Math.max(builder.maxProcs, args[1]);
    else if (kind >= Kind.SWEEP_ACTIVE && kind <= Kind.SWEEP_END) this.playSweep(kind, args, thread);
    else if (kind >= Kind.STW_BEGIN && kind <= Kind.ASSIST_END) this.playCollector(kind, args, thread);
    else if (kind >= Kind.TASK_BEGIN && kind <= Kind.USER_LOG) this.playUser(kind, args, thread);
  }

  private playCollector(kind: number, args: Float64Array, thread: number): void {
    const { spans, ledger } = this.builder;
    const { now } = ledger;
    const goroutine = this.threads.goroutine[thread];
    switch (kind) {
      case Kind.GC_ACTIVE:
        this.beginCollection(this.start);
        break;
      case Kind.GC_BEGIN:
        this.beginCollection(now);
        break;
      case Kind.GC_END:
        spans.end(COLLECTION, NONE, now);
        break;
      case Kind.STW_BEGIN:
        spans.begin(STOP, goroutine, this.stopName(this.string(args[1])), now, true);
        break;
      case Kind.STW_END:
        spans.end(STOP, goroutine, now);
        break;
      case Kind.ASSIST_ACTIVE:
        spans.begin(ASSIST, ledger.rows.get(args[1]), this.assistName, this.start, false);
        break;
      case Kind.ASSIST_BEGIN:
        spans.begin(ASSIST, goroutine, this.assistName, now, false);
        break;
      case Kind.ASSIST_END:
        spans.end(ASSIST, goroutine, now);
        break;
    }
  }

  private playSweep(kind: number, args: Float64Array, thread: number): void {
    const { spans, ledger } = this.builder;
    const processor = this.threads.processor[thread];
    if (kind === Kind.SWEEP_ACTIVE)
      spans.begin(SWEEP, this.threads.processorRow(args[1]), this.sweepName, this.start, false);
    else if (kind === Kind.SWEEP_BEGIN) spans.begin(SWEEP, processor, this.sweepName, ledger.now, false);
    else spans.end(SWEEP, processor, ledger.now);
  }

  private beginCollection(now: number): void {
    if (this.builder.spans.begin(COLLECTION, NONE, this.collectionName, now, true)) this.builder.gcCycles++;
  }

  private stopName(kind: number): number {
    const { interner } = this.builder;
    return interner.string(`stop-the-world (${interner.text(kind)})`);
  }

  private string(id: number): number {
    return this.tables === undefined ? 0 : this.tables.string(id);
  }

  private playUser(kind: number, args: Float64Array, thread: number): void {
    const { user, ledger } = this.builder;
    const { now } = ledger;
    const goroutine = this.threads.goroutine[thread];
    switch (kind) {
      case Kind.TASK_BEGIN:
        user.beginTask(args[1], args[2], this.string(args[3]), goroutine, now);
        break;
      case Kind.TASK_END:
        user.endTask(args[1], now);
        break;
      case Kind.REGION_BEGIN:
        user.beginRegion(goroutine, args[1], this.string(args[2]), now);
        break;
      case Kind.REGION_END:
        user.endRegion(goroutine, args[1], this.string(args[2]), now);
        break;
      case Kind.USER_LOG: {
        const category = this.string(args[2]);
        if (user.countLog(category)) user.listLog(now, goroutine, args[1], category, this.string(args[3]));
        break;
      }
    }
  }
}
