// How is Grafana Pyroscope asked?
//
// POST /querier.v1.QuerierService/<Rpc>, JSON in and out (the Connect protocol). What was seen of a real server,
// and at which revision, is told in docs/live.md.

import type { LiveFault } from '../faults.ts';
import { glanceAt } from '../profile-glance.ts';
import { type JsonReply, jsonOf, someOf } from './answers.ts';
import type {
  FleetAnswer,
  FleetEngine,
  FleetPoint,
  FleetSeries,
  MergeQuery,
  ProfileType,
  SeriesQuery,
  SnapshotRef,
  StoredProfile,
  TimeRange,
} from './engine.ts';
import { field, int64, listAt, numberAt, textAt, textsOf } from './json.ts';
import { profileFromJson } from './pprof-json.ts';
import { ProtoWriter } from './proto-writer.ts';
import { withLabel } from './selector.ts';
import { FleetServer, type FleetServerOptions } from './server.ts';
import { storedProfile, sumLabel } from './stored-profile.ts';

const SERVICE = 'querier.v1.QuerierService/';
const DAY_MS = 86_400_000;
const SHORTEST_SPAN_MS = 600_000;
const STEP_SECONDS = 15;
/** Within this of a profile's own time, its server finds it. */
const AROUND_MS = 60_000;

export class Pyroscope implements FleetEngine {
  readonly name = 'Pyroscope';
  private readonly server: FleetServer;

  constructor(options: FleetServerOptions) {
    this.server = new FleetServer('Pyroscope', options);
  }

  async types(range: TimeRange): Promise<FleetAnswer<readonly ProfileType[]>> {
    const reply = await this.rpc('ProfileTypes', timeOf(newest(range)));
    if (reply.kind === 'fault') return reply;
    return someOf(listAt(reply.json, 'profileTypes').map(typeOf), 'profile types');
  }

  async labels(range: TimeRange): Promise<FleetAnswer<readonly string[]>> {
    const reply = await this.rpc('LabelNames', timeOf(newest(range)));
    return reply.kind === 'fault' ? reply : someOf(textsOf(listAt(reply.json, 'names')), 'labels');
  }

  async labelValues(label: string, range: TimeRange): Promise<FleetAnswer<readonly string[]>> {
    const reply = await this.rpc('LabelValues', { name: label, ...timeOf(newest(range)) });
    return reply.kind === 'fault'
      ? reply
      : someOf(textsOf(listAt(reply.json, 'names')), `values of ${label}`);
  }

  /** Servers refuse long ranges: a long one is asked for in pieces, which are put together. */
  async series(query: SeriesQuery): Promise<FleetAnswer<readonly FleetSeries[]>> {
    const pods = new Map<string, { points: FleetPoint[]; isSum: boolean }>();
    let span = DAY_MS;
    for (let start = query.range.startMs; start < query.range.endMs; ) {
      const end = Math.min(query.range.endMs, start + span);
      const reply = await this.rpc('SelectSeries', seriesMessage(query, { startMs: start, endMs: end }));
      if (reply.kind === 'fault' && isTooLong(reply.fault) && span > SHORTEST_SPAN_MS) {
        span /= 2;
        continue;
      }
      if (reply.kind === 'fault') return reply;
      for (const one of listAt(reply.json, 'series')) addSeries(pods, one, query);
      start = end;
    }
    const all = [...pods].map(([pod, { points, isSum }]) => ({ pod, points: inOrder(points), isSum }));
    return someOf(
      all.filter(({ points }) => points.length > 0),
      `${query.type.id} for ${query.selector}`,
    );
  }

  async snapshot(ref: SnapshotRef): Promise<FleetAnswer<StoredProfile>> {
    if (ref.id === '') return this.merge({ type: ref.type, selector: ref.selector, range: ref.window });
    const range = { startMs: ref.atMs - AROUND_MS, endMs: ref.atMs + AROUND_MS };
    const reply = await this.rpc('SelectMergeStacktraces', {
      ...queryMessage({ ...ref, range }),
      format: 'PROFILE_FORMAT_PPROF',
      profileIdSelector: [ref.id],
    });
    if (reply.kind === 'fault') return reply;
    const bytes = profileFromJson(field(field(reply.json, 'pprof'), 'profile'));
    const total = bytes && glanceAt(bytes)?.totals.get(ref.type.sampleType);
    // A server that does not know the id's field sums whatever is near.
    const isSum = total !== undefined && ref.value > 0 && total > ref.value * 1.01;
    const label = isSum ? sumLabel(this.name, range) : `as stored by ${this.name}`;
    return storedProfile(bytes, ref.atMs, label, this.name);
  }

  /** The old way is understood by every server; the new one is asked where the old one is gone. */
  async merge(query: MergeQuery): Promise<FleetAnswer<StoredProfile>> {
    const label = sumLabel(this.name, query.range);
    const reply = await this.server.postProto(`${SERVICE}SelectMergeProfile`, mergeMessage(query));
    if (reply.kind === 'body') return storedProfile(reply.body, null, label, this.name);
    if (reply.fault.kind !== 'absent') return reply;
    const newer = await this.rpc('SelectMergeStacktraces', {
      ...queryMessage(query),
      format: 'PROFILE_FORMAT_PPROF',
    });
    if (newer.kind === 'fault') return newer;
    const bytes = profileFromJson(field(field(newer.json, 'pprof'), 'profile'));
    return storedProfile(bytes, null, label, this.name);
  }

  private async rpc(name: string, message: unknown): Promise<JsonReply> {
    return jsonOf(await this.server.postJson(SERVICE + name, message), this.name);
  }
}

function typeOf(value: unknown): ProfileType {
  const [name, sampleType, sampleUnit] = ['name', 'sampleType', 'sampleUnit'].map((f) => textAt(value, f));
  return { id: textAt(value, 'ID'), name, sampleType, sampleUnit };
}

function timeOf({ startMs, endMs }: TimeRange) {
  return { start: Math.floor(startMs), end: Math.ceil(endMs) };
}

/** What there is to ask for is told by the newest part of a range that is too long to ask for. */
function newest({ startMs, endMs }: TimeRange): TimeRange {
  return { startMs: Math.max(startMs, endMs - DAY_MS), endMs };
}

function isTooLong({ text }: LiveFault): boolean {
  return text.includes('max_query_length');
}

export function queryMessage({ type, selector, range }: MergeQuery) {
  return { profileTypeID: type.id, labelSelector: selector, ...timeOf(range) };
}

function seriesMessage(query: SeriesQuery, range: TimeRange) {
  return {
    ...queryMessage({ ...query, range }),
    step: STEP_SECONDS,
    groupBy: [query.by],
    exemplarType: 'EXEMPLAR_TYPE_INDIVIDUAL',
  };
}

/** `SelectMergeProfileRequest`. */
export function mergeMessage(query: MergeQuery): Uint8Array {
  const { start, end } = timeOf(query.range);
  return new ProtoWriter().text(1, query.type.id).text(2, query.selector).int(3, start).int(4, end).finish();
}

/**
 * Points are sums of the profiles within a step, even as averages. The exemplars are the profiles themselves,
 * with their own times and values; where a server sends none, the sums stand in.
 */
function addSeries(
  pods: Map<string, { points: FleetPoint[]; isSum: boolean }>,
  series: unknown,
  query: SeriesQuery,
): void {
  const label = listAt(series, 'labels').find((l) => textAt(l, 'name') === query.by);
  const pod = textAt(label, 'value');
  const known = pods.get(pod) ?? { points: [], isSum: false };
  pods.set(pod, known);
  const selector = withLabel(query.selector, query.by, pod);
  const add = (value: unknown): void => {
    const point = pointOf(value, selector, query.type);
    if (point) known.points.push(point);
  };
  for (const point of listAt(series, 'points')) {
    const exemplars = listAt(point, 'exemplars');
    if (exemplars.length === 0) known.isSum = true;
    for (const one of exemplars.length === 0 ? [point] : exemplars) add(one);
  }
}

/** The last moment that a date can tell. */
const LAST_MS = 8.64e15;

function pointOf(value: unknown, selector: string, type: ProfileType): FleetPoint | undefined {
  const atMs = Number(int64(field(value, 'timestamp')));
  if (atMs <= 0 || atMs > LAST_MS) return undefined;
  const total = numberAt(value, 'value');
  return {
    atMs,
    value: total,
    snapshot: {
      ...{ type, selector, atMs },
      id: textAt(value, 'profileId'),
      value: total,
      // A point's time is the end of its step.
      window: { startMs: atMs - STEP_SECONDS * 1000, endMs: atMs },
    },
  };
}

function inOrder(points: readonly FleetPoint[]): FleetPoint[] {
  const known = new Set<string>();
  return [...points]
    .sort((a, b) => a.atMs - b.atMs)
    .filter(({ atMs, snapshot: { id } }) => {
      const key = id === '' ? String(atMs) : id;
      return !known.has(key) && known.add(key);
    });
}
