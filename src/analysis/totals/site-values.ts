// How much of a profile belongs to each first-party line?

import { type FrameId, type FunctionId, NONE, type StackId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { type FrameText, frameText, functionName } from '../../model/symbols.ts';
import { callSites, firstPartyPath, siteKey } from '../blame/call-sites.ts';
import type { DumpFacts } from '../facts.ts';

/** What one first-party line is the call site of. */
export interface SiteValue {
  readonly site: FrameText;
  /** First-party frames above it, nearest first, in the heaviest stack. */
  readonly callers: readonly FrameText[];
  /** One sum per sample type. */
  readonly values: readonly number[];
  /** The heaviest stack. */
  readonly stack: StackId;
}

interface Draft {
  readonly site: FrameText;
  readonly values: number[];
  stack: StackId;
  heaviest: number;
}

/**
 * The call sites of a profile, heaviest in `sampleType` first. Samples without a first-party frame belong to none;
 * with `only` (one byte per sample), nor do those whose byte is 0.
 */
export function siteValues(facts: DumpFacts<Profile>, sampleType: number, only?: Uint8Array): SiteValue[] {
  const { dump, owners } = facts;
  const sites = callSites(dump.symbols, owners);
  const drafts = new Map<string, Draft>();
  // A profile has many samples and few lines: a frame's text is made once.
  const ofFrame = new Map<number, Draft>();
  for (let i = 0; i < dump.sampleCount; i++) {
    const frame = sites[i];
    if (frame === NONE || only?.[i] === 0) continue;
    let draft = ofFrame.get(frame);
    if (draft === undefined) {
      draft = draftFor(drafts, dump, frameText(dump.symbols, frame as FrameId), i as StackId);
      ofFrame.set(frame, draft);
    }
    addSample(draft, dump, i as StackId, sampleType);
  }
  return [...drafts.values()]
    .sort((a, b) => b.values[sampleType] - a.values[sampleType])
    .map(({ site, values, stack }) =>
      siteValue(site, values, stack, () => firstPartyPath(dump.symbols, owners, stack).slice(1)),
    );
}

/** The callers are asked for a few sites only, and a profile may have a hundred thousand. */
function siteValue(
  site: FrameText,
  values: readonly number[],
  stack: StackId,
  callers: () => readonly FrameText[],
): SiteValue {
  return {
    site,
    values,
    stack,
    get callers() {
      return callers();
    },
  };
}

function draftFor(drafts: Map<string, Draft>, dump: Profile, site: FrameText, stack: StackId): Draft {
  const key = siteKey(site);
  let draft = drafts.get(key);
  if (!draft) {
    draft = { site, values: dump.values.map(() => 0), stack, heaviest: -Infinity };
    drafts.set(key, draft);
  }
  return draft;
}

function addSample(draft: Draft, dump: Profile, stack: StackId, by: number): void {
  for (let t = 0; t < dump.values.length; t++) draft.values[t] += dump.values[t].value[stack];
  const value = dump.values[by].value[stack];
  if (value > draft.heaviest) {
    draft.heaviest = value;
    draft.stack = stack;
  }
}

/**
 * One row per function, heaviest first: work that is spread over the lines of a function is one matter.
 * The row has the place of the function's heaviest line and the sums of all its lines.
 */
export function byFunction(sites: readonly SiteValue[], sampleType: number): SiteValue[] {
  const functions = new Map<string, SiteValue>();
  for (const s of sites) {
    const key = `${s.site.function}\n${s.site.file}`;
    const heaviest = functions.get(key);
    const values = heaviest ? heaviest.values.map((v, t) => v + s.values[t]) : s.values;
    const first = heaviest ?? s;
    functions.set(
      key,
      siteValue(first.site, values, first.stack, () => first.callers),
    );
  }
  return [...functions.values()].sort((a, b) => b.values[sampleType] - a.values[sampleType]);
}

/** One byte per sample: 1 where some function of its stack is accepted. */
export function samplesWith(profile: Profile, accepts: (functionName: string) => boolean): Uint8Array {
  const { symbols } = profile;
  const { stacks } = symbols;
  const hit = new Uint8Array(symbols.locations.length);
  const accepted = Array.from({ length: symbols.functions.length }, (_, f) =>
    accepts(functionName(symbols, f as FunctionId)),
  );
  for (let l = 0; l < hit.length; l++)
    for (let f = symbols.locations.frameStart[l]; f < symbols.locations.frameStart[l + 1]; f++)
      if (accepted[symbols.frames.function[f]]) hit[l] = 1;
  return Uint8Array.from({ length: profile.sampleCount }, (_, i) =>
    stackHits(stacks.locationStart, stacks.locations, hit, i) ? 1 : 0,
  );
}

/** Sum of a sample type over the samples whose stack has a function and passes through one of the lines. */
export function objectsAt(profile: Profile, type: number, of: RegExp, lines: readonly FrameText[]): number {
  const { stacks } = profile.symbols;
  const withFunction = samplesWith(profile, (name) => of.test(name));
  const hit = locationsAt(profile, lines);
  const { value } = profile.values[type];
  let sum = 0;
  for (let i = 0; i < value.length; i++)
    if (withFunction[i] === 1 && stackHits(stacks.locationStart, stacks.locations, hit, i)) sum += value[i];
  return sum;
}

/** Sum of a sample type over the samples whose byte is 1. */
export function sumOf(profile: Profile, sampleType: number, only: Uint8Array): number {
  const { value } = profile.values[sampleType];
  let sum = 0;
  for (let i = 0; i < value.length; i++) if (only[i] === 1) sum += value[i];
  return sum;
}

/** Sum of the magnitudes of all samples: what pprof calls the total. */
export function totalOf(profile: Profile, sampleType: number): number {
  let sum = 0;
  const { value } = profile.values[sampleType];
  for (let i = 0; i < value.length; i++) sum += Math.abs(value[i]);
  return sum;
}

/** Per sample type: the sum of the samples whose stack passes through the line of one of `sites`. */
export function valuesThrough(profile: Profile, ...sites: readonly FrameText[]): number[] {
  const { symbols } = profile;
  const hit = locationsAt(profile, sites);
  const sums = profile.values.map(() => 0);
  for (let i = 0; i < profile.sampleCount; i++) {
    if (!stackHits(symbols.stacks.locationStart, symbols.stacks.locations, hit, i)) continue;
    for (let t = 0; t < sums.length; t++) sums[t] += profile.values[t].value[i];
  }
  return sums;
}

function locationsAt({ symbols }: Profile, sites: readonly FrameText[]): Uint8Array {
  const { locations } = symbols;
  const keys = new Set(sites.map(siteKey));
  const lines = new Set(sites.map((s) => s.line));
  const hit = new Uint8Array(locations.length);
  for (let l = 0; l < locations.length; l++)
    for (let f = locations.frameStart[l]; f < locations.frameStart[l + 1]; f++)
      if (lines.has(symbols.frames.line[f]) && keys.has(siteKey(frameText(symbols, f as FrameId))))
        hit[l] = 1;
  return hit;
}

function stackHits(start: Int32Array, locations: Int32Array, hit: Uint8Array, stack: number): boolean {
  for (let i = start[stack]; i < start[stack + 1]; i++) if (hit[locations[i]]) return true;
  return false;
}
