// How does a part of a trace look as a profile: what was born, what is alive, what ran?
//
//   sample i is stack i of the trace
//   born      goroutines that this stack created in the range
//   alive     of those that it ever created, alive at the range's end
//   samples   of the CPU profiler, where the trace has them

import { NONE } from '../../model/ids.ts';
import type { Profile, SampleType, ValueColumn } from '../../model/profile.ts';
import type { Trace } from '../../model/trace.ts';
import type { Range } from './group-lives.ts';

const BORN: SampleType = { type: 'born', unit: 'goroutines' };
const ALIVE: SampleType = { type: 'alive', unit: 'goroutines' };
const SAMPLES: SampleType = { type: 'samples', unit: 'count' };

/** What `traceProfile` counts of a trace: CPU samples come first where there are any. */
export function traceTypes({ activity }: Trace): readonly SampleType[] {
  return (activity?.cpuSamples.length ?? 0) > 0 ? [SAMPLES, BORN, ALIVE] : [BORN, ALIVE];
}

/** Both ends belong to the range. */
export function traceProfile(trace: Trace, { from, to }: Range): Profile {
  const { symbols } = trace;
  const values = new Map<SampleType, Float64Array>();
  const sampleTypes = traceTypes(trace);
  for (const type of sampleTypes) values.set(type, new Float64Array(symbols.stacks.length));
  countGoroutines(trace, { from, to }, values.get(BORN)!, values.get(ALIVE)!);
  const samples = values.get(SAMPLES);
  if (samples) countSamples(trace, { from, to }, samples);
  const columns = sampleTypes.map((type): ValueColumn => ({ value: values.get(type)!, exact: new Map() }));
  return { ...BARE, ...code(trace), sampleTypes, values: columns, durationNanos: to - from };
}

function countGoroutines(
  { goroutines: { length, bornAt, endedAt, creationStack } }: Trace,
  { from, to }: Range,
  born: Float64Array,
  alive: Float64Array,
): void {
  for (let g = 0; g < length; g++) {
    const stack = creationStack[g];
    if (stack === NONE) continue;
    if (bornAt[g] >= from && bornAt[g] <= to) born[stack]++;
    if (bornAt[g] <= to && (endedAt[g] < 0 || endedAt[g] > to)) alive[stack]++;
  }
}

function countSamples({ activity }: Trace, { from, to }: Range, counts: Float64Array): void {
  const { length, time, stack } = activity!.cpuSamples;
  for (let i = 0; i < length; i++)
    if (stack[i] !== NONE && time[i] >= from && time[i] <= to) counts[stack[i]]++;
}

/** The trace's own code; it knows no addresses. */
function code({
  symbols,
}: Trace): Pick<
  Profile,
  'symbols' | 'sampleCount' | 'addressHigh' | 'addressLow' | 'locationMapping' | 'labels'
> {
  const { length } = symbols.locations;
  const none = new Int32Array(0);
  return {
    symbols,
    sampleCount: symbols.stacks.length,
    addressHigh: new Uint32Array(length),
    addressLow: new Uint32Array(length),
    locationMapping: new Int32Array(length).fill(NONE),
    labels: {
      start: new Int32Array(symbols.stacks.length + 1),
      ...{ key: none, text: none, unit: none, number: new Float64Array(0), exact: new Map() },
    },
  };
}

const BARE = {
  kind: 'profile',
  profileKind: 'other',
  defaultSampleType: 0,
  mappings: [],
  timeNanos: 0n,
  period: 0,
  periodType: undefined,
  comments: [],
  dropFrames: '',
  keepFrames: '',
  docUrl: '',
  problems: [],
} as const satisfies Partial<Profile>;
