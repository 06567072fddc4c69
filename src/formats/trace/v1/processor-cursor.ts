// What is the next event of one processor?

import type { Float64Builder } from '../../../bytes/columns.ts';
import type { ByteSource } from '../../../bytes/source.ts';
import { VarintCursor } from '../../../bytes/varint.ts';
import { CPU_SAMPLE, FREQUENCY, STACK, STRING, TIMER_GOROUTINE, USER_LOG } from './event-kinds.ts';
import type { BatchPlace } from './index-batches.ts';

/** A time in ns since the trace's start is ⌊(ticks − firstTicks) · nanosPerTick⌋ + 1. */
export interface TickClock {
  readonly firstTicks: number;
  readonly nanosPerTick: number;
}

const MAX_NUMBERS = 8;
/** Numbers per row of {@link ProcessorCursor.samples}: ticks, goroutine, stack. */
export const SAMPLE_NUMBERS = 3;

/** Steps through the batches of one processor; a batch is read when it is reached. */
export class ProcessorCursor {
  kind = 0;
  /** ns since the trace's start. */
  time = 0;
  /** The event's numbers; the first is the time that passed since the event before. */
  readonly args = new Float64Array(MAX_NUMBERS);
  /** The text of a log. */
  message: Uint8Array = new Uint8Array(0);
  private batch = -1;
  private ticks = 0;
  private readonly numbers = new VarintCursor(new Uint8Array(0));

  constructor(
    /** Row of the processor. */
    readonly processor: number,
    /** Go's number of the processor, -1 for none. */
    readonly number: number,
    private readonly source: ByteSource,
    private readonly places: readonly BatchPlace[],
    private readonly clock: TickClock,
    /** Takes the CPU samples, which stand outside of the order. */
    private readonly samples: Float64Builder,
    private readonly onBatch: (place: BatchPlace) => void,
  ) {}

  /** The event's own time when it is another clock reading; ns since the trace's start. */
  timeOf(ticks: number): number {
    return Math.floor((ticks - this.clock.firstTicks) * this.clock.nanosPerTick) + 1;
  }

  advance(): boolean {
    for (;;) {
      if (this.numbers.at < this.numbers.end) {
        if (this.decode()) return true;
      } else if (!this.nextBatch()) {
        this.kind = 0;
        return false;
      }
    }
  }

  /** Decodes one event; false for those that don't happen at a time. */
  private decode(): boolean {
    const { numbers } = this;
    const head = numbers.bytes[numbers.at++];
    const kind = head & 0x3f;
    if (kind === STRING) return this.skipText();
    if (head >> 6 === 3) this.takeLong(numbers);
    else this.takeShort(numbers, (head >> 6) + 1);
    if (kind === USER_LOG) this.takeMessage(numbers);
    if (kind === STACK || kind === FREQUENCY || kind === TIMER_GOROUTINE) return false;
    if (kind === CPU_SAMPLE) return this.takeSample();
    this.kind = kind;
    this.ticks += this.args[0];
    this.time = this.timeOf(this.ticks);
    return true;
  }

  private takeShort(numbers: VarintCursor, count: number): void {
    const { args } = this;
    for (let i = 0; i < count; i++) args[i] = numbers.next();
    args[count] = 0;
  }

  private takeLong(numbers: VarintCursor): void {
    const end = numbers.next() + numbers.at;
    let i = 0;
    for (; i < MAX_NUMBERS && numbers.at < end && !numbers.broken; i++) this.args[i] = numbers.next();
    for (; i < MAX_NUMBERS; i++) this.args[i] = 0;
    numbers.at = end;
  }

  private skipText(): false {
    const { numbers } = this;
    numbers.next(); // the id
    const length = numbers.next();
    numbers.at += length;
    return false;
  }

  private takeMessage(numbers: VarintCursor): void {
    const length = numbers.next();
    this.message = numbers.bytes.subarray(numbers.at, numbers.at + length);
    numbers.at += length;
  }

  private takeSample(): false {
    this.samples.push(this.args[1]);
    this.samples.push(this.args[3]);
    this.samples.push(this.args[4]);
    return false;
  }

  private nextBatch(): boolean {
    const place = this.places[++this.batch];
    if (place === undefined) return false;
    this.onBatch(place);
    this.numbers.open(this.source.read(place.at, place.length));
    this.ticks = place.ticks;
    return true;
  }
}
