// What does a pprof protobuf message say?
//
//   pass 1: tables, strings, and where the samples are   (tables.ts)
//   pass 2: stacks, values and labels as columns         (samples.ts)

import type { Int32Builder } from '../../bytes/columns.ts';
import { Cursor, MalformedBytes } from '../../bytes/cursor.ts';
import { ShortFields } from '../../bytes/short-fields.ts';
import type { StringRanges } from '../../bytes/strings.ts';
import { NONE } from '../../model/ids.ts';
import { type Problem, UnreadableDump } from '../../model/problems.ts';
import type { Mapping, Profile, SampleType } from '../../model/profile.ts';
import type { Symbols } from '../../model/symbols.ts';
import { profileKind } from './profile-kind.ts';
import { refuse } from './refuse.ts';
import { SampleReader, type Samples } from './samples.ts';
import { ProfileTables, type RawValueType, SAMPLE } from './tables.ts';

export interface ReadProfileOptions {
  /** The bytes are known to be a part only (damaged gzip): what is missing is counted, not refused. */
  readonly tolerant?: boolean;
  readonly onProgress?: (share: number) => void;
}

const FETCH_WHOLE = 'The copy or the upload was cut off: fetch it again.';
const SAMPLES_PER_PROGRESS = 65536;

/**
 * Reads an uncompressed pprof message. What `go tool pprof` refuses throws UnreadableDump with the offset,
 * but for a message that stops in the middle of a field: its whole fields are read, labelled partial.
 */
export function readProfile(bytes: Uint8Array, options: ReadProfileOptions = {}): Profile {
  const reading = new ProfileReading(bytes, options);
  try {
    return reading.read();
  } catch (e) {
    if (!(e instanceof MalformedBytes)) throw e;
    throw reading.looksLikeProfile() ? refuse(e.reason, e.at) : notAProfile(e.at);
  }
}

function notAProfile(at: number): UnreadableDump {
  return new UnreadableDump(
    'binary data in no format that is known here (read as a pprof message, it breaks off)',
    'Check that this is the file that was saved from /debug/pprof, and fetch it again.',
    at,
  );
}

class ProfileReading {
  private readonly tables: ProfileTables;
  private readonly problems: Problem[] = [];
  private strings!: StringRanges;
  private tolerant: boolean;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly options: ReadProfileOptions,
  ) {
    this.tables = new ProfileTables(bytes);
    this.tolerant = options.tolerant === true;
  }

  /** A pprof writer begins with the sample types. */
  looksLikeProfile(): boolean {
    return this.tables.sampleTypes.length > 0;
  }

  read(): Profile {
    const t = this.tables;
    t.read();
    if (t.cutAt >= 0) this.noteCut();
    this.strings = t.strings.finish(this.bytes);
    this.checkStrings();
    const frames = this.frames();
    const samples = this.samples();
    const symbols: Symbols = { strings: this.strings, ...frames, stacks: samples.stacks };
    this.noteSamples(samples);
    return this.assemble(symbols, samples);
  }

  private assemble(symbols: Symbols, samples: Samples): Profile {
    const t = this.tables;
    const sampleTypes = t.sampleTypes.map((raw) => this.sampleType(raw));
    if (sampleTypes.length === 0) throw refuse('no sample types');
    const defaultSampleType = this.defaultSampleType(sampleTypes);
    const folded = t.folded.finish();
    return {
      kind: 'profile',
      profileKind: profileKind({ sampleTypes, defaultSampleType, symbols }),
      sampleTypes,
      defaultSampleType,
      sampleCount: samples.count,
      symbols,
      addressHigh: new Uint32Array(t.addressHigh.finish()),
      addressLow: new Uint32Array(t.addressLow.finish()),
      locationMapping: this.locationMappings(),
      ...(folded.includes(1) ? { locationFolded: Uint8Array.from(folded) } : {}),
      ...this.defaultSampleTypeName(),
      ...this.frameColumn(symbols),
      ...(samples.firstWithStack ? { firstWithStack: samples.firstWithStack } : {}),
      values: samples.values,
      labels: samples.labels,
      mappings: t.mappings.map((m) => this.mapping(m)),
      ...this.header(),
      problems: this.problems,
    };
  }

  private header() {
    const t = this.tables;
    if (t.timeNanos < 0n)
      this.problems.push({ severity: 'note', text: 'the time in the file is before 1970 and is not used' });
    return {
      timeNanos: t.timeNanos < 0n ? 0n : t.timeNanos,
      durationNanos: t.durationNanos,
      period: t.period,
      periodType: t.periodType && this.sampleType(t.periodType),
      comments: [...t.comments.finish()].map((id) => this.strings.get(id)),
      dropFrames: this.strings.get(t.dropFrames),
      keepFrames: this.strings.get(t.keepFrames),
      docUrl: this.strings.get(t.docUrl),
    };
  }

  private sampleType(raw: RawValueType): SampleType {
    return { type: this.strings.get(raw.type), unit: this.strings.get(raw.unit) };
  }

  private mapping(raw: ProfileTables['mappings'][number]): Mapping {
    return {
      file: this.strings.get(raw.file),
      buildId: this.strings.get(raw.buildId),
      start: raw.start,
      limit: raw.limit,
      offset: raw.offset,
      hasFunctions: (raw.has & 1) !== 0,
      hasFilenames: (raw.has & 2) !== 0,
      hasLineNumbers: (raw.has & 4) !== 0,
      hasInlineFrames: (raw.has & 8) !== 0,
    };
  }

  /** The type that the file asks for, else the last: as `go tool pprof` does. */
  private defaultSampleType(types: readonly SampleType[]): number {
    const wanted = this.wantedSampleType();
    const index = wanted === '' ? -1 : types.findIndex((t) => t.type === wanted);
    if (wanted !== '' && index < 0)
      this.problems.push({
        severity: 'note',
        text: `the file asks for "${wanted}" first, which it does not have`,
      });
    return index >= 0 ? index : types.length - 1;
  }

  private defaultSampleTypeName(): { defaultSampleTypeName?: string } {
    const name = this.wantedSampleType();
    return name === '' ? {} : { defaultSampleTypeName: name };
  }

  /** Empty where the file asks for none, or was cut before its name. */
  private wantedSampleType(): string {
    const { defaultSampleType } = this.tables;
    return defaultSampleType < this.strings.length ? this.strings.get(defaultSampleType) : '';
  }

  private locationMappings(): Int32Array {
    const t = this.tables;
    const rows = new Int32Array(t.locationMapping.length);
    for (let l = 0; l < rows.length; l++) rows[l] = t.locationMapping.row(l, t.mappingIds);
    return rows;
  }

  /** Names each line's function by row. A line without one is refused, or dropped in a cut dump. */
  private frames(): Pick<Symbols, 'functions' | 'frames' | 'locations'> {
    const t = this.tables;
    const count = t.frameLine.length;
    const fn = new Int32Array(count);
    for (let f = 0; f < count; f++) {
      fn[f] = t.frameFunction.row(f, t.functionIds);
      if (fn[f] === NONE && !this.tolerant)
        throw refuse(
          t.frameFunction.isZero(f)
            ? 'a line without a function'
            : `a line names function ${t.frameFunction.text(f)}, which is not in the file`,
        );
    }
    const locations = t.frameStart.length;
    t.frameStart.push(count);
    const all = { function: fn, line: t.frameLine.finish(), frameStart: t.frameStart.finish() };
    const kept = this.tolerant && fn.includes(NONE) ? withoutMissing(all) : all;
    return {
      functions: {
        length: t.functionName.length,
        name: t.functionName.finish(),
        systemName: t.functionSystemName.finish(),
        file: t.functionFile.finish(),
        startLine: t.functionStartLine.finish(),
      },
      frames: { length: kept.function.length, function: kept.function, line: kept.line },
      locations: { length: locations, frameStart: kept.frameStart },
    };
  }

  private frameColumn(symbols: Symbols): { frameColumn?: Int32Array } {
    const column = this.tables.frameColumn.finish();
    return column.length === symbols.frames.length && column.some((c) => c !== 0)
      ? { frameColumn: column }
      : {};
  }

  private samples(): Samples {
    const t = this.tables;
    const reader = new SampleReader(this.bytes, {
      count: t.sampleCount,
      bytes: t.sampleBytes,
      types: t.sampleTypes.length,
      strings: this.strings.length,
      locations: t.locationIds,
      tolerant: this.tolerant,
    });
    if (t.sampleCount > 0) this.readSamples(reader, t.firstSampleAt, t.samplesEndAt);
    return reader.finish();
  }

  private readSamples(reader: SampleReader, start: number, end: number): void {
    const c = new Cursor(this.bytes);
    const { onProgress } = this.options;
    const short = new ShortFields(this.bytes);
    let at = start;
    for (let done = 0; at < end; ) {
      const next = short.body(at, end);
      if (next >= 0 && short.tag === SAMPLE) {
        reader.read(short.bodyStart, next);
        at = next;
      } else {
        c.seek(at, end);
        c.field();
        at = c.pos;
        if (c.fieldNumber !== 2) continue;
        reader.read(c.bodyStart, c.bodyEnd);
      }
      if (++done % SAMPLES_PER_PROGRESS === 0) onProgress?.(at / this.bytes.length);
    }
  }

  private checkStrings(): void {
    if (this.tolerant) return;
    const t = this.tables;
    const check = (what: string, id: number, ordinal?: number) => {
      if (id < this.strings.length) return;
      const where = ordinal === undefined ? what : `${what} ${ordinal + 1}`;
      throw refuse(`${where} names string ${t.stringIds.text(id)} of ${this.strings.length}`);
    };
    const checkColumn = (what: string, ids: Int32Builder) => {
      for (let i = 0; i < ids.length; i++) check(what, ids.get(i), i);
    };
    checkColumn('the name of function', t.functionName);
    checkColumn('the system name of function', t.functionSystemName);
    checkColumn('the file of function', t.functionFile);
    checkColumn('comment', t.comments);
    t.mappings.forEach((m, i) => {
      check('mapping', Math.max(m.file, m.buildId), i);
    });
    t.sampleTypes.forEach((s, i) => {
      check('sample type', Math.max(s.type, s.unit), i);
    });
    check('the period type', Math.max(t.periodType?.type ?? 0, t.periodType?.unit ?? 0));
    check('the header', Math.max(t.dropFrames, t.keepFrames, t.defaultSampleType, t.docUrl));
  }

  private noteCut(): void {
    const t = this.tables;
    const whole = `${t.sampleCount} samples, ${t.frameStart.length} locations and ${t.strings.length} strings are whole`;
    if (!this.tolerant && (t.sampleTypes.length === 0 || t.sampleCount === 0 || t.frameStart.length === 0))
      throw notAProfile(t.cutAt);
    this.tolerant = true;
    this.problems.push({
      severity: 'partial',
      text: `the profile stops in the middle of a field: ${whole}`,
      at: t.cutAt,
      advice: FETCH_WHOLE,
    });
  }

  private noteSamples(samples: Samples): void {
    if (samples.dropped > 0 && samples.count === 0)
      throw new UnreadableDump(
        `a pprof profile that was cut before its locations: none of ${samples.dropped} samples has a stack`,
        'Fetch it again.',
      );
    if (samples.dropped > 0)
      this.problems.push({
        severity: 'partial',
        text: `${samples.dropped} of ${samples.dropped + samples.count} samples are left out: their locations are missing`,
        at: this.bytes.length,
        advice: FETCH_WHOLE,
      });
    if (this.tolerant && this.strings.length <= 1)
      this.problems.push({
        severity: 'partial',
        text: 'the names are missing: they are written last, after the stacks',
        at: this.bytes.length,
        advice: FETCH_WHOLE,
      });
    if (samples.count === 0 && samples.dropped === 0)
      this.problems.push({
        severity: 'note',
        text: 'the profile is empty',
        advice: 'Check that the profile is switched on (its rate is not 0) and that it ran long enough.',
      });
  }
}

interface FrameColumns {
  readonly function: Int32Array;
  readonly line: Int32Array;
  readonly frameStart: Int32Array;
}

function withoutMissing(all: FrameColumns): FrameColumns {
  const kept = all.function.map((_, i) => i).filter((f) => all.function[f] !== NONE);
  const before = new Int32Array(all.function.length + 1);
  for (let f = 0; f < all.function.length; f++)
    before[f + 1] = before[f] + (all.function[f] === NONE ? 0 : 1);
  return {
    function: Int32Array.from(kept, (f) => all.function[f]),
    line: Int32Array.from(kept, (f) => all.line[f]),
    frameStart: all.frameStart.map((f) => before[f]),
  };
}
