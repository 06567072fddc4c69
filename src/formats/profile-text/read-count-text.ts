// What does the text of a goroutine or threadcreate profile (`?debug=1`) say?
// Source: printCountProfile in Go's runtime/pprof.

import { TextLines } from '../../bytes/text-lines.ts';
import { type Problem, UnreadableDump } from '../../model/problems.ts';
import type { Profile, ProfileKind } from '../../model/profile.ts';
import { addressesOf, CUT_ADVICE, integer, malformed, TextProfile } from './text-profile.ts';

const HEADER = /^(\S+) profile: total (\d+)$/;
const SAMPLE = /^(\d+) @((?: 0x[0-9a-f]+)*)$/;
const KINDS: ReadonlySet<string> = new Set(['goroutine', 'goroutineleak', 'threadcreate']);

export function readCountText(bytes: Uint8Array): Profile {
  const lines = new TextLines(bytes);
  const header = HEADER.exec(firstLine(lines));
  if (header === null) throw malformed('no header', lines.number);
  const type = { type: header[1], unit: 'count' };
  const profile = new TextProfile({
    kind: KINDS.has(header[1]) ? (header[1] as ProfileKind) : 'other',
    sampleTypes: [type],
    period: 1,
    periodType: type,
  });
  const { counted, inSample } = readSamples(lines, profile);
  const total = BigInt(header[2]);
  if (counted !== total || !lines.endsWhole)
    profile.problems.push({
      severity: 'partial',
      text: `the text stops at ${counted} of ${total} ${header[1]}s`,
      at: lines.number,
      advice: CUT_ADVICE,
    });
  else if (inSample) profile.problems.push(cutInSample(lines));
  return profile.finish();
}

/** The text ends where frames of its last sample may be missing. */
export function cutInSample(lines: TextLines): Problem {
  return {
    severity: 'partial',
    text: 'the text stops in the middle of a sample',
    at: lines.number,
    advice: CUT_ADVICE,
  };
}

interface CountedSamples {
  /** Sum of the samples' counts. */
  readonly counted: bigint;
  /** Go ends each sample with an empty line, and the last has none. */
  readonly inSample: boolean;
}

/** Reads samples until the end or a `---` section. */
function readSamples(lines: TextLines, profile: TextProfile): CountedSamples {
  let counted = 0n;
  let hasFrames = false;
  let last = '';
  for (let line = lines.next(); line !== undefined && !line.startsWith('---'); line = lines.next()) {
    last = line;
    hasFrames ||= line.startsWith('#');
    if (line.startsWith('#')) profile.comment(line);
    else if (line.trim() !== '') {
      const sample = SAMPLE.exec(line);
      if (sample === null) {
        if (lines.share === 1 && !lines.endsWhole) break;
        throw malformed(`"${line}"`, lines.number);
      }
      const count = integer(sample[1], lines.number);
      counted += BigInt(count);
      profile.sample([count], addressesOf(sample[2], lines.number));
    }
  }
  return { counted, inSample: hasFrames && last.trim() !== '' };
}

/** The first line that is neither empty nor a comment. */
export function firstLine(lines: TextLines): string {
  for (let line = lines.next(); line !== undefined; line = lines.next())
    if (line.trim() !== '' && !line.startsWith('#')) return line;
  throw new UnreadableDump('a text without a header', 'Fetch it again.');
}
