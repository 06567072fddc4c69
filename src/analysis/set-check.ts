// What is each file of the set worth?

import type { GoroutineListing } from '../model/goroutine-listing.ts';
import { NONE } from '../model/ids.ts';
import type { Profile } from '../model/profile.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatValue } from '../model/units.ts';
import { bornInAll } from './births.ts';
import { snapshotDumps } from './crowds.ts';
import { type DumpFacts, type IncidentFacts, sampleTypeIndex } from './facts.ts';
import { totalOf } from './site-values.ts';
import { MIN_LOCK_DELAY_NS, YOUNG_ALLOCATED_BYTES, YOUNG_HELD_SHARE } from './thresholds.ts';

/** One file's number and what to think of it. `weak`: it misleads, or cannot help. */
export interface Worth {
  readonly dump: string;
  readonly size: string;
  readonly text: string;
  readonly tone: 'weak' | 'neutral';
}

export function checkSet(facts: IncidentFacts): Worth[] {
  return facts.dumps.map((d) => {
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
  const [text, tone] = opinion(dump, total, snapshots);
  return { dump: path, size: formatValue(total, type?.unit ?? 'count'), text, tone };
}

type Opinion = readonly [text: string, tone: Worth['tone']];

function opinion(profile: Profile, total: number, snapshots: number): Opinion {
  switch (profile.profileKind) {
    case 'heap':
    case 'allocs':
      return heapOpinion(profile);
    case 'threadcreate':
      return ['a total only: Go records no stacks for threads', 'neutral'];
    case 'goroutine':
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
  if (total < MIN_LOCK_DELAY_NS) return ['nothing here: hardly anyone waited', 'neutral'];
  return ['finished waits only: a goroutine that waits for ever is not in it', 'neutral'];
}
