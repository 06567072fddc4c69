// What does a Parca look like that holds the profiles of 200 pods of the sample service, of which 20 leak?
import fs from 'node:fs';
import type http from 'node:http';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { type ReplayedEngine, replay } from './replayed-engine.ts';
import { sampleDumps } from './sample.ts';

/** Goroutines of the sample service, well and after some seconds of the leak, as Parca would hold them. */
export const WELL = gunzipSync(fs.readFileSync(`${sampleDumps}/release-v1.7.0-later/goroutine.pprof`));
export const BAD = gunzipSync(fs.readFileSync(`${sampleDumps}/release-v1.8.0-later/goroutine.pprof`));
const PODS = 200;
/** One in ten pods leaks. */
const leaks = (pod: number): boolean => pod % 10 === 0;
export const FLEET_START = Date.UTC(2026, 10, 23, 20);
/** A Parca that holds ten profiles of each of 200 pods. */
export function simulatedFleet(start = FLEET_START): Promise<ReplayedEngine> {
  const at = (minute: number): string =>
    new Date(start + minute * 60_000).toISOString().replace(/\.\d+Z$/, '.123456789Z');
  const type = {
    name: 'goroutine',
    sampleType: 'goroutine',
    sampleUnit: 'count',
    periodType: 'goroutine',
    periodUnit: 'count',
  };
  const series = Array.from({ length: PODS }, (_, pod) => ({
    labelset: { labels: [{ name: 'pod', value: `orders-${pod}` }] },
    samples: Array.from({ length: 10 }, (_, minute) => ({
      timestamp: at(minute),
      value: String(leaks(pod) ? 20 + minute * 2500 : 20 + (minute % 2)),
      count: 1,
    })),
  }));
  const answer: http.RequestListener = (req, res) => {
    const { searchParams: q } = new URL(req.url!, 'http://h');
    const selector = q.get('single.query') ?? q.get('merge.query') ?? '';
    const leaking = leaks(Number(/orders-(\d+)/.exec(selector)?.[1])) && q.get('single.time') !== at(0);
    const profile = q.get('mode') === 'MODE_MERGE' ? merged() : leaking ? BAD : WELL;
    res.end(JSON.stringify({ pprof: Buffer.from(profile).toString('base64'), total: '0' }));
  };
  return replay({
    '/api/profiles/types': (_, res) => void res.end(JSON.stringify({ types: [type] })),
    '/api/profiles/query_range': (_, res) => void res.end(JSON.stringify({ series })),
    '/api/profiles/query': answer,
  });
}

let merge: Uint8Array | undefined;

/** 20 leaking pods and 180 well ones, merged as engines do: each stack once, its values added. */
function merged(): Uint8Array {
  merge ??= mergeStacks(Array.from({ length: PODS }, (_, pod) => (leaks(pod) ? BAD : WELL)));
  return merge;
}

/**
 * Adds the values of equal stacks over all profiles, as an engine's server does. Stacks are equal when their
 * functions and lines are; each distinct profile is walked once, its values taken as often as it occurs.
 */
function mergeStacks(profiles: readonly Uint8Array[]): Uint8Array {
  const counts = new Map<Uint8Array, number>();
  for (const one of profiles) counts.set(one, (counts.get(one) ?? 0) + 1);
  const [largest, ...others] = [...counts].sort(([a], [b]) => b.length - a.length);
  const into = Profile.decode(largest[0]);
  const known = new Map(into.sample.map((sample) => [stackKey(into, sample), sample]));
  for (const sample of into.sample) sample.value = [Number(sample.value[0]) * largest[1]];
  let lost = 0;
  for (const [bytes, times] of others) {
    const from = Profile.decode(bytes);
    for (const sample of from.sample) {
      const value = Number(sample.value[0]) * times;
      const same = known.get(stackKey(from, sample));
      if (same) same.value = [Number(same.value[0]) + value];
      else lost += value;
    }
  }
  // Stacks that only the others have stand under the first one's: the test is about size and sums.
  into.sample[0].value = [Number(into.sample[0].value[0]) + lost];
  return into.encode();
}

function stackKey(
  profile: Profile,
  { locationId }: { readonly locationId: readonly (number | bigint)[] },
): string {
  const frames = locationId.map((id) => profile.location[Number(id) - 1].line);
  return frames
    .flatMap((lines) =>
      lines.map(({ functionId, line }) => {
        const name = profile.function[Number(functionId) - 1].name;
        return `${profile.stringTable.strings[Number(name)]}:${line}`;
      }),
    )
    .join(';');
}
