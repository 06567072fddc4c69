// What does each dump say about each first-party line, and about the function around it?
//
//   stack      NewCache ← WithCache:19 ← handle:55 ← work:48
//   cum 7                 +7             +7          +7           every line of ours that a sample passes through
//   flat 7     +7 (not ours)                                      the leaf alone
//
// A line or a function gets a sample's values once, however often it recurs.

import type { GoroutineListing } from '../../model/goroutine-listing.ts';
import { type FrameId, NONE } from '../../model/ids.ts';
import { FIRST_PARTY, type Owners } from '../../model/ownership.ts';
import type { Profile } from '../../model/profile.ts';
import { type FrameText, frameText, type Symbols } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';
import { siteKey } from '../blame/call-sites.ts';
import type { DumpFacts } from '../facts.ts';

/** One value per column that was asked for. */
export interface PlaceValues {
  readonly cum: readonly number[];
  readonly flat: readonly number[];
}

/** One first-party line, and all lines of its function together. */
export interface LineValues extends PlaceValues {
  readonly line: FrameText;
  readonly function: PlaceValues;
}

/** Every first-party line of a profile, one value per sample type. */
export function profileLines({ dump, owners }: DumpFacts<Profile>): LineValues[] {
  const stackOf = Int32Array.from({ length: dump.sampleCount }, (_, i) => i);
  return linesThrough(
    dump.symbols,
    owners,
    stackOf,
    dump.values.map((v) => v.value),
  );
}

/** Goroutines born (value 0) and ended (value 1) below every first-party line of a trace. */
export function traceLines({ dump, owners }: DumpFacts<Trace>): LineValues[] {
  const { goroutines } = dump;
  const born = new Float64Array(goroutines.length);
  const ended = new Float64Array(goroutines.length);
  for (let g = 0; g < goroutines.length; g++) {
    born[g] = goroutines.bornAt[g] >= 0 ? 1 : 0;
    ended[g] = born[g] === 1 && goroutines.endedAt[g] >= 0 ? 1 : 0;
  }
  return linesThrough(dump.symbols, owners, goroutines.creationStack, [born, ended]);
}

/** Goroutines of a listing that are at or below every first-party line. */
export function listingLines({ dump, owners }: DumpFacts<GoroutineListing>): LineValues[] {
  const { goroutines } = dump;
  return linesThrough(dump.symbols, owners, goroutines.stack, [new Float64Array(goroutines.length).fill(1)]);
}

function linesThrough(
  symbols: Symbols,
  owners: Owners,
  stackOf: Int32Array,
  columns: readonly Float64Array[],
): LineValues[] {
  const lines = placesOf(symbols, owners, siteKey);
  const functions = placesOf(symbols, owners, (frame) => frame.function);
  const ofLine = sumsThrough(symbols, lines, stackOf, columns);
  const ofFunction = sumsThrough(symbols, functions, stackOf, columns);
  return lines.texts.map((line, i) => ({
    line,
    ...ofLine(i),
    function: ofFunction(functions.ids.get(line.function) ?? NONE),
  }));
}

interface Places {
  readonly ids: ReadonlyMap<string, number>;
  /** A frame of each place. */
  readonly texts: readonly FrameText[];
  /** A dense id per place; -1 for the frames of others. */
  readonly ofFrame: Int32Array;
}

/** The first-party frames, those with one key together. */
function placesOf(symbols: Symbols, owners: Owners, keyOf: (frame: FrameText) => string): Places {
  const ids = new Map<string, number>();
  const texts: FrameText[] = [];
  const ofFrame = new Int32Array(symbols.frames.length).fill(NONE);
  for (let f = 0; f < symbols.frames.length; f++) {
    if (owners[symbols.frames.function[f]] !== FIRST_PARTY) continue;
    const text = frameText(symbols, f as FrameId);
    const key = keyOf(text);
    let id = ids.get(key);
    if (id === undefined) {
      id = texts.length;
      ids.set(key, id);
      texts.push(text);
    }
    ofFrame[f] = id;
  }
  return { ids, texts, ofFrame };
}

function sumsThrough(
  { stacks, locations }: Symbols,
  { texts, ofFrame }: Places,
  stackOf: Int32Array,
  columns: readonly Float64Array[],
): (place: number) => PlaceValues {
  const cum = columns.map(() => new Float64Array(texts.length));
  const flat = columns.map(() => new Float64Array(texts.length));
  const seen = new Int32Array(texts.length).fill(NONE);
  for (let row = 0; row < stackOf.length; row++) {
    const stack = stackOf[row];
    if (stack === NONE) continue;
    const first = stacks.locationStart[stack];
    for (let i = first; i < stacks.locationStart[stack + 1]; i++) {
      const location = stacks.locations[i];
      const inner = locations.frameStart[location];
      for (let f = inner; f < locations.frameStart[location + 1]; f++) {
        const place = ofFrame[f];
        if (place === NONE) continue;
        if (i === first && f === inner)
          for (let c = 0; c < columns.length; c++) flat[c][place] += columns[c][row];
        if (seen[place] === row) continue;
        seen[place] = row;
        for (let c = 0; c < columns.length; c++) cum[c][place] += columns[c][row];
      }
    }
  }
  return (place) => ({ cum: cum.map((c) => c[place] ?? 0), flat: flat.map((c) => c[place] ?? 0) });
}
