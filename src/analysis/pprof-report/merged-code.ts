// Which mappings, functions and locations of several profiles are the same?
// Source of the keys: github.com/google/pprof/profile/merge.go.

import { Int32Builder } from '../../bytes/columns.ts';
import { StringPool } from '../../bytes/strings.ts';
import { type FunctionId, NONE, type StringId } from '../../model/ids.ts';
import type { Mapping, Profile } from '../../model/profile.ts';
import type { Symbols } from '../../model/symbols.ts';

const NO_MAPPING: Mapping = {
  ...{ file: '', buildId: '', start: 0n, limit: 0n, offset: 0n },
  hasFunctions: false,
};
const PAGE = 0x1000n;
const u64 = (value: bigint) => BigInt.asUintN(64, value);

/** Rows of one profile in the merged tables, -1 for what has not been asked for. */
interface Renamed {
  readonly profile: Profile;
  readonly locations: Int32Array;
  readonly functions: Int32Array;
  readonly mappings: Int32Array;
}

/** Tables of code that grow by what samples use. */
export class MergedCode {
  readonly strings = new StringPool();
  readonly mappings: Mapping[] = [];
  private readonly mappingKeys = new Map<string, number>();
  private readonly functionKeys = new Map<string, number>();
  private readonly locationKeys = new Map<string, number>();
  private readonly name = new Int32Builder();
  private readonly systemName = new Int32Builder();
  private readonly file = new Int32Builder();
  private readonly startLine = new Int32Builder();
  private readonly frameStart = new Int32Builder();
  private readonly frameFunction = new Int32Builder();
  private readonly frameLine = new Int32Builder();
  private readonly frameColumn = new Int32Builder();
  private readonly locationMapping = new Int32Builder();
  private readonly addressHigh = new Int32Builder();
  private readonly addressLow = new Int32Builder();
  private source!: Renamed;

  /** The profile that `location` speaks of from now on. Its first mapping leads if none is known yet. */
  begin(profile: Profile): void {
    const unknown = (length: number) => new Int32Array(length).fill(NONE);
    this.source = {
      profile,
      locations: unknown(profile.symbols.locations.length),
      functions: unknown(profile.symbols.functions.length),
      mappings: unknown(Math.max(1, profile.mappings.length)),
    };
    if (this.mappings.length === 0) this.mapping(0);
  }

  /** The merged row of a location. */
  location(row: number): number {
    const known = this.source.locations[row];
    if (known !== NONE) return known;
    return (this.source.locations[row] = this.addLocation(row));
  }

  finish() {
    const high = new Uint32Array(this.addressHigh.finish());
    const locations = this.frameStart.length;
    this.frameStart.push(this.frameFunction.length);
    const symbols: Omit<Symbols, 'stacks'> = {
      strings: this.strings,
      functions: {
        length: this.name.length,
        name: this.name.finish(),
        systemName: this.systemName.finish(),
        file: this.file.finish(),
        startLine: this.startLine.finish(),
      },
      frames: {
        length: this.frameFunction.length,
        function: this.frameFunction.finish(),
        line: this.frameLine.finish(),
      },
      locations: { length: locations, frameStart: this.frameStart.finish() },
    };
    return {
      symbols,
      mappings: this.mappings,
      locationMapping: this.locationMapping.finish(),
      addressHigh: high,
      addressLow: new Uint32Array(this.addressLow.finish()),
      frameColumn: this.frameColumn.finish(),
    };
  }

  private addLocation(row: number): number {
    const { profile } = this.source;
    const { locations, frames } = profile.symbols;
    const mappings = profile.mappings;
    // Where a profile has no mapping at all, pprof gives every location one without a name.
    const of = mappings.length === 0 ? 0 : profile.locationMapping[row];
    const mapping = of === NONE ? NONE : this.mapping(of);
    const own = (BigInt(profile.addressHigh[row]) << 32n) | BigInt(profile.addressLow[row]);
    const begin = mapping === NONE ? 0n : (mappings[of] ?? NO_MAPPING).start;
    const moved = mapping === NONE ? own : u64(own - begin + this.mappings[mapping].start);
    const lines: number[] = [];
    for (let f = locations.frameStart[row]; f < locations.frameStart[row + 1]; f++)
      lines.push(this.function(frames.function[f]), frames.line[f]);
    const end = locations.frameStart[row + 1];
    const column = (f: number) => profile.frameColumn?.[f] ?? 0;
    // pprof's key has the column of the last line only.
    if (end > locations.frameStart[row]) lines.push(column(end - 1));
    const folded = profile.locationFolded?.[row] ?? 0;
    const key = `${u64(own - begin)} ${mapping} ${folded} ${lines.join(' ')}`;
    const known = this.locationKeys.get(key);
    if (known !== undefined) return known;
    this.locationKeys.set(key, this.frameStart.length);
    this.frameStart.push(this.frameFunction.length);
    this.locationMapping.push(mapping);
    this.addressHigh.push(Number(moved >> 32n));
    this.addressLow.push(Number(moved & 0xffffffffn));
    for (let f = locations.frameStart[row]; f < end; f++) {
      this.frameFunction.push(this.function(frames.function[f]));
      this.frameLine.push(frames.line[f]);
      this.frameColumn.push(column(f));
    }
    return this.frameStart.length - 1;
  }

  private function(row: number): number {
    const { profile, functions: renamed } = this.source;
    if (renamed[row] !== NONE) return renamed[row];
    const { functions, strings } = profile.symbols;
    const fn = row as FunctionId;
    const text = (id: number) => this.strings.add(strings.get(id as StringId));
    const name = text(functions.name[fn]);
    const systemName = text(functions.systemName[fn]);
    const file = text(functions.file[fn]);
    const key = `${functions.startLine[fn]} ${name} ${systemName} ${file}`;
    const known = this.functionKeys.get(key);
    if (known !== undefined) return (renamed[row] = known);
    const added = this.name.length;
    this.functionKeys.set(key, added);
    this.name.push(name);
    this.systemName.push(systemName);
    this.file.push(file);
    this.startLine.push(functions.startLine[fn]);
    return (renamed[row] = added);
  }

  private mapping(row: number): number {
    const { profile, mappings: renamed } = this.source;
    if (renamed[row] !== NONE) return renamed[row];
    const mapping = profile.mappings[row] ?? NO_MAPPING;
    const size = u64(mapping.limit - mapping.start + PAGE - 1n);
    const key = `${size - (size % PAGE)} ${mapping.offset} ${mapping.buildId || mapping.file}`;
    const known = this.mappingKeys.get(key);
    if (known !== undefined) return (renamed[row] = known);
    this.mappingKeys.set(key, this.mappings.length);
    return (renamed[row] = this.mappings.push(mapping) - 1);
  }
}
