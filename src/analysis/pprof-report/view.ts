// Which samples, with which frames, does a report look at?
// A view is a profile whose stacks may have been cut and whose locations may have lost frames; the profile stays as it is.
//
//   sample 12 ──► row stackOf[12] ──► locations list[start[row]] … , leaf first
//   location 4 ──► frames frames[frameStart[4]] …                   , innermost first

import { Int32Builder } from '../../bytes/columns.ts';
import { type FunctionId, NONE, type StringId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import type { GoRegexp } from './go-regexp.ts';

export interface View {
  readonly profile: Profile;
  /** The samples that are left, ascending. */
  readonly samples: Int32Array;
  /** Row of each sample's stack; samples with one stack may share it. */
  readonly stackOf: Int32Array;
  readonly stacks: RowsOfIds;
  /** Frames of each location. */
  readonly frames: RowsOfIds;
  /** What the filters say that matched nothing. */
  readonly unmatched: readonly string[];
}

/** Row r holds list[start[r]] … list[start[r + 1] - 1]. */
export interface RowsOfIds {
  readonly start: Int32Array;
  readonly list: Int32Array;
}

export function viewOf(profile: Profile): View {
  const { stacks, locations, frames } = profile.symbols;
  const identity = Int32Array.from({ length: profile.sampleCount }, (_, s) => s);
  return {
    profile,
    samples: identity,
    stackOf: profile.firstWithStack ?? identity,
    stacks: { start: stacks.locationStart, list: stacks.locations },
    frames: {
      start: locations.frameStart,
      list: Int32Array.from({ length: frames.length }, (_, f) => f),
    },
    unmatched: [],
  };
}

/** Makes rows one after the other. */
export class RowsBuilder {
  private readonly start: Int32Array;
  private readonly list: Int32Builder;
  private row = 0;

  constructor(rows: number, expected: number) {
    this.start = new Int32Array(rows + 1);
    this.list = new Int32Builder(expected);
  }

  push(id: number): void {
    this.list.push(id);
  }

  /** Closes the row; true when it is empty. */
  close(): boolean {
    this.start[++this.row] = this.list.length;
    return this.start[this.row] === this.start[this.row - 1];
  }

  finish(): RowsOfIds {
    return { start: this.start, list: this.list.finish() };
  }
}

/** Rewrites every stack that a sample uses; samples whose stack `write` answers false for are left out. */
export function withStacks(view: View, write: (from: number, to: number, out: RowsBuilder) => boolean): View {
  const { start, list } = view.stacks;
  const rows = start.length - 1;
  const used = new Uint8Array(rows);
  for (const s of view.samples) used[view.stackOf[s]] = 1;
  const out = new RowsBuilder(rows, list.length);
  for (let row = 0; row < rows; row++) {
    if (used[row] === 1 && !write(start[row], start[row + 1], out)) used[row] = 0;
    out.close();
  }
  return {
    ...view,
    samples: view.samples.filter((s) => used[view.stackOf[s]] === 1),
    stacks: out.finish(),
  };
}

/** Asks a regular expression once per text: one byte per frame's function and per location's mapping. */
export class NameMatcher {
  private readonly profile: Profile;
  private readonly functions: Int8Array;
  private readonly mappings: Int8Array;

  constructor(
    view: View,
    private readonly regexp: GoRegexp,
  ) {
    this.profile = view.profile;
    this.functions = new Int8Array(this.profile.symbols.functions.length).fill(NONE);
    this.mappings = new Int8Array(this.profile.mappings.length).fill(NONE);
  }

  /** The function's name or its file matches. */
  frame(frame: number): boolean {
    const { symbols } = this.profile;
    const fn = symbols.frames.function[frame];
    if (this.functions[fn] === NONE) this.functions[fn] = this.matchesFunction(fn as FunctionId) ? 1 : 0;
    return this.functions[fn] === 1;
  }

  /** The file of the location's mapping matches. */
  mapping(location: number): boolean {
    const { profile } = this;
    // Where a profile has no mapping at all, pprof gives every location one without a name.
    if (profile.mappings.length === 0) return this.regexp.matches('');
    const mapping = profile.locationMapping[location];
    if (mapping === NONE) return false;
    if (this.mappings[mapping] === NONE)
      this.mappings[mapping] = this.regexp.matches(profile.mappings[mapping].file) ? 1 : 0;
    return this.mappings[mapping] === 1;
  }

  private matchesFunction(fn: FunctionId): boolean {
    const { functions, strings } = this.profile.symbols;
    return (
      this.regexp.matches(strings.get(functions.name[fn] as StringId)) ||
      this.regexp.matches(strings.get(functions.file[fn] as StringId))
    );
  }
}
