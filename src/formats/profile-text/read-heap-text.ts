// What does the text of a heap profile (`?debug=1`) say?
// Sources: writeHeapInternal in Go's runtime/pprof; parseHeap in github.com/google/pprof/profile.
//
//   heap profile: 13: 1595680 [47130736: 2584596557304] @ heap/1048576     held [allocated] @ heap / 2 × rate
//   1: 524288 [3: 1572864] @ 0x420cef 0x422151                             objects: bytes, as they were sampled

import { TextLines } from '../../bytes/text-lines.ts';
import type { Profile, SampleType } from '../../model/profile.ts';
import { firstLine } from './read-count-text.ts';
import {
  addressesOf,
  CUT_ADVICE,
  type Integer,
  integer,
  malformed,
  scaled,
  TextProfile,
} from './text-profile.ts';

const HEADER = /^heap profile: *(\d+): *(\d+) *\[ *(\d+): *(\d+) *\] *@ *heap\/?(\d*)$/;
const SAMPLE = /^(-?\d+): *(-?\d+) *\[ *(\d+): *(\d+) *\] @((?: 0x[0-9a-f]+)*)$/;
/** Go writes it last of those that every system has. */
const LAST_STATISTIC = 'DebugGC';
const STATISTIC = /^# (\w+) = (.+)$/;

const HELD_AND_ALLOCATED: readonly SampleType[] = [
  { type: 'alloc_objects', unit: 'count' },
  { type: 'alloc_space', unit: 'bytes' },
  { type: 'inuse_objects', unit: 'count' },
  { type: 'inuse_space', unit: 'bytes' },
];
const HELD: readonly SampleType[] = [
  { type: 'objects', unit: 'count' },
  { type: 'space', unit: 'bytes' },
];

export function readHeapText(bytes: Uint8Array): Profile {
  const lines = new TextLines(bytes);
  const header = HEADER.exec(firstLine(lines));
  if (header === null) throw malformed('a heap header of another form', lines.number);
  const [objects, space, allocObjects, allocSpace] = header.slice(1, 5);
  const both =
    (allocObjects !== objects && allocObjects !== '0') || (allocSpace !== space && allocSpace !== '0');
  const rate = Math.trunc(Number(header[5] || '0') / 2);
  const reading = new HeapReading(lines, rate, both);
  const read = reading.read();
  if (read !== BigInt(objects) || !lines.endsWhole)
    reading.profile.problems.push({
      severity: 'partial',
      text: `the text stops at ${read} of ${objects} sampled objects`,
      at: lines.number,
      advice: CUT_ADVICE,
    });
  else if (reading.hasFrames && !reading.statistics.has(LAST_STATISTIC))
    reading.profile.problems.push({
      severity: 'partial',
      text: 'the text stops before the end of its memory statistics',
      at: lines.number,
      advice: CUT_ADVICE,
    });
  return reading.profile.finish(reading.statistics);
}

class HeapReading {
  readonly profile: TextProfile;
  /** Numbers of `# runtime.MemStats`: `Stack` → in use, from the system. */
  readonly statistics = new Map<string, readonly number[]>();
  /** Some sample has its frames, as Go writes them together with statistics at the end. */
  hasFrames = false;
  private readonly lines: TextLines;
  private readonly rate: number;
  private readonly both: boolean;
  private sampledObjects = 0n;

  constructor(lines: TextLines, rate: number, both: boolean) {
    this.lines = lines;
    this.rate = rate;
    this.both = both;
    this.profile = new TextProfile({
      kind: 'heap',
      sampleTypes: both ? HELD_AND_ALLOCATED : HELD,
      period: rate,
      periodType: { type: 'space', unit: 'bytes' },
    });
  }

  /** Gives the sum of the objects held, as they were sampled. */
  read(): bigint {
    const { lines } = this;
    for (let line = lines.next(); line !== undefined && !isMemoryMap(line); line = lines.next()) {
      if (line.startsWith('#')) this.comment(line);
      else if (line.trim() !== '') this.sample(line.trim());
    }
    return this.sampledObjects;
  }

  private comment(line: string): void {
    const statistic = STATISTIC.exec(line);
    if (statistic === null) {
      this.hasFrames ||= line.startsWith('#\t');
      this.profile.comment(line);
    } else this.statistics.set(statistic[1], numbersIn(statistic[2]));
  }

  private sample(line: string): void {
    const { lines } = this;
    const parts = SAMPLE.exec(line);
    if (parts === null) {
      if (lines.share === 1 && !lines.endsWhole) return;
      throw malformed(`"${line}"`, lines.number);
    }
    const [objects, space, allocObjects, allocSpace] = parts.slice(1, 5).map((p) => integer(p, lines.number));
    this.sampledObjects += BigInt(objects);
    const pairs = this.both
      ? [
          [allocObjects, allocSpace],
          [objects, space],
        ]
      : [[objects, space]];
    let block = 0;
    const values = pairs.flatMap(([count, size]) => {
      if (Number(count) === 0 && Number(size) !== 0)
        throw malformed(`${size} bytes in no object`, lines.number);
      if (Number(count) !== 0) block = Math.trunc(Number(size) / Number(count));
      return unsample(count, size, this.rate, lines.number);
    });
    this.profile.sample(values, addressesOf(parts[5], lines.number), block);
  }
}

/** What was sampled once in `rate` bytes, scaled by the chance that it was. */
function unsample(count: Integer, size: Integer, rate: number, line: number): [Integer, Integer] {
  if (Number(count) === 0 || Number(size) === 0) return [0, 0];
  if (rate <= 1) return [count, size];
  const scale = 1 / (1 - Math.exp(-(Number(size) / Number(count)) / rate));
  return [scaled(Number(count) * scale, line), scaled(Number(size) * scale, line)];
}

function isMemoryMap(line: string): boolean {
  return line.startsWith('--- Memory map: ---') || line.startsWith('MAPPED_LIBRARIES:');
}

function numbersIn(text: string): number[] {
  const numbers = text.match(/-?\d+(\.\d+)?(e[-+]?\d+)?/g) ?? [];
  return numbers.map(Number).filter(Number.isFinite);
}
