// What are flat and cum of every function, exactly as `go tool pprof` counts them?
// Source of the definitions: github.com/google/pprof/internal/graph.

import type { FunctionId, StringId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { bigintOf, limbsOf, needsLimbs, sumOfLimbs } from './exact-sums.ts';
import { functionNodes, type Nodes } from './nodes.ts';
import { sweep, sweepTwo } from './sweep.ts';

/** Sums of one sample type. Node ids index every array; `nodes` says what they are. */
export interface Totals {
  readonly nodes: Nodes;
  /** Value of the samples whose leaf is the node. Rounded where a sum passes 2^53: see `exact`. */
  readonly flat: Float64Array;
  /** Value of the samples that hold the node anywhere; recursion counts once. */
  readonly cum: Float64Array;
  /** Σ|value| over all samples, those without frames included. */
  readonly total: number;
  /** Present when some sum may pass 2^53. */
  readonly exact?: ExactTotals;
}

export interface ExactTotals {
  readonly flat: readonly bigint[];
  readonly cum: readonly bigint[];
  readonly total: bigint;
}

/** Flat and cum per function name; functions of one name count as one, whatever their file. */
export function functionTotals(profile: Profile, sampleType: number): Totals {
  return totalsOver(profile, functionNodes(profile), sampleType);
}

/** Flat and cum of any nodes: ask `functionNodes` or `lineNodes` once and sum each sample type over them. */
export function totalsOver(profile: Profile, nodes: Nodes, sampleType: number): Totals {
  const column = profile.values[sampleType];
  if (needsLimbs(column, profile.sampleCount)) return exactTotals(profile, nodes, sampleType);
  const sums = sweep(profile.symbols.stacks, nodes, foldRepeated(profile, column.value));
  return { nodes, ...sums, total: absoluteSum(profile, sampleType) };
}

/** The same for each sample type, in their order; two of them cost little more than one. */
export function allTotals(profile: Profile, nodes: Nodes): readonly Totals[] {
  const types = profile.sampleTypes.map((_, type) => type);
  const out = types.map((): Totals | undefined => undefined);
  const plain = types.filter((type) => !needsLimbs(profile.values[type], profile.sampleCount));
  for (let i = 0; i + 1 < plain.length; i += 2) {
    const pair = [plain[i], plain[i + 1]];
    const [a, b] = pair.map((type) => foldRepeated(profile, profile.values[type].value));
    sweepTwo(profile.symbols.stacks, nodes, a, b).forEach((sums, k) => {
      out[pair[k]] = { nodes, ...sums, total: absoluteSum(profile, pair[k]) };
    });
  }
  return types.map((type) => out[type] ?? totalsOver(profile, nodes, type));
}

function absoluteSum(profile: Profile, sampleType: number): number {
  const { value } = profile.values[sampleType];
  let total = 0;
  for (let s = 0; s < profile.sampleCount; s++) total += Math.abs(value[s]);
  return total;
}

/** Flat and cum of a node, as exact integers. */
export function exactFlat(totals: Totals, node: number): bigint {
  return totals.exact ? totals.exact.flat[node] : BigInt(totals.flat[node]);
}

export function exactCum(totals: Totals, node: number): bigint {
  return totals.exact ? totals.exact.cum[node] : BigInt(totals.cum[node]);
}

export function exactTotal(totals: Totals): bigint {
  return totals.exact ? totals.exact.total : BigInt(totals.total);
}

/** Gives the value of samples with one stack to the first of them. */
function foldRepeated(profile: Profile, value: Float64Array): Float64Array {
  const first = profile.firstWithStack;
  if (first === undefined) return value;
  const folded = new Float64Array(value.length);
  for (let s = 0; s < profile.sampleCount; s++) folded[first[s]] += value[s];
  return folded;
}

/** The same sums limb by limb: each limb is small enough for a double to add without rounding. */
function exactTotals(profile: Profile, nodes: Nodes, sampleType: number): Totals {
  const column = profile.values[sampleType];
  const sums = limbsOf(column, profile.sampleCount).map((limb) =>
    sweep(profile.symbols.stacks, nodes, foldRepeated(profile, limb)),
  );
  const flat = sumOfLimbs(sums.map((s) => s.flat));
  const cum = sumOfLimbs(sums.map((s) => s.cum));
  let total = 0n;
  for (let s = 0; s < profile.sampleCount; s++) {
    const v = bigintOf(column, s);
    total += v < 0n ? -v : v;
  }
  return {
    nodes,
    flat: Float64Array.from(flat, Number),
    cum: Float64Array.from(cum, Number),
    total: Number(total),
    exact: { flat, cum, total },
  };
}

/** Value of the samples whose stack holds at least one of the marked frames (one byte per frame). */
export function cumOfFrames(
  profile: Profile,
  sampleType: number,
  frameMatches: Uint8Array,
): { readonly value: number; readonly samples: number; readonly exact: bigint } {
  const column = profile.values[sampleType];
  const matching = locationsWith(profile, frameMatches);
  const { locationStart, locations } = profile.symbols.stacks;
  let value = 0;
  let samples = 0;
  let exact: bigint | undefined = needsLimbs(column, profile.sampleCount) ? 0n : undefined;
  for (let s = 0; s < profile.sampleCount; s++) {
    let i = locationStart[s];
    const to = locationStart[s + 1];
    while (i < to && matching[locations[i]] === 0) i++;
    if (i === to) continue;
    samples++;
    value += column.value[s];
    if (exact !== undefined) exact += bigintOf(column, s);
  }
  return { value: exact === undefined ? value : Number(exact), samples, exact: exact ?? BigInt(value) };
}

/** One byte per sample, 1 where its stack holds a marked frame (one byte per frame). */
export function samplesThrough(profile: Profile, frameMatches: Uint8Array): Uint8Array {
  const matching = locationsWith(profile, frameMatches);
  const { locationStart, locations } = profile.symbols.stacks;
  return Uint8Array.from({ length: profile.sampleCount }, (_, s) => {
    for (let i = locationStart[s]; i < locationStart[s + 1]; i++) if (matching[locations[i]] !== 0) return 1;
    return 0;
  });
}

function locationsWith(profile: Profile, frameMatches: Uint8Array): Uint8Array {
  const { frameStart, length } = profile.symbols.locations;
  const matching = new Uint8Array(length);
  for (let l = 0; l < length; l++)
    for (let f = frameStart[l]; f < frameStart[l + 1]; f++) matching[l] |= frameMatches[f];
  return matching;
}

/** One byte per frame, 1 where the function's name is accepted. */
export function framesOfFunctions(profile: Profile, accepts: (name: string) => boolean): Uint8Array {
  const { frames, functions, strings } = profile.symbols;
  const accepted = new Uint8Array(functions.length);
  for (let f = 0; f < functions.length; f++)
    accepted[f] = accepts(strings.get(functions.name[f as FunctionId] as StringId)) ? 1 : 0;
  return Uint8Array.from({ length: frames.length }, (_, i) => accepted[frames.function[i]]);
}
