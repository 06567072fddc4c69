// A line does the same for several callers: is the trouble that of one of them?
//
//   read:10 ◄── fetch:20 ◄── report:30    holds 40 MB of the 50 MB that it allocated
//                        ◄── check:70     holds nothing of 200 MB          report:30 keeps them

import { type FrameId, NONE, type StackId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { type FrameText, frameText } from '../../model/symbols.ts';
import type { DumpFacts } from '../facts.ts';
import { isCodeOf } from './blame.ts';
import { callSites, firstPartyPath, siteKey } from './call-sites.ts';

/** Callers of callers that are told apart: further up, a difference is that of the request. */
const MAX_STEPS = 3;

/** What one caller's samples of a line add up to, per sample type. */
export interface CallerPart {
  /** First-party frames from the caller up, in one of its stacks. */
  readonly path: readonly FrameText[];
  readonly values: readonly number[];
}

interface Sample {
  /** First-party frames above the function of the line. */
  readonly above: readonly FrameText[];
  readonly row: number;
}

/**
 * The caller whose trouble a line's values are, or null where they are the line's own.
 * @param isOne whether the first of the parts differs so much from the others; they are sorted by `sampleType`
 */
export function callerToBlame(
  facts: DumpFacts<Profile>,
  site: FrameText,
  sampleType: number,
  isOne: (top: CallerPart, others: readonly CallerPart[]) => boolean,
): readonly FrameText[] | null {
  let samples = samplesAt(facts, site);
  let found: readonly FrameText[] | null = null;
  for (let step = 0; step < MAX_STEPS; step++) {
    const parts = partsOf(facts.dump, samples, step, sampleType);
    const [top, ...others] = parts;
    if (!top || top.part.path.length === 0) break;
    const one = isOne(
      top.part,
      others.map((o) => o.part),
    );
    if (others.length > 0 && !one) break;
    if (one) found = top.part.path;
    samples = top.samples;
  }
  return found;
}

function samplesAt({ dump, owners }: DumpFacts<Profile>, site: FrameText): Sample[] {
  const sites = callSites(dump.symbols, owners);
  const samples: Sample[] = [];
  for (let row = 0; row < dump.sampleCount; row++) {
    if (sites[row] === NONE || siteKey(frameText(dump.symbols, sites[row] as FrameId)) !== siteKey(site))
      continue;
    const path = firstPartyPath(dump.symbols, owners, row as StackId);
    const at = path.findIndex((f) => !isCodeOf(f, site) && !isCodeOf(site, f));
    samples.push({ above: at < 0 ? [] : path.slice(at), row });
  }
  return samples;
}

function partsOf({ values }: Profile, samples: readonly Sample[], step: number, sampleType: number) {
  const parts = new Map<string, { part: CallerPart & { values: number[] }; samples: Sample[] }>();
  for (const sample of samples) {
    const frame = sample.above[step];
    const key = frame ? siteKey(frame) : '';
    let known = parts.get(key);
    if (!known) {
      known = { part: { path: sample.above.slice(step), values: values.map(() => 0) }, samples: [] };
      parts.set(key, known);
    }
    for (let t = 0; t < values.length; t++) known.part.values[t] += values[t].value[sample.row];
    known.samples.push(sample);
  }
  return [...parts.values()].sort((a, b) => b.part.values[sampleType] - a.part.values[sampleType]);
}
