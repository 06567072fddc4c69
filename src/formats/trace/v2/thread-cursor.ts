// What is the next event of one thread?

import type { Batch } from './batches.ts';
import { NUMBERS, UNKNOWN } from './event-kinds.ts';

/** Clock of one generation: a time in ns since the trace's start is ⌊units · nanosPerUnit⌋ − origin. */
export interface GenerationClock {
  readonly nanosPerUnit: number;
  /** The trace's first instant, ns of the trace clock. */
  readonly origin: number;
}

/** What could not be decoded in the batches of a generation. */
export class Damage {
  /** Unknown kind of event → batches whose rest it made unreadable. */
  readonly unknownKinds = new Map<number, number>();
  /** Batches that end in the middle of an event. */
  cutBatches = 0;
  /** Offset in the file of the first batch with damage, or -1. */
  firstAt = -1;
}

/** Steps through the batches that one thread wrote in one generation, in the order of the file. */
export class ThreadCursor {
  /** The next event; 0 after the last. */
  kind = 0;
  /** Its time in ns, as this thread's clock has it. */
  time = 0;
  /** Its numbers; the first is the time that passed since the event before. */
  readonly args = new Float64Array(8);
  private batch = -1;
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;

  constructor(
    /** Row of the thread. */
    readonly thread: number,
    private readonly batches: readonly Batch[],
    private readonly clock: GenerationClock,
    private readonly damage: Damage,
    /** Told before a batch is stepped into, with its size. */
    private readonly onBatch: (bytes: number) => void,
  ) {}

  /** Steps to the next event; false at the end. */
  advance(): boolean {
    for (;;) {
      if (this.at < this.bytes.length) {
        if (this.decode()) return true;
      } else if (!this.nextBatch()) {
        this.kind = 0;
        return false;
      }
    }
  }

  /** Decodes the event here; at damage skips the rest of the batch. */
  private decode(): boolean {
    const { bytes, args } = this;
    let at = this.at;
    const kind = bytes[at++];
    const numbers = NUMBERS[kind];
    if (numbers === UNKNOWN) return this.skipUnknown(kind);
    for (let i = 0; i < numbers; i++) {
      // past the end a byte is undefined: that ends in the slow road, which stops there
      let byte = bytes[at++];
      if (byte < 0x80) {
        args[i] = byte;
        continue;
      }
      let value = byte & 0x7f;
      byte = bytes[at++];
      if (byte < 0x80) {
        args[i] = value | (byte << 7);
        continue;
      }
      value |= (byte & 0x7f) << 7;
      byte = bytes[at++];
      if (byte < 0x80) {
        args[i] = value | (byte << 14);
        continue;
      }
      at = this.decodeLong(at, value | ((byte & 0x7f) << 14), i);
    }
    if (at > bytes.length) return this.skipCut();
    this.at = at;
    this.kind = kind;
    this.time += Math.floor(args[0] * this.clock.nanosPerUnit);
    return true;
  }

  /** Goes on with a number of more than three bytes; returns the place after it. */
  private decodeLong(at: number, low: number, index: number): number {
    let value = low;
    let unit = 0x200000;
    for (let n = 3; n < 10; n++) {
      const byte = this.bytes[at++];
      value += (byte & 0x7f) * unit;
      if (!(byte >= 0x80)) break;
      unit *= 128;
    }
    this.args[index] = value <= Number.MAX_SAFE_INTEGER ? value : -1;
    return at;
  }

  private nextBatch(): boolean {
    const batch = this.batches[++this.batch];
    if (batch === undefined) return false;
    this.onBatch(batch.body.length);
    this.bytes = batch.body;
    this.at = 0;
    this.time = Math.floor(batch.time * this.clock.nanosPerUnit) - this.clock.origin;
    return true;
  }

  private skipUnknown(kind: number): boolean {
    this.damageHere();
    this.damage.unknownKinds.set(kind, (this.damage.unknownKinds.get(kind) ?? 0) + 1);
    this.at = this.bytes.length;
    return false;
  }

  private skipCut(): boolean {
    this.damageHere();
    this.damage.cutBatches++;
    this.at = this.bytes.length;
    return false;
  }

  private damageHere(): void {
    const { damage } = this;
    const at = this.batches[this.batch].at + this.at;
    damage.firstAt = damage.firstAt < 0 ? at : Math.min(damage.firstAt, at);
  }
}
