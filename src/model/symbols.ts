// Which functions, lines and stacks does a dump name?
//
//   stack 0 ──► locations 4 1 0          (leaf first)
//   location 4 ──► frames 7 8            (innermost inlinee first, the real function last)
//   frame 7 ──► function 3, line 120
//   function 3 ──► name, file (strings), start line

import type { FrameId, FunctionId, LocationId, StackId, StringId } from './ids.ts';

/** Strings by id; decoded on use. */
export interface Strings {
  readonly length: number;
  get(id: StringId): string;
}

/** Columns, one row per function. */
export interface Functions {
  readonly length: number;
  /** As the dump prints it, e.g. `net/http.(*conn).serve`. */
  readonly name: Int32Array;
  readonly systemName: Int32Array;
  readonly file: Int32Array;
  /** 0 when unknown. */
  readonly startLine: Int32Array;
}

/** Columns, one row per frame; the frames of one location are neighbours. */
export interface Frames {
  readonly length: number;
  readonly function: Int32Array;
  /** 0 when unknown. */
  readonly line: Int32Array;
}

/** `frameStart` has length + 1 rows: the frames of location l are frameStart[l] … frameStart[l+1]-1. */
export interface Locations {
  readonly length: number;
  readonly frameStart: Int32Array;
}

/** `locationStart` has length + 1 rows; `locations` lists location ids, leaf first. */
export interface Stacks {
  readonly length: number;
  readonly locationStart: Int32Array;
  readonly locations: Int32Array;
}

/** Everything a dump says about code. Frozen after decoding. */
export interface Symbols {
  readonly strings: Strings;
  readonly functions: Functions;
  readonly frames: Frames;
  readonly locations: Locations;
  readonly stacks: Stacks;
}

/** One line of code as a dump names it: the text form of a frame. */
export interface FrameText {
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

export function functionName(symbols: Symbols, id: FunctionId): string {
  return symbols.strings.get(symbols.functions.name[id] as StringId);
}

export function functionFile(symbols: Symbols, id: FunctionId): string {
  return symbols.strings.get(symbols.functions.file[id] as StringId);
}

export function frameText(symbols: Symbols, frame: FrameId): FrameText {
  const fn = symbols.frames.function[frame] as FunctionId;
  return {
    function: functionName(symbols, fn),
    file: functionFile(symbols, fn),
    line: symbols.frames.line[frame],
  };
}

/** The frames of a stack, leaf first, inlined ones included. */
export function stackFrames(symbols: Symbols, stack: StackId): FrameId[] {
  const { stacks, locations } = symbols;
  const out: FrameId[] = [];
  for (let i = stacks.locationStart[stack]; i < stacks.locationStart[stack + 1]; i++) {
    const location = stacks.locations[i] as LocationId;
    for (let f = locations.frameStart[location]; f < locations.frameStart[location + 1]; f++)
      out.push(f as FrameId);
  }
  return out;
}

/** The frames of a stack as text, leaf first. */
export function stackText(symbols: Symbols, stack: StackId): FrameText[] {
  return stackFrames(symbols, stack).map((f) => frameText(symbols, f));
}
