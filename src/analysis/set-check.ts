// What is each file of the set worth?

import type { GoroutineListing } from '../model/goroutine-listing.ts';
import { NONE } from '../model/ids.ts';
import { isPartial } from '../model/problems.ts';
import type { Profile } from '../model/profile.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatShare, formatValue } from '../model/units.ts';
import { type DumpFacts, type IncidentFacts, sampleTypeIndex } from './facts.ts';
import { bornInAll } from './goroutines/births.ts';
import { snapshotDumps } from './goroutines/crowds.ts';
import { MIN_LOCK_DELAY_NS, MIN_NOISE_SHARE, YOUNG_ALLOCATED_BYTES, YOUNG_HELD_SHARE } from './thresholds.ts';
import { samplesWith, sumOf, totalOf } from './totals/site-values.ts';

/** One file's number and what to think of it. `weak`: it misleads, or cannot help. */
export interface Worth {
  readonly dump: string;
  readonly size: string;
  readonly text: string;
  readonly tone: 'weak' | 'neutral';
}

export function checkSet(facts: IncidentFacts): Worth[] {
  return facts.dumps.map((d): Worth => {
    if (d.dump.kind === 'trace') return traceWorth(d as DumpFacts<Trace>);
    if (d.dump.kind === 'goroutines') return listingWorth(d as DumpFacts<GoroutineListing>);
    return profileWorth(d as DumpFacts<Profile>, snapshotDumps(facts).length);
  });
}

function listingWorth({ path, dump }: DumpFacts<GoroutineListing>): Worth {
  const count = `${formatCount(dump.goroutines.length)} goroutines`;
  return {
    dump: path,
    size: count,
    text: dump.reason === '' ? `${count} listed` : dump.reason,
    tone: 'neutral',
  };
}

function traceWorth({ path, dump }: DumpFacts<Trace>): Worth {
  const born = bornInAll(dump);
  let ended = 0;
  for (let g = 0; g < dump.goroutines.length; g++)
    if (dump.goroutines.bornAt[g] >= 0 && dump.goroutines.endedAt[g] >= 0) ended++;
  return {
    dump: path,
    size: formatValue(dump.durationNs, 'nanoseconds'),
    text: `${formatCount(born)} goroutines born, ${formatCount(ended)} of them ended`,
    tone: 'neutral',
  };
}

function profileWorth(facts: DumpFacts<Profile>, snapshots: number): Worth {
  const { dump, path } = facts;
  const type = dump.sampleTypes[dump.defaultSampleType];
  const total = totalOf(dump, dump.defaultSampleType);
  const [text, tone] =
    (isPartial(dump.problems) ? PARTIAL : null) ?? noiseOpinion(dump) ?? opinion(dump, total, snapshots);
  return { dump: path, size: formatValue(total, type?.unit ?? 'count'), text, tone };
}

type Opinion = readonly [text: string, tone: Worth['tone']];

const PARTIAL: Opinion = ['a part of the file only: what it shows is less than there was', 'weak'];

/** Work of profiles and traces that are being written. */
const NOISE =
  /^(runtime\/pprof|runtime\/trace|net\/http\/pprof)\.|^runtime\.(mProf_\w+|profilealloc|sigprof|trace[A-Z]\w*|\(\*(profBuf|traceMap|traceStackTable)\)\.\w+)$/;

/** Where much of what is recorded is the recording. */
function noiseOpinion(profile: Profile): Opinion | null {
  const type = sampleTypeIndex(profile, 'cpu');
  if (profile.profileKind !== 'cpu' || type === NONE) return null;
  const noise = sumOf(
    profile,
    type,
    samplesWith(profile, (name) => NOISE.test(name)),
  );
  const total = totalOf(profile, type);
  if (total === 0 || noise < total * MIN_NOISE_SHARE) return null;
  return [`${formatShare(noise / total)} of it is the profiler's own work`, 'weak'];
}

/** Go takes such a profile with `seconds=`: the difference of two moments. */
function isDelta({ durationNanos }: Profile): boolean {
  return durationNanos > 0;
}

function opinion(profile: Profile, total: number, snapshots: number): Opinion {
  switch (profile.profileKind) {
    case 'heap':
    case 'allocs':
      return heapOpinion(profile);
    case 'threadcreate':
      return ['a total only: Go records no stacks for threads', 'neutral'];
    case 'goroutine':
      if (isDelta(profile))
        return [deltaText(profile, 'those that were there before are not in it'), 'neutral'];
      return snapshots > 1
        ? ['goroutines at one moment', 'neutral']
        : ['goroutines at one moment: one snapshot does not show growth', 'neutral'];
    case 'goroutineleak':
      return total === 0
        ? [
            'none found, which clears nothing: goroutines that wait on a live timer or the network are not seen',
            'weak',
          ]
        : ['goroutines that the runtime proved to be stuck', 'neutral'];
    case 'mutex':
    case 'block':
      return lockOpinion(profile, total);
    default:
      return total === 0 ? ['empty', 'weak'] : ['no line stands out by itself', 'neutral'];
  }
}

function heapOpinion(profile: Profile): Opinion {
  if (isDelta(profile)) return [deltaText(profile, 'what was held before is not in it'), 'neutral'];
  const space = sampleTypeIndex(profile, 'inuse_space');
  const alloc = sampleTypeIndex(profile, 'alloc_space');
  if (space === NONE || alloc === NONE) return ['held memory', 'neutral'];
  const held = totalOf(profile, space);
  const allocated = totalOf(profile, alloc);
  if (allocated === 0) return ['empty: no allocation was sampled; the process had just started', 'weak'];
  if (allocated <= YOUNG_ALLOCATED_BYTES && held >= allocated * YOUNG_HELD_SHARE)
    return [
      `too young: the process had just started (${formatValue(held, 'bytes')} held of ${formatValue(allocated, 'bytes')} ever allocated)`,
      'weak',
    ];
  return [
    `${formatValue(held, 'bytes')} held of ${formatValue(allocated, 'bytes')} ever allocated`,
    'neutral',
  ];
}

function lockOpinion(profile: Profile, total: number): Opinion {
  const rate =
    profile.profileKind === 'mutex' ? 'runtime.SetMutexProfileFraction' : 'runtime.SetBlockProfileRate';
  if (profile.sampleCount === 0) return [`empty: ${rate} was not set, so nothing was recorded`, 'weak'];
  if (isDelta(profile)) return [deltaText(profile, 'earlier waits are not in it'), 'neutral'];
  if (total < MIN_LOCK_DELAY_NS) return ['nothing here: hardly anyone waited', 'neutral'];
  return ['finished waits since the process began: a goroutine that waits for ever is not in it', 'neutral'];
}

function deltaText({ durationNanos }: Profile, lost: string): string {
  return `the change in ${formatValue(durationNanos, 'nanoseconds')} only: ${lost}`;
}
