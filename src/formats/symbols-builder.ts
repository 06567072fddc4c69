// How do names that a text gives become symbols?

import { Int32Builder } from '../bytes/columns.ts';
import { StringPool } from '../bytes/strings.ts';
import type { Symbols } from '../model/symbols.ts';

/** Builds symbols from frames named by text: one frame per location, equal ones are one. */
export class SymbolsBuilder {
  readonly strings = new StringPool();
  private readonly functionName = new Int32Builder();
  private readonly functionFile = new Int32Builder();
  private readonly functions = new Map<string, number>();
  private readonly frameFunction = new Int32Builder();
  private readonly frameLine = new Int32Builder();
  private readonly frameStart = new Int32Builder();
  private readonly stackStart = new Int32Builder();
  private readonly stackLocations = new Int32Builder();
  private readonly locations = new Map<string, number>();
  private readonly stacks = new Map<string, number>();

  get locationCount(): number {
    return this.frameStart.length;
  }

  /** The location of a frame. */
  location(name: string, file: string, line: number): number {
    const key = `${name}\n${file}:${line}`;
    const known = this.locations.get(key);
    if (known !== undefined) return known;
    const location = this.frameStart.length;
    this.frameStart.push(this.frameFunction.length);
    this.frameFunction.push(this.function(name, file));
    this.frameLine.push(line);
    this.locations.set(key, location);
    return location;
  }

  /** A location of which the text gives only an address. */
  unnamedLocation(): number {
    this.frameStart.push(this.frameFunction.length);
    return this.frameStart.length - 1;
  }

  /** Adds a stack, leaf first. */
  addStack(locations: readonly number[]): number {
    this.stackStart.push(this.stackLocations.length);
    for (const location of locations) this.stackLocations.push(location);
    return this.stackStart.length - 1;
  }

  /** The stack with these locations; equal ones are one. */
  sharedStack(locations: readonly number[]): number {
    const key = locations.join(' ');
    const known = this.stacks.get(key);
    if (known !== undefined) return known;
    const stack = this.addStack(locations);
    this.stacks.set(key, stack);
    return stack;
  }

  finish(): Symbols {
    const functions = this.functionName.length;
    const locations = this.frameStart.length;
    const stacks = this.stackStart.length;
    this.frameStart.push(this.frameFunction.length);
    this.stackStart.push(this.stackLocations.length);
    const name = this.functionName.finish();
    return {
      strings: this.strings,
      functions: {
        length: functions,
        name,
        systemName: name,
        file: this.functionFile.finish(),
        startLine: new Int32Array(functions),
      },
      frames: {
        length: this.frameFunction.length,
        function: this.frameFunction.finish(),
        line: this.frameLine.finish(),
      },
      locations: { length: locations, frameStart: this.frameStart.finish() },
      stacks: {
        length: stacks,
        locationStart: this.stackStart.finish(),
        locations: this.stackLocations.finish(),
      },
    };
  }

  private function(name: string, file: string): number {
    const key = `${name}\n${file}`;
    const known = this.functions.get(key);
    if (known !== undefined) return known;
    this.functionName.push(this.strings.add(name));
    this.functionFile.push(this.strings.add(file));
    this.functions.set(key, this.functionName.length - 1);
    return this.functionName.length - 1;
  }
}
