// What does one dump say about a line, in words and in rows of a table?

import type { DumpFacts } from '../analysis/facts.ts';
import { bornInAll } from '../analysis/goroutines/births.ts';
import {
  type LineValues,
  listingLines,
  type PlaceValues,
  profileLines,
  traceLines,
} from '../analysis/totals/line-numbers.ts';
import { totalOf } from '../analysis/totals/site-values.ts';
import { framesOfFunctions, samplesThrough } from '../analysis/totals/totals.ts';
import type { GoroutineListing } from '../model/goroutine-listing.ts';
import type { Profile } from '../model/profile.ts';
import type { FrameText } from '../model/symbols.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatShare, formatValue } from '../model/units.ts';
import type { LineNumber } from '../protocol/answers.ts';

export interface LineFacts {
  readonly line: FrameText;
  /** Of the dump's total, 0 to 1. */
  readonly share: number;
  /** `45% cpu`; with one sample type asked for, its amount as well. */
  readonly text: string;
  /** The same of the whole function. */
  readonly functionText: string;
  readonly numbers: readonly LineNumber[];
  /** The baseline's `text`; absent where there is none to compare with. */
  readonly baseText?: string;
}

/** A profile as if it had only the samples that pass through a function; other dumps, and no function, as they are. */
export function within(facts: DumpFacts, name: string | undefined): DumpFacts {
  const { dump } = facts;
  if (dump.kind !== 'profile' || !name) return facts;
  const passes = samplesThrough(
    dump,
    framesOfFunctions(dump, (one) => one === name),
  );
  const values = dump.values.map(({ value, exact }) => ({
    exact,
    value: value.map((v, s) => (passes[s] === 1 ? v : 0)),
  }));
  return { ...facts, dump: { ...dump, values } };
}

/** The first-party lines of a dump; `sampleType` undefined means the dump's main one. */
export function linesOf(facts: DumpFacts, sampleType: number | undefined): LineFacts[] {
  const { dump } = facts;
  if (dump.kind === 'trace') return traceFacts(facts as DumpFacts<Trace>);
  if (dump.kind === 'goroutines') return listingFacts(facts as DumpFacts<GoroutineListing>);
  return profileFacts(facts as DumpFacts<Profile>, sampleType);
}

function traceFacts(facts: DumpFacts<Trace>): LineFacts[] {
  const all = bornInAll(facts.dump);
  const label = `goroutines born / ended / alive (trace, ${formatValue(facts.dump.durationNs, 'nanoseconds')})`;
  const words = ({ cum: [born, ended] }: PlaceValues) =>
    `${formatCount(born)} born · ${formatCount(ended)} ended`;
  const counts = ([born, ended]: readonly number[]) =>
    [born, ended, born - ended].map(formatCount).join(' / ');
  return traceLines(facts)
    .filter(({ cum }) => cum[0] > 0)
    .map((place) => ({
      line: place.line,
      share: place.cum[0] / all,
      text: words(place),
      functionText: words(place.function),
      numbers: [numberOf(label, place, all, 0, counts)],
    }));
}

function listingFacts(facts: DumpFacts<GoroutineListing>): LineFacts[] {
  const all = facts.dump.goroutines.length;
  const words = ({ cum: [count] }: PlaceValues) =>
    count === 1 ? '1 goroutine' : `${formatCount(count)} goroutines`;
  return listingLines(facts).map((place) => ({
    line: place.line,
    share: place.cum[0] / all,
    text: words(place),
    functionText: words(place.function),
    numbers: [numberOf('goroutines (listing)', place, all, 0, ([count]) => formatCount(count))],
  }));
}

function profileFacts(facts: DumpFacts<Profile>, asked: number | undefined): LineFacts[] {
  const { dump } = facts;
  const totals = dump.sampleTypes.map((_, t) => totalOf(dump, t));
  const column = asked ?? dump.defaultSampleType;
  const share = ({ cum }: PlaceValues) => (totals[column] > 0 ? Math.abs(cum[column]) / totals[column] : 0);
  const words = (place: PlaceValues) => {
    const { type, unit } = dump.sampleTypes[column];
    return asked === undefined
      ? `${formatShare(share(place))} ${dump.profileKind}`
      : `${formatValue(place.cum[column], unit)} ${type} · ${formatShare(share(place))}`;
  };
  return profileLines(facts)
    .filter(({ cum }) => cum.some((v) => v !== 0))
    .map((place) => ({
      line: place.line,
      share: share(place),
      text: words(place),
      functionText: words(place.function),
      numbers: rowsOf(dump, place, totals),
    }));
}

interface RowShape {
  readonly label: string;
  /** Sample types whose values make one row, the one with the share first. */
  readonly types: readonly string[];
}

const ROWS: readonly RowShape[] = [
  { label: 'heap held', types: ['inuse_space', 'inuse_objects'] },
  { label: 'heap allocated', types: ['alloc_space', 'alloc_objects'] },
  { label: 'cpu', types: ['cpu', 'samples'] },
  { label: 'waits', types: ['delay', 'contentions'] },
  { label: 'goroutines', types: ['goroutine'] },
];

function rowsOf(profile: Profile, place: LineValues, totals: readonly number[]): LineNumber[] {
  return ROWS.flatMap(({ label, types }) => {
    const columns = types
      .map((t) => profile.sampleTypes.findIndex((s) => s.type === t))
      .filter((i) => i >= 0);
    if (columns.length === 0 || columns.every((i) => place.cum[i] === 0)) return [];
    const [first] = columns;
    const amounts = (values: readonly number[]) =>
      columns.map((i) => amount(profile, i, values[i])).join(', ');
    return [numberOf(`${label} (${profile.profileKind})`, place, totals[first], first, amounts)];
  });
}

function numberOf(
  label: string,
  place: LineValues,
  total: number,
  column: number,
  written: (values: readonly number[]) => string,
): LineNumber {
  return {
    label,
    text: written(place.cum),
    share: total > 0 ? formatShare(place.cum[column] / total) : '',
    flat: place.flat.some((v) => v !== 0) ? written(place.flat) : '',
    inFunction: written(place.function.cum),
  };
}

const COUNTED: Readonly<Record<string, string>> = {
  inuse_objects: 'objects',
  alloc_objects: 'objects',
  samples: 'samples',
  contentions: 'waits',
  goroutine: '',
};

function amount(profile: Profile, column: number, value: number): string {
  const { type, unit } = profile.sampleTypes[column];
  const noun = COUNTED[type];
  return noun === undefined ? formatValue(value, unit) : `${formatCount(value)} ${noun}`.trim();
}
