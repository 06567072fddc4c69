// What does the text of a block or mutex profile (`?debug=1`) say?
// Sources: writeProfileInternal in Go's runtime/pprof; parseContention in github.com/google/pprof/profile.

import { TextLines } from '../../bytes/text-lines.ts';
import type { Profile } from '../../model/profile.ts';
import { cutInSample, firstLine } from './read-count-text.ts';
import {
  addressesOf,
  CUT_ADVICE,
  type Integer,
  integer,
  malformed,
  scaled,
  TextProfile,
} from './text-profile.ts';

const SAMPLE = /^(\d+) +(\d+) @((?: 0x[0-9a-f]+)*)$/;
const ATTRIBUTE = /^(cycles\/second|sampling period|ms since reset|discarded samples) *= *(-?\d+)$/;

/** The numbers before the samples. */
interface Attributes {
  cyclesPerSecond: number;
  period: number;
  durationNanos: number;
  /** How many were there: Go writes cycles/second, and for mutexes the sampling period. */
  seen: number;
}

export function readLockText(bytes: Uint8Array): Profile {
  const lines = new TextLines(bytes);
  const kind = firstLine(lines).startsWith('--- mutex') ? 'mutex' : 'block';
  const attributes: Attributes = { cyclesPerSecond: 0, period: 1, durationNanos: 0, seen: 0 };
  let line = readAttributes(lines, attributes);
  const profile = new TextProfile({
    kind,
    sampleTypes: [
      { type: 'contentions', unit: 'count' },
      { type: 'delay', unit: 'nanoseconds' },
    ],
    period: attributes.period,
    periodType: { type: 'contentions', unit: 'count' },
    durationNanos: attributes.durationNanos,
  });
  let last = '';
  for (; line !== undefined && !line.startsWith('---'); line = lines.next()) {
    last = line;
    if (line.startsWith('#')) profile.comment(line);
    else if (line.trim() !== '') sample(line, lines, attributes, profile);
  }
  // Go ends each sample with an empty line.
  if (profile.sampleCount > 0 && (last.trim() !== '' || !lines.endsWhole))
    profile.problems.push(cutInSample(lines));
  else if (attributes.seen < (kind === 'mutex' ? 2 : 1) || !lines.endsWhole)
    profile.problems.push({
      severity: 'partial',
      text: 'the text stops before its samples',
      at: lines.number,
      advice: CUT_ADVICE,
    });
  return profile.finish();
}

/** Reads `name=value` lines; gives the first line after them. */
function readAttributes(lines: TextLines, attributes: Attributes): string | undefined {
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const attribute = ATTRIBUTE.exec(line.trim());
    if (attribute === null) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      return line;
    }
    const value = Number(integer(attribute[2], lines.number));
    attributes.seen++;
    if (attribute[1] === 'cycles/second') attributes.cyclesPerSecond = value;
    else if (attribute[1] === 'sampling period') attributes.period = value;
    else if (attribute[1] === 'ms since reset') attributes.durationNanos = value * 1e6;
  }
  return undefined;
}

function sample(line: string, lines: TextLines, attributes: Attributes, profile: TextProfile): void {
  const parts = SAMPLE.exec(line);
  if (parts === null) {
    if (lines.share === 1 && !lines.endsWhole && profile.sampleCount > 0) return;
    throw malformed(`"${line}"`, lines.number);
  }
  const [cycles, count] = [integer(parts[1], lines.number), integer(parts[2], lines.number)];
  const [delay, contentions] = unsample(cycles, count, attributes, lines.number);
  profile.sample([contentions, delay], addressesOf(parts[3], lines.number));
}

/** Cycles become nanoseconds, and both are multiplied by the sampling period. */
function unsample(
  cycles: Integer,
  count: Integer,
  attributes: Attributes,
  line: number,
): [delay: Integer, count: Integer] {
  const { period, cyclesPerSecond } = attributes;
  if (period <= 0) return [cycles, count];
  const delay =
    cyclesPerSecond > 0 ? scaled((Number(cycles) * period) / (cyclesPerSecond / 1e9), line) : cycles;
  return [delay, integer(String(BigInt(count) * BigInt(period)), line)];
}
