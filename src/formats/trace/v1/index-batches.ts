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
const MAX_TEXT = 1_000_000;
const INLINE_LIMIT = 3;

/** Steps over all events of a file. */
export class BatchIndexer {
  private readonly batches = new Map<number, BatchPlace[]>();
  private readonly timers = new Set<number>();
  private frequency: number | undefined;
  private firstTicks = Number.POSITIVE_INFINITY;
  private fault: FileIndex['fault'];
  private window: Uint8Array = new Uint8Array(0);
  private windowAt = 0;
  /** Offset of the next event. */
  private at: number;
  private processor = -1;
  private batchAt = -1;
  private batchTicks = 0;
  /** True until the first event with a time in this batch. */
  private fresh = false;

  constructor(
    private readonly source: ByteSource,
    private readonly tables: FileTables,
    from: number,
    private readonly onWindow: (share: number) => void,
  ) {
    this.at = from;
  }

  run(): FileIndex {
    while (this.at < this.source.size && this.step()) {}
    this.closeBatch();
    const firstTicks = Number.isFinite(this.firstTicks) ? this.firstTicks : 0;
    const { batches, frequency, timers, fault } = this;
    return { batches, frequency, firstTicks, timers, fault };
  }

  private step(): boolean {
    const head = this.view(HEAD);
    const kind = head[0] & 0x3f;
    if (kind === 0 || kind >= KINDS) return this.stop(`unknown event ${kind}`);
    const cursor = new VarintCursor(head, 1);
    if (kind === BATCH) return this.beginBatch(cursor);
    if (kind === STRING) return this.takeString(cursor);
    if (head[0] >> 6 === INLINE_LIMIT) return this.stepLong(kind, cursor);
    return this.stepShort(kind, cursor, (head[0] >> 6) + 1);
  }

  private stepShort(kind: number, cursor: VarintCursor, numbers: number): boolean {
    const first = cursor.next();
    for (let left = numbers - 1; left > 0; left--) cursor.next();
    if (cursor.broken) return this.stop('an event is cut');
    if (kind === FREQUENCY) this.frequency = first > 0 ? first : this.frequency;
    else if (kind === TIMER_GOROUTINE) this.timers.add(first);
    else if (kind !== STACK) this.timed(first);
    this.at += cursor.at;
    return true;
  }

  /** An event that tells the length of its numbers. */
  private stepLong(kind: number, cursor: VarintCursor): boolean {
    const length = cursor.next();
    const end = this.at + cursor.at + length;
    if (cursor.broken || length < 0 || end > this.source.size) return this.stop('an event is cut');
    if (kind === STACK) this.tables.addStack(this.view(cursor.at + length).slice(cursor.at));
    else {
      const delta = cursor.next();
      if (kind === CPU_SAMPLE) this.firstTicks = Math.min(this.firstTicks, cursor.next());
      else this.timed(delta);
    }
    if (kind === USER_LOG) return this.skipMessage(end);
    this.at = end;
    return true;
  }

  private skipMessage(from: number): boolean {
    const head = new VarintCursor(this.view(from - this.at + HEAD), from - this.at);
    const length = head.next();
    const end = this.at + head.at + length;
    if (head.broken || length < 0 || length > MAX_TEXT || end > this.source.size)
      return this.stop('a log is cut');
    this.at = end;
    return true;
  }

  private takeString(cursor: VarintCursor): boolean {
    const id = cursor.next();
    const length = cursor.next();
    if (cursor.broken || length < 0 || length > MAX_TEXT) return this.stop('a string is cut');
    const whole = this.view(cursor.at + length);
    if (whole.length < cursor.at + length) return this.stop('a string is cut');
    this.tables.addString(id, whole.subarray(cursor.at));
    this.at += cursor.at + length;
    return true;
  }

  private beginBatch(cursor: VarintCursor): boolean {
    const processor = cursor.next();
    const ticks = cursor.next();
    if (cursor.broken) return this.stop('a batch is cut');
    this.closeBatch();
    this.processor = processor;
    this.batchTicks = ticks;
    this.at += cursor.at;
    this.batchAt = this.at;
    this.fresh = true;
    return true;
  }

  private closeBatch(): void {
    if (this.batchAt < 0 || this.at === this.batchAt) return;
    const place = { at: this.batchAt, length: this.at - this.batchAt, ticks: this.batchTicks };
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

  private stop(why: string): false {
    this.fault = { at: this.at, why };
    return false;
  }

  /** At most `length` bytes from here. */
  private view(length: number): Uint8Array {
    const from = this.at - this.windowAt;
    if (from + length <= this.window.length) return this.window.subarray(from, from + length);
    if (this.at + length > this.source.size && this.windowAt + this.window.length >= this.source.size)
      return this.window.subarray(from);
    this.window = this.source.read(this.at, Math.max(WINDOW, length));
    this.windowAt = this.at;
    this.onWindow(this.at / this.source.size);
    return this.window.subarray(0, length);
  }
}
