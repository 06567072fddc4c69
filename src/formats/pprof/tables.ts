// First pass: what do the top-level tables of a pprof message say, and how much room do its samples need?
// Source of the field numbers: github.com/google/pprof/proto/profile.proto.

import { Int32Builder } from '../../bytes/columns.ts';
import { BYTES, Cursor, MalformedBytes, VARINT } from '../../bytes/cursor.ts';
import { IdIndex } from '../../bytes/id-index.ts';
import { ShortFields } from '../../bytes/short-fields.ts';
import { StringRangesBuilder } from '../../bytes/strings.ts';
import { refuse } from './refuse.ts';
import { StringIds } from './string-ids.ts';

/** The field of a sample, with its wire type. */
export const SAMPLE = (2 << 3) | BYTES;

/** A ValueType whose texts are still string ids. */
export interface RawValueType {
  readonly type: number;
  readonly unit: number;
}

export interface RawMapping {
  start: bigint;
  limit: bigint;
  offset: bigint;
  file: number;
  buildId: number;
  /** Bits: functions, filenames, line numbers, inline frames. */
  has: number;
}

/** Function and mapping ids may come before their tables: they wait here as halves. */
class IdColumn {
  readonly lo = new Int32Builder(256);
  readonly hi = new Int32Builder(256);

  push(lo: number, hi: number): void {
    this.lo.push(lo);
    this.hi.push(hi);
  }

  get length(): number {
    return this.lo.length;
  }

  /** The row that entry `i` names, or -1. */
  row(i: number, ids: IdIndex): number {
    return ids.get(this.lo.get(i) >>> 0, this.hi.get(i) >>> 0);
  }

  /** The id of entry `i`, exact. */
  text(i: number): string {
    return String(exactId(this.lo.get(i) >>> 0, this.hi.get(i) >>> 0));
  }

  isZero(i: number): boolean {
    return this.lo.get(i) === 0 && this.hi.get(i) === 0;
  }
}

/** Everything of a message but its samples. String ids are not checked yet. */
export class ProfileTables {
  readonly strings = new StringRangesBuilder();
  readonly stringIds = new StringIds();
  readonly sampleTypes: RawValueType[] = [];
  readonly mappings: RawMapping[] = [];
  readonly mappingIds = new IdIndex();

  readonly locationIds = new IdIndex();
  readonly locationMapping = new IdColumn();
  readonly addressHigh = new Int32Builder(256);
  readonly addressLow = new Int32Builder(256);
  readonly folded = new Int32Builder(256);
  readonly frameStart = new Int32Builder(256);

  readonly frameFunction = new IdColumn();
  readonly frameLine = new Int32Builder(256);
  readonly frameColumn = new Int32Builder(256);

  readonly functionIds = new IdIndex();
  readonly functionName = new Int32Builder(256);
  readonly functionSystemName = new Int32Builder(256);
  readonly functionFile = new Int32Builder(256);
  readonly functionStartLine = new Int32Builder(256);

  sampleCount = 0;
  sampleBytes = 0;
  firstSampleAt = -1;
  samplesEndAt = 0;

  dropFrames = 0;
  keepFrames = 0;
  timeNanos = 0n;
  durationNanos = 0;
  periodType: RawValueType | undefined;
  period = 0;
  readonly comments = new Int32Builder(4);
  defaultSampleType = 0;
  docUrl = 0;

  /** Where the message stops in the middle of a field, or -1. */
  cutAt = -1;

  private readonly cursor: Cursor;
  private readonly short: ShortFields;
  private fieldStart = 0;
  /** The top-level field is whole: what is wrong inside it is no cut. */
  private insideField = false;

  constructor(bytes: Uint8Array) {
    this.cursor = new Cursor(bytes);
    this.short = new ShortFields(bytes);
  }

  /** Walks the whole message. Throws MalformedBytes or UnreadableDump; a cut at the end only sets `cutAt`. */
  read(): void {
    try {
      this.readFields();
    } catch (e) {
      if (!(e instanceof MalformedBytes) || !e.cut || this.insideField) throw e;
      this.cutAt = this.fieldStart;
    }
  }

  private readFields(): void {
    const c = this.cursor;
    const end = c.end;
    while (c.pos < end) {
      this.usualSamples(c.pos, end);
      if (c.pos === end) return;
      this.fieldStart = c.pos;
      c.field();
      const next = c.pos;
      this.insideField = true;
      this.topField(this.fieldStart);
      this.insideField = false;
      c.seek(next, end);
    }
  }

  /** Samples stand one after the other: passes over those that do. */
  private usualSamples(start: number, end: number): void {
    const { short } = this;
    let at = start;
    for (let next = short.body(at, end); next >= 0 && short.tag === SAMPLE; next = short.body(at, end)) {
      this.sampleBytes += next - short.bodyStart;
      this.sampleCount++;
      at = next;
    }
    if (at === start) return;
    if (this.firstSampleAt < 0) this.firstSampleAt = start;
    this.samplesEndAt = at;
    this.cursor.seek(at, end);
  }

  private topField(start: number): void {
    const c = this.cursor;
    const n = c.fieldNumber;
    if (n === 2) this.sample(start);
    else if (n === 6) this.string();
    else if (n >= 1 && n <= 5) this.table(n);
    else this.header(n);
  }

  private sample(start: number): void {
    const c = this.cursor;
    c.expect(BYTES);
    if (this.firstSampleAt < 0) this.firstSampleAt = start;
    this.sampleCount++;
    this.sampleBytes += c.bodyEnd - c.bodyStart;
    this.samplesEndAt = c.bodyEnd;
  }

  private string(): void {
    const c = this.cursor;
    c.expect(BYTES);
    if (this.strings.length === 0 && c.bodyEnd !== c.bodyStart)
      throw refuse('its first string is not empty', c.bodyStart);
    this.strings.push(c.bodyStart, c.bodyEnd);
  }

  private table(n: number): void {
    const c = this.cursor;
    c.expect(BYTES);
    c.seek(c.bodyStart, c.bodyEnd);
    if (n === 1) this.sampleTypes.push(this.valueType());
    else if (n === 3) this.mapping();
    else if (n === 4) this.location();
    else this.function();
  }

  private header(n: number): void {
    const c = this.cursor;
    if (n === 11) {
      c.expect(BYTES);
      c.seek(c.bodyStart, c.bodyEnd);
      this.periodType = this.valueType();
      return;
    }
    if (n === 13 && c.wireType === BYTES) {
      c.seek(c.bodyStart, c.bodyEnd);
      while (c.pos < c.end) {
        c.varint();
        this.comments.push(this.stringIds.read(c));
      }
      return;
    }
    if (n >= 7 && n <= 15) this.headerNumber(n);
  }

  private headerNumber(n: number): void {
    const c = this.cursor;
    if (n === 9 && this.timeNanos !== 0n) throw refuse('two profiles, one after the other', c.pos);
    c.expect(VARINT);
    if (n === 7) this.dropFrames = this.stringIds.read(c);
    else if (n === 8) this.keepFrames = this.stringIds.read(c);
    else if (n === 9) this.timeNanos = c.signedExact();
    else if (n === 10) this.durationNanos = c.signed();
    else if (n === 12) this.period = c.signed();
    else if (n === 13) this.comments.push(this.stringIds.read(c));
    else if (n === 14) this.defaultSampleType = this.stringIds.read(c);
    else this.docUrl = this.stringIds.read(c);
  }

  private valueType(): RawValueType {
    const c = this.cursor;
    let type = 0;
    let unit = 0;
    while (c.pos < c.end) {
      c.field();
      if (c.fieldNumber !== 1 && c.fieldNumber !== 2) continue;
      c.expect(VARINT);
      if (c.fieldNumber === 1) type = this.stringIds.read(c);
      else unit = this.stringIds.read(c);
    }
    return { type, unit };
  }

  private mapping(): void {
    const c = this.cursor;
    const at = c.pos;
    const m: RawMapping = { start: 0n, limit: 0n, offset: 0n, file: 0, buildId: 0, has: 0 };
    let idLo = 0;
    let idHi = 0;
    while (c.pos < c.end) {
      c.field();
      if (c.fieldNumber < 1 || c.fieldNumber > 10) continue;
      c.expect(VARINT);
      if (c.fieldNumber === 1) {
        idLo = c.lo;
        idHi = c.hi;
      } else setMappingField(m, c, this.stringIds);
    }
    this.claim('mapping', this.mappingIds, idLo, idHi, this.mappings.length, at);
    this.mappings.push(m);
  }

  private location(): void {
    const c = this.cursor;
    const at = c.pos;
    const end = c.end;
    let idLo = 0;
    let idHi = 0;
    let mappingLo = 0;
    let mappingHi = 0;
    let addressLo = 0;
    let addressHi = 0;
    let folded = 0;
    const firstFrame = this.frameLine.length;
    while (c.pos < end) {
      c.field();
      const n = c.fieldNumber;
      if (n < 1 || n > 5) continue;
      if (n === 4) {
        this.line(end);
        continue;
      }
      c.expect(VARINT);
      if (n === 1) {
        idLo = c.lo;
        idHi = c.hi;
      } else if (n === 2) {
        mappingLo = c.lo;
        mappingHi = c.hi;
      } else if (n === 3) {
        addressLo = c.lo;
        addressHi = c.hi;
      } else folded = c.lo | c.hi ? 1 : 0;
    }
    this.claim('location', this.locationIds, idLo, idHi, this.frameStart.length, at);
    this.frameStart.push(firstFrame);
    this.locationMapping.push(mappingLo, mappingHi);
    this.addressLow.push(addressLo);
    this.addressHigh.push(addressHi);
    this.folded.push(folded);
  }

  private line(outerEnd: number): void {
    const c = this.cursor;
    c.expect(BYTES);
    const next = c.bodyEnd;
    c.seek(c.bodyStart, next);
    let functionLo = 0;
    let functionHi = 0;
    let line = 0;
    let column = 0;
    while (c.pos < next) {
      c.field();
      const n = c.fieldNumber;
      if (n < 1 || n > 3) continue;
      c.expect(VARINT);
      if (n === 1) {
        functionLo = c.lo;
        functionHi = c.hi;
      } else if (n === 2) line = lineNumber(c);
      else column = lineNumber(c);
    }
    this.frameFunction.push(functionLo, functionHi);
    this.frameLine.push(line);
    this.frameColumn.push(column);
    c.seek(next, outerEnd);
  }

  private function(): void {
    const c = this.cursor;
    const at = c.pos;
    let idLo = 0;
    let idHi = 0;
    let name = 0;
    let systemName = 0;
    let file = 0;
    let startLine = 0;
    while (c.pos < c.end) {
      c.field();
      const n = c.fieldNumber;
      if (n < 1 || n > 5) continue;
      c.expect(VARINT);
      if (n === 1) {
        idLo = c.lo;
        idHi = c.hi;
      } else if (n === 2) name = this.stringIds.read(c);
      else if (n === 3) systemName = this.stringIds.read(c);
      else if (n === 4) file = this.stringIds.read(c);
      else startLine = lineNumber(c);
    }
    this.claim('function', this.functionIds, idLo, idHi, this.functionName.length, at);
    this.functionName.push(name);
    this.functionSystemName.push(systemName);
    this.functionFile.push(file);
    this.functionStartLine.push(startLine);
  }

  private claim(what: string, ids: IdIndex, lo: number, hi: number, row: number, at: number): void {
    if (lo === 0 && hi === 0) throw refuse(`${what} ${row + 1} has the reserved id 0`, at);
    if (!ids.add(lo, hi, row)) throw refuse(`two ${what}s have the id ${exactId(lo, hi)}`, at);
  }
}

/** Line numbers past 2^31 are not lines: they become 0, unknown. */
function lineNumber(c: Cursor): number {
  return c.hi === 0 && c.lo <= 0x7fffffff ? c.lo : 0;
}

function exactId(lo: number, hi: number): bigint {
  return (BigInt(hi) << 32n) | BigInt(lo);
}

function setMappingField(m: RawMapping, c: Cursor, ids: StringIds): void {
  const n = c.fieldNumber;
  if (n === 2) m.start = c.unsignedExact();
  else if (n === 3) m.limit = c.unsignedExact();
  else if (n === 4) m.offset = c.unsignedExact();
  else if (n === 5) m.file = ids.read(c);
  else if (n === 6) m.buildId = ids.read(c);
  else {
    const bit = 1 << (n - 7);
    m.has = c.lo | c.hi ? m.has | bit : m.has & ~bit;
  }
}
