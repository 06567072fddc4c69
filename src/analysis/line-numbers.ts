// What does each dump say about each first-party line?
//
//   stack      WithCache:19 ← handle:55 ← work:48      every line of ours that a sample passes through
//   value 7    +7             +7          +7           gets its values once, however often it recurs

import { type FrameId, NONE } from '../model/ids.ts';
import { FIRST_PARTY, type Owners } from '../model/ownership.ts';
import type { Profile } from '../model/profile.ts';
import { type FrameText, frameText, type Symbols } from '../model/symbols.ts';
import type { Trace } from '../model/trace.ts';
import { siteKey } from './call-sites.ts';
import type { DumpFacts } from './facts.ts';

/** One first-party line; `values` are cum, one per column that was asked for. */
export interface LineValues {
  readonly line: FrameText;
  readonly values: readonly number[];
}

/** Cum of every first-party line of a profile, one value per sample type. */
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

function linesThrough(
  symbols: Symbols,
  owners: Owners,
  stackOf: Int32Array,
  columns: readonly Float64Array[],
): LineValues[] {
  const { texts, ofFrame } = firstPartyLineIds(symbols, owners);
  const sums = columns.map(() => new Float64Array(texts.length));
  const seen = new Int32Array(texts.length).fill(NONE);
  const { stacks, locations } = symbols;
  for (let row = 0; row < stackOf.length; row++) {
    const stack = stackOf[row];
    if (stack === NONE) continue;
    for (let i = stacks.locationStart[stack]; i < stacks.locationStart[stack + 1]; i++) {
      const location = stacks.locations[i];
      for (let f = locations.frameStart[location]; f < locations.frameStart[location + 1]; f++) {
        const line = ofFrame[f];
        if (line === NONE || seen[line] === row) continue;
        seen[line] = row;
        for (let c = 0; c < columns.length; c++) sums[c][line] += columns[c][row];
      }
    }
  }
  return texts.map((line, i) => ({ line, values: sums.map((s) => s[i]) }));
}

/** A dense id per first-party (file, line); -1 for the frames of others. */
function firstPartyLineIds(symbols: Symbols, owners: Owners) {
  const ids = new Map<string, number>();
  const texts: FrameText[] = [];
  const ofFrame = new Int32Array(symbols.frames.length).fill(NONE);
  for (let f = 0; f < symbols.frames.length; f++) {
    if (owners[symbols.frames.function[f]] !== FIRST_PARTY) continue;
    const text = frameText(symbols, f as FrameId);
    const key = siteKey(text);
    let id = ids.get(key);
    if (id === undefined) {
      id = texts.length;
      ids.set(key, id);
      texts.push(text);
    }
    ofFrame[f] = id;
  }
  return { texts, ofFrame };
}
