// What do the strings, stacks and clock of one generation say?
//
// They stand after the events that use them and are read first. Strings and stacks are resolved to the
// dump's own ids when something asks for them.

import { Float64Builder, Int32Builder } from '../../../bytes/columns.ts';
import { VarintCursor } from '../../../bytes/varint.ts';
import { NONE } from '../../../model/ids.ts';
import type { Interner } from '../intern.ts';
import { LocalIds } from '../local-ids.ts';
import type { Batch } from './batches.ts';
import {
  CLOCK_SNAPSHOT,
  CPU_SAMPLE,
  CPU_SAMPLES,
  FREQUENCY,
  STACK,
  STACKS,
  STRING,
  STRINGS,
  SYNC,
} from './event-kinds.ts';

/** The runtime's clock on systems with a fine one: units of 64 ns. */
const USUAL_FREQUENCY = 15_625_000;
const MAX_FRAMES = 128;
/** Numbers per row of {@link GenerationTables.cpuSamples}. */
export const CPU_SAMPLE_NUMBERS = 5;

/** Wall clock and trace clock at one moment. */
export interface ClockSnapshot {
  /** Trace clock units. */
  readonly time: number;
  readonly unixSeconds: number;
  readonly nanoseconds: number;
}

/** Where the definitions of one table stand. */
interface Places {
  readonly body: Uint8Array[];
  readonly at: Int32Builder;
}

export class GenerationTables {
  /** Clock units per second; undefined when this generation does not tell. */
  frequency: number | undefined;
  clock: ClockSnapshot | undefined;
  /** Rows of five: time, thread, processor, goroutine, stack. */
  readonly cpuSamples = new Float64Builder();
  /** Whether a table of strings was seen; every writer gives one per generation. */
  hasStrings = false;
  /** Tables that broke off before their end. */
  brokenTables = 0;
  /** Offset in the file of the first of them, or -1. */
  brokenAt = -1;
  private readonly stringPlaces: Places = { body: [], at: new Int32Builder() };
  private readonly stackPlaces: Places = { body: [], at: new Int32Builder() };
  private readonly strings = new LocalIds((place) => this.resolveString(place));
  private readonly stacks = new LocalIds((place) => this.resolveStack(place));
  private readonly decoder = new TextDecoder();

  constructor(private readonly interner: Interner) {}

  get stackCount(): number {
    return this.stackPlaces.body.length;
  }

  /** Reads a batch when it is a table; false when it holds events. */
  take(batch: Batch): boolean {
    const cursor = new VarintCursor(batch.body, 1);
    switch (batch.body[0]) {
      case STRINGS:
        this.hasStrings = true;
        this.readStrings(cursor);
        break;
      case STACKS:
        this.readStacks(cursor);
        break;
      case CPU_SAMPLES:
        this.readCpuSamples(cursor);
        break;
      case FREQUENCY:
        this.readFrequency(cursor);
        break;
      case SYNC:
        this.readSync(cursor, batch.time);
        break;
      default:
        return false;
    }
    if ((cursor.broken || cursor.at < cursor.end) && this.brokenTables++ === 0) this.brokenAt = batch.at;
    return true;
  }

  /** The dump's id of a local string; 0, the empty string, when it is missing. */
  string(id: number): number {
    const known = this.strings.get(id);
    return known === NONE ? 0 : known;
  }

  /** The dump's id of a local stack; -1 when there is none. */
  stack(id: number): number {
    return id === 0 ? NONE : this.stacks.get(id);
  }

  private resolveString(place: number): number {
    const cursor = new VarintCursor(this.stringPlaces.body[place], this.stringPlaces.at.get(place));
    const length = cursor.next();
    return this.interner.string(this.decoder.decode(cursor.bytes.subarray(cursor.at, cursor.at + length)));
  }

  private resolveStack(place: number): number {
    const cursor = new VarintCursor(this.stackPlaces.body[place], this.stackPlaces.at.get(place));
    const frames: number[] = [];
    for (let left = cursor.next(); left > 0; left--) {
      cursor.next(); // the program counter
      const name = this.string(cursor.next());
      const file = this.string(cursor.next());
      frames.push(this.interner.frame(this.interner.function(name, file), cursor.next()));
    }
    return this.interner.stack(frames);
  }

  private readStrings(cursor: VarintCursor): void {
    while (cursor.at < cursor.end && cursor.bytes[cursor.at] === STRING) {
      cursor.at++;
      const id = cursor.next();
      const at = cursor.at;
      const length = cursor.next();
      if (cursor.broken || length < 0 || cursor.at + length > cursor.end) return;
      cursor.at += length;
      this.strings.define(id, addPlace(this.stringPlaces, cursor.bytes, at));
    }
  }

  private readStacks(cursor: VarintCursor): void {
    while (cursor.at < cursor.end && cursor.bytes[cursor.at] === STACK) {
      cursor.at++;
      const id = cursor.next();
      const at = cursor.at;
      const frames = cursor.next();
      if (frames < 0 || frames > MAX_FRAMES) return;
      for (let left = frames * 4; left > 0; left--) cursor.next();
      if (cursor.broken) return;
      this.stacks.define(id, addPlace(this.stackPlaces, cursor.bytes, at));
    }
  }

  private readCpuSamples(cursor: VarintCursor): void {
    while (cursor.at < cursor.end && cursor.bytes[cursor.at] === CPU_SAMPLE) {
      cursor.at++;
      const row = [cursor.next(), cursor.next(), cursor.next(), cursor.next(), cursor.next()];
      if (cursor.broken) return;
      for (const number of row) this.cpuSamples.push(number);
    }
  }

  private readFrequency(cursor: VarintCursor): void {
    const frequency = cursor.next();
    if (frequency > 0) this.frequency = frequency;
  }

  private readSync(cursor: VarintCursor, batchTime: number): void {
    while (cursor.at < cursor.end && !cursor.broken) {
      const kind = cursor.bytes[cursor.at++];
      if (kind === FREQUENCY) this.readFrequency(cursor);
      else if (kind === CLOCK_SNAPSHOT) this.readSnapshot(cursor, batchTime);
      else return;
    }
  }

  private readSnapshot(cursor: VarintCursor, batchTime: number): void {
    const time = batchTime + cursor.next();
    cursor.next(); // Go's monotonic clock
    const snapshot = { time, unixSeconds: cursor.next(), nanoseconds: cursor.next() };
    if (!cursor.broken) this.clock = snapshot;
  }
}

/** Nanoseconds per clock unit. */
export function nanosPerUnit(frequency: number | undefined): number {
  return 1e9 / (frequency ?? USUAL_FREQUENCY);
}

/** The number of the new place. */
function addPlace(places: Places, body: Uint8Array, at: number): number {
  places.body.push(body);
  places.at.push(at);
  return places.body.length - 1;
}
