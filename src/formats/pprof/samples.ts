// Second pass: what are the samples' stacks, values and labels, as columns?

import { BYTES, Cursor, VARINT } from '../../bytes/cursor.ts';
import type { IdIndex } from '../../bytes/id-index.ts';
import { ShortFields } from '../../bytes/short-fields.ts';
import type { Labels, ValueColumn } from '../../model/profile.ts';
import type { Stacks } from '../../model/symbols.ts';
import { LabelColumns } from './label-columns.ts';
import { refuse } from './refuse.ts';
import { RepeatedStacks } from './repeated-stacks.ts';
import { StringIds } from './string-ids.ts';

/** The fields of a sample, with wire type, where it is written as usual. */
const LOCATIONS = (1 << 3) | BYTES;
const VALUES = (2 << 3) | BYTES;
const LABEL = (3 << 3) | BYTES;

const SAFE = Number.MAX_SAFE_INTEGER;

/** What the first pass found out about the samples. */
export interface SampleRoom {
  readonly count: number;
  /** Sum of the samples' lengths: no sample holds more numbers than bytes. */
  readonly bytes: number;
  readonly types: number;
  readonly strings: number;
  readonly locations: IdIndex;
  /** In a dump that was cut, samples whose locations are missing are dropped and counted. */
  readonly tolerant: boolean;
}

export interface Samples {
  readonly count: number;
  readonly dropped: number;
  readonly stacks: Stacks;
  readonly values: readonly ValueColumn[];
  readonly labels: Labels;
  /** For each sample the first one with its stack; undefined when that is rare. */
  readonly firstWithStack: Int32Array | undefined;
}

/** Reads one sample after another into columns. */
export class SampleReader {
  private readonly cursor: Cursor;
  private readonly short: ShortFields;
  private readonly words: DataView;
  private readonly locationStart: Int32Array;
  private locations: Int32Array;
  private used = 0;
  private readonly repeated: RepeatedStacks;
  private readonly firstWithStack: Int32Array;
  private readonly values: Float64Array[] = [];
  private readonly exact: Map<number, bigint>[] = [];
  private readonly stringIds = new StringIds();
  private readonly labels: LabelColumns;
  private count = 0;
  private dropped = 0;
  private bytesDone = 0;
  private valuesSeen = 0;
  private missing = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly room: SampleRoom,
  ) {
    this.cursor = new Cursor(bytes);
    this.short = new ShortFields(bytes);
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (room.count > 0 && room.types === 0) throw refuse('samples without sample types');
    if (room.count * room.types > room.bytes)
      throw refuse(`${room.count} samples of ${room.bytes} bytes cannot have ${room.types} values each`);
    this.locationStart = new Int32Array(room.count + 1);
    this.labels = new LabelColumns(room.count);
    this.locations = new Int32Array(Math.min(room.bytes, 1 << 16));
    this.repeated = new RepeatedStacks(bytes, room.count);
    this.firstWithStack = new Int32Array(room.count);
    for (let s = 0; s < room.count; s++) this.firstWithStack[s] = s;
    for (let t = 0; t < room.types; t++) {
      this.values.push(new Float64Array(room.count));
      this.exact.push(new Map());
    }
  }

  /** One sample message at `[start, end)`. Throws MalformedBytes or UnreadableDump. */
  read(start: number, end: number): void {
    this.valuesSeen = 0;
    this.missing = false;
    for (let at = start; at < end; ) {
      const next = this.short.body(at, end);
      const known = next >= 0 && this.usualField(this.short.tag, this.short.bodyStart, next);
      at = known ? next : this.anyField(at, end);
    }
    if (this.valuesSeen !== this.room.types)
      throw refuse(
        `sample ${this.count + this.dropped + 1} has ${this.valuesSeen} values for ${this.room.types} sample types`,
        start,
      );
    this.bytesDone += end - start;
    if (this.missing) this.drop();
    else this.keep();
  }

  /** Fields as writers write them. False: read it the long way. */
  private usualField(tag: number, start: number, end: number): boolean {
    if (tag === LABEL) return this.usualLabel(start, end);
    if (tag === VALUES) return this.usualValues(start, end);
    if (tag !== LOCATIONS) return false;
    this.makeRoom(end - start);
    this.locationList(start, end);
    return true;
  }

  /** The field at `at`, whatever it is. Answers where it ends. */
  private anyField(at: number, end: number): number {
    const c = this.cursor;
    c.seek(at, end);
    c.field();
    const next = c.pos;
    if (c.fieldNumber === 1) this.locationField();
    else if (c.fieldNumber === 2) this.valueField();
    else if (c.fieldNumber === 3) this.labelField();
    return next;
  }

  finish(): Samples {
    const { count } = this;
    return {
      count,
      dropped: this.dropped,
      stacks: {
        length: count,
        locationStart: this.locationStart.subarray(0, count + 1),
        locations: cutTo(this.locations, this.used),
      },
      values: this.values.map((value, t) => ({ value: value.subarray(0, count), exact: this.exact[t] })),
      labels: this.labels.finish(count),
      firstWithStack: this.repeated.worthwhile ? this.firstWithStack.subarray(0, count) : undefined,
    };
  }

  private keep(): void {
    this.count++;
    this.locationStart[this.count] = this.used;
    this.labels.endSample(this.count);
  }

  private drop(): void {
    this.dropped++;
    this.used = this.locationStart[this.count];
    this.labels.dropSample(this.count);
    for (const exact of this.exact) exact.delete(this.count);
  }

  private locationField(): void {
    const c = this.cursor;
    if (c.wireType === BYTES) {
      this.makeRoom(c.bodyEnd - c.bodyStart);
      this.locationList(c.bodyStart, c.bodyEnd);
      return;
    }
    c.expect(VARINT);
    this.makeRoom(1);
    this.locations[this.used++] = this.found(this.room.locations.get(c.lo, c.hi), c.pos);
  }

  private locationList(start: number, end: number): void {
    if (this.copyRepeated(start, end)) return;
    if (this.room.locations.consecutive && this.consecutiveLocations(start, end)) return;
    this.packedLocations(start, end);
  }

  /** Takes over the stack of an earlier sample that has the same bytes; false when there is none. */
  private copyRepeated(start: number, end: number): boolean {
    const { count } = this;
    const fresh = this.locationStart[count];
    // A second list in one sample makes its stack longer than the list.
    if (this.used !== fresh || this.room.tolerant) {
      this.firstWithStack[count] = count;
      return false;
    }
    const known = this.repeated.find(count, start, end);
    if (known < 0) return false;
    const from = this.locationStart[known];
    const to = this.locationStart[known + 1];
    this.locations.copyWithin(fresh, from, to);
    this.used = fresh + to - from;
    this.firstWithStack[count] = known;
    return true;
  }

  /**
   * The hottest loop of the reader: ids of one to three bytes that count from 1. False: read it the long way.
   *
   *   four bytes at p   1010'0101 0000'0001 …     the first byte below 0x80 ends the id
   *   stop              its top bit, counted from the lowest byte
   *   mask              everything up to that bit
   */
  private consecutiveLocations(start: number, end: number): boolean {
    if (end + 4 > this.bytes.length) return false;
    const { words, locations } = this;
    const limit = this.room.locations.count;
    let used = this.used;
    let p = start;
    let outside = 0;
    while (p < end) {
      const word = words.getInt32(p, true);
      const stop = ~word & 0x808080;
      const mask = stop ^ (stop - 1);
      const bits = word & mask;
      const id = (bits & 0x7f) | ((bits >>> 1) & 0x3f80) | ((bits >>> 2) & 0x1fc000);
      p += (39 - Math.clz32(mask)) >>> 3;
      // Below 0: no end within three bytes, the id 0, or one past the last.
      outside |= (stop - 1) | (id - 1) | (limit - id);
      locations[used++] = id - 1;
    }
    if (outside < 0 || p !== end) return false;
    this.used = used;
    return true;
  }

  private packedLocations(start: number, end: number): void {
    const c = this.cursor;
    c.seek(start, end);
    while (c.pos < end) {
      const at = c.pos;
      c.varint();
      this.locations[this.used++] = this.found(this.room.locations.get(c.lo, c.hi), at);
    }
  }

  private found(row: number, at: number): number {
    if (row >= 0) return row;
    if (!this.room.tolerant)
      throw refuse(
        `sample ${this.count + 1} names location ${this.cursor.unsignedExact()}, which is not in the file`,
        at,
      );
    this.missing = true;
    return 0;
  }

  /** Grows the column to what the rest of the samples will need if it is like the part that was read. */
  private makeRoom(more: number): void {
    const need = this.used + more;
    if (need <= this.locations.length) return;
    const share = Math.max(this.bytesDone, 1) / this.room.bytes;
    const forecast = Math.min(
      Math.ceil((this.used / share) * 1.03),
      this.used + this.room.bytes - this.bytesDone,
    );
    const next = new Int32Array(Math.max(need, forecast, Math.ceil(this.locations.length * 1.25)));
    next.set(this.locations.subarray(0, this.used));
    this.locations = next;
  }

  private usualValues(start: number, end: number): boolean {
    const { short, values, count } = this;
    const before = this.valuesSeen;
    for (let at = start; at < end; ) {
      at = short.varint(at, end);
      if (at < 0) {
        this.valuesSeen = before;
        return false;
      }
      const type = this.valuesSeen++;
      if (type < values.length) values[type][count] = short.value;
    }
    return true;
  }

  private valueField(): void {
    const c = this.cursor;
    if (c.wireType === BYTES) {
      const end = c.bodyEnd;
      c.seek(c.bodyStart, end);
      while (c.pos < end) {
        c.varint();
        this.value();
      }
      return;
    }
    c.expect(VARINT);
    this.value();
  }

  private value(): void {
    const type = this.valuesSeen++;
    if (type >= this.values.length) return;
    const c = this.cursor;
    const number = c.hi === 0 ? c.lo : c.signed();
    this.values[type][this.count] = number;
    if (number > SAFE || number < -SAFE) this.exact[type].set(this.count, c.signedExact());
  }

  private usualLabel(start: number, end: number): boolean {
    const { short } = this;
    let key = 0;
    let text = 0;
    let unit = 0;
    let number = 0;
    for (let at = start; at < end; ) {
      at = short.number(at, end);
      if (at < 0) return false;
      const n = short.tag >>> 3;
      if (n === 1) key = short.value;
      else if (n === 2) text = short.value;
      else if (n === 3) number = short.value;
      else if (n === 4) unit = short.value;
      else return false;
    }
    this.label(start, key, text, unit, number, undefined);
    return true;
  }

  private labelField(): void {
    const c = this.cursor;
    c.expect(BYTES);
    const end = c.bodyEnd;
    const at = c.bodyStart;
    c.seek(at, end);
    let key = 0;
    let text = 0;
    let unit = 0;
    let number = 0;
    let exact: bigint | undefined;
    while (c.pos < end) {
      c.field();
      const n = c.fieldNumber;
      if (n < 1 || n > 4) continue;
      c.expect(VARINT);
      if (n === 1) key = this.stringIds.read(c);
      else if (n === 2) text = this.stringIds.read(c);
      else if (n === 4) unit = this.stringIds.read(c);
      else {
        number = c.signed();
        exact = Math.abs(number) > SAFE ? c.signedExact() : undefined;
      }
    }
    this.label(at, key, text, unit, number, exact);
  }

  private label(
    at: number,
    key: number,
    text: number,
    unit: number,
    number: number,
    exact: bigint | undefined,
  ): void {
    this.checkLabel(key, text, unit, at);
    if (text !== 0) this.labels.pushText(key, text);
    else if (number !== 0 || unit !== 0) this.labels.pushNumber(key, number, unit, exact);
  }

  private checkLabel(key: number, text: number, unit: number, at: number): void {
    const { strings, tolerant } = this.room;
    if (tolerant || (key < strings && text < strings && unit < strings)) return;
    const worst = Math.max(key, text, unit);
    throw refuse(
      `a label of sample ${this.count + 1} names string ${this.stringIds.text(worst)} of ${strings}`,
      at,
    );
  }
}

/** The used part: a view where little is wasted, else a copy that lets the rest go. */
function cutTo(column: Int32Array, length: number): Int32Array {
  return length > 0.9 * column.length ? column.subarray(0, length) : column.slice(0, length);
}
