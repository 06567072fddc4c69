// How do two profiles of one kind become one in which every function has both values?
//
//   columns of the result   now: cpu   baseline: cpu   both: cpu
//   sample of the later           7               0           7
//   sample of the baseline        0               3           3

import type { Profile, ValueColumn } from '../../model/profile.ts';
import { ProfileMerger } from '../pprof-report/profile-merger.ts';

export interface JoinedProfiles {
  /** Its columns: one per pair for the later profile, then for the baseline, then for both added up. */
  readonly profile: Profile;
  /** Sample types that both have, by their place in the later profile. */
  readonly types: readonly number[];
  /** What the baseline's values are to be multiplied by to be of the same length of time; 1 for snapshots. */
  readonly scale: number;
}

/** Null where the two share no sample type. */
export function joinProfiles(now: Profile, base: Profile): JoinedProfiles | null {
  const pairs = now.sampleTypes.flatMap(({ type, unit }, own) => {
    const other = base.sampleTypes.findIndex((one) => one.type === type && one.unit === unit);
    return other < 0 ? [] : [{ own, other }];
  });
  if (pairs.length === 0) return null;
  const scale = scaleOf(now, base);
  const sampleTypes = pairs.map(({ own }) => now.sampleTypes[own]);
  const nothing = (profile: Profile) => pairs.map(() => emptyColumn(profile.sampleCount));
  const ownValues = pairs.map(({ own }) => now.values[own]);
  const otherValues = pairs.map(({ other }) => base.values[other]);
  const columns = [...sampleTypes, ...sampleTypes];
  const merger = new ProfileMerger({ ...now, sampleTypes: columns });
  merger.add({ ...now, sampleTypes: columns, values: [...ownValues, ...nothing(now)] }, undefined, false);
  merger.add({ ...base, sampleTypes: columns, values: [...nothing(base), ...otherValues] }, undefined, false);
  const joined = merger.finish();
  const both = pairs.map((_, p) => added(joined.values[p], joined.values[pairs.length + p], scale));
  return {
    profile: {
      ...joined,
      sampleTypes: [...columns, ...sampleTypes],
      values: [...joined.values, ...both],
    },
    types: pairs.map(({ own }) => own),
    scale,
  };
}

/** Recordings of different lengths are compared by the second; heaps and goroutines are of one moment. */
function scaleOf(now: Profile, base: Profile): number {
  const isRecording = !['heap', 'allocs', 'goroutine', 'goroutineleak', 'threadcreate'].includes(
    now.profileKind,
  );
  return isRecording && now.durationNanos > 0 && base.durationNanos > 0
    ? now.durationNanos / base.durationNanos
    : 1;
}

function emptyColumn(length: number): ValueColumn {
  return { value: new Float64Array(length), exact: new Map() };
}

function added(a: ValueColumn, b: ValueColumn, scale: number): ValueColumn {
  return { value: a.value.map((v, s) => v + b.value[s] * scale), exact: new Map() };
}
