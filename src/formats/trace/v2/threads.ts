// Which goroutine and which processor has each thread, and may a processor be handed on?
//
// It goes on from one generation to the next. Source of the rules: internal/trace of Go 1.26.

import { NONE } from '../../../model/ids.ts';
import { Sequences } from './sequences.ts';

/** States of a processor; 1 to 4 are the codes of the format. */
export const RUNNING = 1;
export const IDLE = 2;
export const SYSCALL = 3;
export const ABANDONED = 4;
const UNKNOWN = 0;

/** Columns per thread and per processor. */
export class Threads {
  /** Row of the goroutine per thread, or -1. */
  readonly goroutine: number[] = [];
  /** Row of the processor per thread, or -1. */
  readonly processor: number[] = [];
  private readonly state: number[] = [];
  private readonly threadRows = new Map<number, number>();
  private readonly processorRows = new Map<number, number>();
  private readonly sequences = new Sequences();

  nextGeneration(): void {
    this.sequences.nextGeneration();
  }

  /** The row of a thread by the id that the system gave it; -1 is a thread of its own. */
  row(id: number): number {
    const known = this.threadRows.get(id);
    if (known !== undefined) return known;
    this.threadRows.set(id, this.goroutine.length);
    this.processor.push(NONE);
    return this.goroutine.push(NONE) - 1;
  }

  /** The row of a processor by Go's number. */
  processorRow(number: number): number {
    const known = this.processorRows.get(number);
    if (known !== undefined) return known;
    this.processorRows.set(number, this.state.length);
    return this.state.push(UNKNOWN) - 1;
  }

  canStart(thread: number, processor: number, sequence: number): boolean {
    return (
      this.state[processor] === IDLE &&
      this.processor[thread] === NONE &&
      this.sequences.follows(processor, sequence)
    );
  }

  start(thread: number, processor: number, sequence: number): void {
    this.state[processor] = RUNNING;
    this.processor[thread] = processor;
    this.sequences.take(processor, sequence);
  }

  canSteal(processor: number, sequence: number): boolean {
    const state = this.state[processor];
    return (state === SYSCALL || state === ABANDONED) && this.sequences.follows(processor, sequence);
  }

  /** Takes a processor away from the thread that is in a system call. */
  steal(processor: number, sequence: number, victim: number): void {
    if (this.state[processor] === SYSCALL && this.processor[victim] === processor)
      this.processor[victim] = NONE;
    this.state[processor] = IDLE;
    this.sequences.take(processor, sequence);
  }

  /** Gives up the processor; returns its row, or -1. */
  stop(thread: number): number {
    const processor = this.processor[thread];
    this.processor[thread] = NONE;
    if (processor !== NONE) this.state[processor] = IDLE;
    return processor;
  }

  /** Introduces a processor in this generation. */
  introduce(thread: number, processor: number, state: number): void {
    // whoever tells that a processor was abandoned does not have it, and a call that is known stays one
    if (state !== ABANDONED || this.state[processor] !== SYSCALL) this.state[processor] = state;
    if (state === RUNNING || state === SYSCALL) this.processor[thread] = processor;
    this.sequences.restart(processor);
  }

  enterSyscall(thread: number, sequence: number): void {
    const processor = this.processor[thread];
    if (processor === NONE) return;
    this.state[processor] = SYSCALL;
    this.sequences.take(processor, sequence);
  }

  leaveSyscall(thread: number): void {
    const processor = this.processor[thread];
    if (processor !== NONE) this.state[processor] = RUNNING;
  }

  /** The processor that must be taken away before the thread's call can end as blocked, or -1. */
  heldInSyscall(thread: number): number {
    const processor = this.processor[thread];
    return processor !== NONE && this.state[processor] === SYSCALL ? processor : NONE;
  }

  /** The thread of a foreign language leaves with its processor; returns its row, or -1. */
  abandon(thread: number): number {
    const processor = this.processor[thread];
    this.processor[thread] = NONE;
    if (processor !== NONE) this.state[processor] = ABANDONED;
    return processor;
  }
}
