// Is a goroutine ready for the next event of an older trace?
//
//   event                      ready when           afterwards
//   create                     always               1, runnable
//   waiting, in system call    runnable             2, waiting
//   start s                    s, runnable          s+1, running
//   unblock s, exit call s     s, waiting           s+1, runnable
//   the local forms            any number           number + 1
//   block / yield              always               same number, waiting / runnable
//
// Blocks and yields follow their start on the same processor, so they are always ready.

import { NONE } from '../../../model/ids.ts';
import type { GoroutineRows } from '../goroutine-rows.ts';
import * as Kind from './event-kinds.ts';
import type { ProcessorCursor } from './processor-cursor.ts';

const RUNNABLE = 1;
const RUNNING = 2;
const WAITING = 3;

/** State and sequence number per goroutine; they only serve the order. */
export class GoroutineOrder {
  private state = new Uint8Array(1024);
  private sequence = new Float64Array(1024);

  /** The id of the goroutine that the event must wait for, or -1. */
  mustWaitFor(cursor: ProcessorCursor, rows: GoroutineRows): number {
    const { args } = cursor;
    switch (cursor.kind) {
      case Kind.GO_START:
      case Kind.GO_START_LABEL:
        return this.is(rows.get(args[1]), RUNNABLE, args[2]) ? NONE : args[1];
      case Kind.GO_START_LOCAL:
        return this.is(rows.get(args[1]), RUNNABLE, NONE) ? NONE : args[1];
      case Kind.GO_UNBLOCK:
      case Kind.GO_SYS_EXIT:
        return this.is(rows.get(args[1]), WAITING, args[2]) ? NONE : args[1];
      case Kind.GO_UNBLOCK_LOCAL:
      case Kind.GO_SYS_EXIT_LOCAL:
        return this.is(rows.get(args[1]), WAITING, NONE) ? NONE : args[1];
      default:
        return NONE;
    }
  }

  created(row: number): void {
    this.set(row, RUNNABLE, 1);
  }

  introduced(row: number): void {
    this.set(row, WAITING, 2);
  }

  /** `sequence` is the number afterwards, -1 for one more than before; so below. */
  started(row: number, sequence: number): void {
    this.set(row, RUNNING, sequence === NONE ? this.numberOf(row) + 1 : sequence);
  }

  woken(row: number, sequence: number): void {
    this.set(row, RUNNABLE, sequence === NONE ? this.numberOf(row) + 1 : sequence);
  }

  blocked(row: number): void {
    this.set(row, WAITING, this.numberOf(row));
  }

  yielded(row: number): void {
    this.set(row, RUNNABLE, this.numberOf(row));
  }

  private is(row: number, state: number, sequence: number): boolean {
    if (row === NONE || this.state[row] !== state) return false;
    return sequence === NONE || this.sequence[row] === sequence;
  }

  private numberOf(row: number): number {
    return row < this.sequence.length ? this.sequence[row] : 0;
  }

  private set(row: number, state: number, sequence: number): void {
    if (row >= this.state.length) this.grow(row);
    this.state[row] = state;
    this.sequence[row] = sequence;
  }

  private grow(row: number): void {
    const length = Math.max(row + 1, this.state.length * 2);
    const state = new Uint8Array(length);
    state.set(this.state);
    this.state = state;
    const sequence = new Float64Array(length);
    sequence.set(this.sequence);
    this.sequence = sequence;
  }
}
