// How are samples written, for go tool pprof, flame graph tools, speedscope and spreadsheets?

import {
  Label,
  Line,
  Location,
  Mapping,
  Function as PprofFunction,
  Profile,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';
import type { FrameText } from '../model/symbols.ts';
import type { Exported, ExportedSample } from '../protocol/exported-samples.ts';

export const EXPORT_FORMATS = ['pprof', 'folded', 'speedscope', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** With format `pprof`, what is to be gzipped. */
export function exportDocument(exported: Exported, format: ExportFormat): Uint8Array {
  if (format === 'pprof') return pprofBytes(exported);
  const text = { folded, speedscope, csv }[format](exported);
  return new TextEncoder().encode(text);
}

/** Numbers from 1 for what is seen for the first time; 0 means none in the format. */
class Numbers<T> {
  private readonly ids = new Map<string, number>();
  readonly made: T[] = [];

  of(key: string, make: (id: number) => T): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.ids.size + 1;
    this.ids.set(key, id);
    this.made.push(make(id));
    return id;
  }
}

/**
 * A profile, which is gzipped where it is written. The encoder loses what follows an empty message, so none is written: every message has an id or a
 * name, and labels without key and value are left out.
 */
function pprofBytes(exported: Exported): Uint8Array {
  const stringTable = new StringTable();
  const { program } = exported;
  const text = (t: string) => stringTable.dedup(t);
  const type = (t: { readonly type: string; readonly unit: string }) =>
    new ValueType({ type: text(t.type || 'samples'), unit: text(t.unit || 'count') });
  const functions = new Numbers<PprofFunction>();
  const locations = new Numbers<Location>();
  const line = (f: FrameText) =>
    new Line({
      functionId: functions.of(
        `${f.function}\n${f.file}`,
        (id) => new PprofFunction({ id, name: text(f.function || '?'), filename: text(f.file) }),
      ),
      line: f.line,
    });
  const location = (frames: readonly FrameText[]) =>
    locations.of(
      JSON.stringify(frames),
      (id) => new Location({ id, mappingId: program ? 1 : 0, line: frames.map(line) }),
    );
  const label = ({ key, text: value, number, unit }: ExportedSample['labels'][number]) =>
    key === '' ? [] : [new Label({ key: text(key), str: text(value), num: number, numUnit: text(unit) })];
  const sampleType = exported.sampleTypes.map(type);
  const sample = exported.samples.map(
    (s) =>
      new Sample({ locationId: s.stack.map(location), value: [...s.values], label: s.labels.flatMap(label) }),
  );
  const { periodType, timeNanos, durationNanos, period } = exported;
  const mapping = program ? [mappingOf(program, text)] : [];
  const profile = new Profile({
    ...{ sampleType, sample, stringTable, timeNanos, durationNanos, period },
    ...{ function: functions.made, location: locations.made, mapping },
    ...(periodType ? { periodType: type(periodType) } : {}),
    defaultSampleType: text(exported.sampleTypes[exported.shown].type),
  });
  return profile.encode();
}

/** Names are in the profile: nobody needs to look for the program. */
function mappingOf(program: NonNullable<Exported['program']>, text: (t: string) => number): Mapping {
  return new Mapping({
    id: 1,
    ...{ memoryStart: program.start, memoryLimit: program.limit, fileOffset: program.offset },
    ...{ filename: text(program.file), buildId: text(program.buildId) },
    ...{ hasFunctions: true, hasFilenames: true, hasLineNumbers: true, hasInlineFrames: true },
  });
}

/** Root first, one line for each stack: `main.main;main.work 12`. */
function folded({ samples, shown }: Exported): string {
  const sums = new Map<string, bigint>();
  for (const s of samples) {
    const key = rootFirst(s)
      .map((f) => f.function.replace(/[;\s]/g, '_'))
      .join(';');
    sums.set(key, (sums.get(key) ?? 0n) + s.values[shown]);
  }
  return [...sums].map(([key, value]) => `${key} ${value}\n`).join('');
}

function rootFirst({ stack }: ExportedSample): FrameText[] {
  return stack.flat().reverse();
}

const SPEEDSCOPE_UNITS: Readonly<Record<string, string>> = { nanoseconds: 'nanoseconds', bytes: 'bytes' };

/** One profile for each sample type. */
function speedscope({ samples, sampleTypes, shown }: Exported): string {
  const frames = new Numbers<object>();
  const stacks = samples.map((s) =>
    rootFirst(s).map(
      ({ function: name, file, line }) =>
        frames.of(`${name}\n${file}\n${line}`, () => ({ name, file, line: line || undefined })) - 1,
    ),
  );
  const profiles = sampleTypes.map(({ type, unit }, t) => {
    const weights = samples.map((s) => Number(s.values[t]));
    const endValue = weights.reduce((sum, w) => sum + w, 0);
    const head = { type: 'sampled', name: type, unit: SPEEDSCOPE_UNITS[unit] ?? 'none', startValue: 0 };
    return { ...head, endValue, samples: stacks, weights };
  });
  const $schema = 'https://www.speedscope.app/file-format-schema.json';
  const document = { $schema, activeProfileIndex: shown, shared: { frames: frames.made }, profiles };
  return `${JSON.stringify(document)}\n`;
}

/** One row for each sample: its values, labels and stack, root first. */
function csv({ samples, sampleTypes }: Exported): string {
  const head = [...sampleTypes.map((t) => `${t.type} (${t.unit})`), 'labels', 'stack'];
  const rows = samples.map((s) => [
    ...s.values.map(String),
    cell(s.labels.map((l) => `${l.key}=${l.text || l.number}${l.unit}`).join(' ')),
    cell(
      rootFirst(s)
        .map((f) => f.function)
        .join(';'),
    ),
  ]);
  return [head.map(cell), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** Quoted; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
