// Where do the batches of each processor lie in an older trace?
//
// The events have no frame around them, so all are stepped over once; strings, stacks and the clock's
// frequency, that stand at the end, are known afterwards.
//
//   batch p=0 ticks | event event event | batch p=1 ticks | event … | frequency | batch p=0 | stack string …

import type { ByteSource } from '../../../bytes/source.ts';
import { VarintCursor } from '../../../bytes/varint.ts';
import {
  BATCH,
  CPU_SAMPLE,
  FREQUENCY,
  KINDS,
  STACK,
  STRING,
  TIMER_GOROUTINE,
  USER_LOG,
} from './event-kinds.ts';
import type { FileTables } from './tables.ts';

/** The events between two batch events. */
export interface BatchPlace {
  readonly at: number;
  readonly length: number;
  /** Clock at its begin. */
  readonly ticks: number;
}

export interface FileIndex {
  /** Per processor, -1 for none, in the order of the file. */
  readonly batches: ReadonlyMap<number, readonly BatchPlace[]>;
  /** Ticks per second; undefined when the file ends before it. */
  readonly frequency: number | undefined;
  /** The earliest event. */
  readonly firstTicks: number;
  /** Goroutines that do nothing but wake others when their time has come (until Go 1.13). */
  readonly timers: ReadonlySet<number>;
  /** Where reading stopped before the end of the file, and why. */
  readonly fault: { readonly at: number; readonly why: string } | undefined;
}

const WINDOW = 1 << 20;
/** Enough for the kind and up to four numbers. */
const HEAD = 48;
/** Longest text or event; writers stay far below. */
const MAX_LENGTH = 1_000_000;
/** Bounds that no writer comes near to. */
const MAX_BATCHES = 500_000;
const MAX_PROCESSORS = 50_000;
/** In the two high bits of the first byte: the numbers are told by their length in bytes. */
const LONG = 3;

/** Steps over all events of a file. */
export class BatchIndexer {
  private readonly batches = new Map<number, BatchPlace[]>();
  private readonly timers = new Set<number>();
  private frequency: number | undefined;
  private firstTicks = Number.POSITIVE_INFINITY;
  private fault: FileIndex['fault'];
  /** Stands at the next event, in a window of the file. */
  private readonly cursor = new VarintCursor(new Uint8Array(0));
  private windowAt: number;
  private processor = -1;
  private batchAt = -1;
  private batchCount = 0;
  private batchTicks = 0;
  /** True until the first event with a time in this batch. */
  private fresh = false;

  constructor(
    private readonly source: ByteSource,
    private readonly tables: FileTables,
    from: number,
    private readonly onWindow: (share: number) => void,
  ) {
    this.windowAt = from;
  }

  run(): FileIndex {
    let end = this.windowAt;
    while (this.has(1)) {
      end = this.position();
      if (!this.step()) break;
      end = this.position();
    }
    this.closeBatch(end);
    const firstTicks = Number.isFinite(this.firstTicks) ? this.firstTicks : 0;
    const { batches, frequency, timers, fault } = this;
    return { batches, frequency, firstTicks, timers, fault };
  }

  /** Offset in the file. */
  private position(): number {
    return this.windowAt + this.cursor.at;
  }

  /** Steps over one event; false when it can't be understood. */
  private step(): boolean {
    const { cursor } = this;
    const start = this.position();
    this.has(HEAD);
    const head = cursor.bytes[cursor.at++];
    const kind = head & 0x3f;
    if (kind === 0 || kind >= KINDS) return this.stop(start, `unknown event ${kind}`);
    if (kind === BATCH) return this.beginBatch(start);
    if (kind === STRING) return this.takeString(start);
    if (head >> 6 === LONG) return this.stepLong(start, kind);
    return this.stepShort(start, kind, (head >> 6) + 1);
  }

  private stepShort(start: number, kind: number, numbers: number): boolean {
    const { cursor } = this;
    const first = cursor.next();
    for (let left = numbers - 1; left > 0; left--) cursor.next();
    if (cursor.broken) return this.stop(start, 'an event is cut');
    if (kind === FREQUENCY) this.frequency = first > 0 ? first : this.frequency;
    else if (kind === TIMER_GOROUTINE) this.timers.add(first);
    else if (kind !== STACK) this.timed(first);
    return true;
  }

  /** An event that tells the length of its numbers. */
  private stepLong(start: number, kind: number): boolean {
    const { cursor } = this;
    const length = cursor.next();
    if (cursor.broken || length < 0 || length > MAX_LENGTH || !this.has(length))
      return this.stop(start, 'an event is cut');
    const end = cursor.at + length;
    if (kind === STACK) this.tables.addStack(cursor.bytes.slice(cursor.at, end));
    else {
      const delta = cursor.next();
      if (kind === CPU_SAMPLE) this.firstTicks = Math.min(this.firstTicks, cursor.next());
      else this.timed(delta);
    }
    if (cursor.broken || cursor.at > end) return this.stop(start, 'an event is longer than it says');
    cursor.at = end;
    return kind !== USER_LOG || this.skipMessage(start);
  }

  private skipMessage(start: number): boolean {
    this.has(HEAD);
    const length = this.cursor.next();
    if (this.cursor.broken || length < 0 || length > MAX_LENGTH || !this.has(length))
      return this.stop(start, 'a log is cut');
    this.cursor.at += length;
    return true;
  }

  private takeString(start: number): boolean {
    const { cursor } = this;
    const id = cursor.next();
    const length = cursor.next();
    if (cursor.broken || length < 0 || length > MAX_LENGTH || !this.has(length))
      return this.stop(start, 'a string is cut');
    this.tables.addString(id, cursor.bytes.subarray(cursor.at, cursor.at + length));
    cursor.at += length;
    return true;
  }

  private beginBatch(start: number): boolean {
    const processor = this.cursor.next();
    const ticks = this.cursor.next();
    if (this.cursor.broken) return this.stop(start, 'a batch is cut');
    this.closeBatch(start);
    if (this.batchCount === MAX_BATCHES || this.batches.size === MAX_PROCESSORS)
      return this.stop(start, 'it has more batches or processors than a trace can have');
    this.processor = processor;
    this.batchTicks = ticks;
    this.batchAt = this.position();
    this.fresh = true;
    return true;
  }

  private closeBatch(end: number): void {
    const from = this.batchAt;
    this.batchAt = -1;
    if (from < 0 || end <= from) return;
    this.batchCount++;
    const place = { at: from, length: end - from, ticks: this.batchTicks };
    const places = this.batches.get(this.processor);
    if (places === undefined) this.batches.set(this.processor, [place]);
    else places.push(place);
  }

  /** Time goes forward inside a batch, so its first event is its earliest. */
  private timed(delta: number): void {
    if (!this.fresh) return;
    this.fresh = false;
    this.firstTicks = Math.min(this.firstTicks, this.batchTicks + delta);
  }

  private stop(at: number, why: string): false {
    this.fault = { at, why };
    return false;
  }

  /** Moves the window so that `length` bytes from here are in it; false when the file has fewer. */
  private has(length: number): boolean {
    const { cursor } = this;
    if (cursor.at + length <= cursor.end) return true;
    if (this.windowAt + cursor.end >= this.source.size) return false;
    this.windowAt = this.position();
    cursor.open(this.source.read(this.windowAt, Math.max(WINDOW, Math.min(length, this.source.size))));
    this.onWindow(this.windowAt / this.source.size);
    return cursor.end >= length;
  }
}
