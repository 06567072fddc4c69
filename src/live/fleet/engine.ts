// What can be asked of an engine that holds the profiles of many pods?

import type { LiveFault } from '../faults.ts';

/** Unix ms, the end included. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** One kind of profile as the engine stores it: one sample type each. */
export interface ProfileType {
  /** `memory:inuse_space:bytes:space:bytes` */
  readonly id: string;
  readonly name: string;
  readonly sampleType: string;
  readonly sampleUnit: string;
}

/** One stored profile, or the narrowest sum that the engine can give for its moment. */
export interface SnapshotRef {
  readonly type: ProfileType;
  /** Selects the one pod. */
  readonly selector: string;
  readonly atMs: number;
  /** The engine's own name for it: an id, or a time in its exact form; '' when only a sum can be had. */
  readonly id: string;
  /** The profile's total, as the series told it. */
  readonly value: number;
  /** What a sum is taken over, where there is no id. */
  readonly window: TimeRange;
}

export interface FleetPoint {
  readonly atMs: number;
  readonly value: number;
  readonly snapshot: SnapshotRef;
}

/** The values of one pod over time. */
export interface FleetSeries {
  readonly pod: string;
  /** In the order of their times. */
  readonly points: readonly FleetPoint[];
  /** Several profiles may stand behind one value: a gauge is then too high by their number. */
  readonly isSum: boolean;
}

export interface SeriesQuery {
  readonly type: ProfileType;
  /** `{service_name="orders"}` */
  readonly selector: string;
  readonly range: TimeRange;
  /** The label whose values are the pods. */
  readonly by: string;
}

export interface MergeQuery {
  readonly type: ProfileType;
  readonly selector: string;
  readonly range: TimeRange;
}

/** A profile as the engine gave it, made fit to be read as a dump. */
export interface StoredProfile {
  /** A pprof message, not gzipped. */
  readonly bytes: Uint8Array;
  /** Unix ms; null for a sum, whose own time means nothing. */
  readonly atMs: number | null;
  /** What to know about the numbers: `sum over all profiles from … to …`, `as stored by Parca`. */
  readonly label: string;
}

/** `none`: the engine holds nothing that was asked for, which says nothing about growth. */
export type FleetAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'none'; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

export interface FleetEngine {
  readonly name: 'Pyroscope' | 'Parca';
  types(range: TimeRange): Promise<FleetAnswer<readonly ProfileType[]>>;
  labels(range: TimeRange): Promise<FleetAnswer<readonly string[]>>;
  labelValues(label: string, range: TimeRange): Promise<FleetAnswer<readonly string[]>>;
  series(query: SeriesQuery): Promise<FleetAnswer<readonly FleetSeries[]>>;
  /** One pod at one moment. */
  snapshot(ref: SnapshotRef): Promise<FleetAnswer<StoredProfile>>;
  /** One request, however many pods: the engine sums. */
  merge(query: MergeQuery): Promise<FleetAnswer<StoredProfile>>;
}

/** Names are free to whoever stores profiles; sample types are Go's. */
export function goroutineType(types: readonly ProfileType[]): ProfileType | undefined {
  return types.find((t) => /^goroutines?$/.test(t.sampleType) && t.sampleUnit === 'count');
}

/** Bytes in use. */
export function heapType(types: readonly ProfileType[]): ProfileType | undefined {
  return types.find((t) => t.sampleType === 'inuse_space' && t.sampleUnit === 'bytes');
}
