// Which groups of goroutines does a dump hold, and how do they live?

import type { DumpFacts } from '../../analysis/facts.ts';
import {
  type Crowded,
  crowdsOf,
  goroutinesIn,
  type SnapshotFacts,
} from '../../analysis/goroutines/crowds.ts';
import {
  aliveAtSteps,
  bandsOf,
  commonState,
  type LifeGroup,
  lifeGroups,
  lifeIn,
  timeInStates,
  waitsOf,
} from '../../analysis/goroutines/group-lives.ts';
import type { Site } from '../../model/finding.ts';
import { normaliseName } from '../../model/go-names.ts';
import type { FrameText } from '../../model/symbols.ts';
import type { Curve, Trace } from '../../model/trace.ts';
import type {
  GoroutineRow,
  GoroutinesRequest,
  GoroutineTable,
  Lane,
  Timeline,
} from '../../protocol/views.ts';

const MOST_ROWS = 5000;
const MOST_LANES = 40;
const MOST_WAITS = 8;
const MOST_FRAMES = 64;
const MOST_BANDS = 2000;
const SPARK_STEPS = 40;
const LANE_STEPS = 160;
const CURVE_POINTS = 400;

type Locate = (frame: FrameText) => Site;

export function traceGoroutines(
  facts: DumpFacts<Trace>,
  { dump, range }: GoroutinesRequest,
  locate: Locate,
): GoroutineTable {
  const { durationNs } = facts.dump;
  const asked = range ?? { from: 0, to: durationNs };
  const rows = lifeGroups(facts).map((group) => traceRow(facts.dump, group, asked, locate));
  const shown =
    range === null ? rows : rows.filter((row) => row.alive > 0 || row.born! > 0 || row.ended! > 0);
  return {
    dump,
    range,
    durationNs,
    alive: sumOf(rows),
    rows: shown.sort((a, b) => b.alive - a.alive || b.born! - a.born!).slice(0, MOST_ROWS),
  };
}

function traceRow(
  trace: Trace,
  { starts, births, members }: LifeGroup,
  range: { readonly from: number; readonly to: number },
  locate: Locate,
): GoroutineRow {
  return {
    start: starts[0],
    otherStarts: starts.length - 1,
    site: births?.site ? locate(births.site) : null,
    creator: births?.creator ?? '',
    ...lifeIn(trace, members, range),
    state: commonState(trace, members),
    spark: aliveAtSteps(trace, members, SPARK_STEPS),
    waits: waitsOf(trace, members).slice(0, MOST_WAITS),
    stack: (births?.stack ?? []).slice(0, MOST_FRAMES).map(frameLine),
  };
}

export function snapshotGoroutines(
  facts: SnapshotFacts,
  { dump }: GoroutinesRequest,
  locate: Locate,
): GoroutineTable {
  const rows = crowdsOf(facts)
    .slice(0, MOST_ROWS)
    .map((crowd) => snapshotRow(crowd, locate));
  return { dump, range: null, durationNs: null, alive: goroutinesIn(facts), rows };
}

function snapshotRow(
  { start, functions, count, place, state, waitMinutes }: Crowded,
  locate: Locate,
): GoroutineRow {
  return {
    start,
    otherStarts: 0,
    site: place.at === 'site' ? locate(place.site) : null,
    creator: place.at === 'site' ? '' : place.creator,
    born: null,
    ended: null,
    alive: count,
    age: waitMinutes > 0 ? waitMinutes * 60e9 : null,
    state,
    spark: [],
    waits: state === '' ? [] : [{ reason: state, count, ns: 0 }],
    stack: functions.slice(0, MOST_FRAMES),
  };
}

/** Each group with the goroutines that it has in the baseline; groups that are gone come with none alive. */
export function besideBaseline(now: GoroutineTable, base: GoroutineTable): GoroutineTable {
  const before = new Map<string, GoroutineRow>();
  for (const row of base.rows) if (!before.has(groupKey(row))) before.set(groupKey(row), row);
  const rows = now.rows.map((row) => {
    const was = before.get(groupKey(row));
    before.delete(groupKey(row));
    return { ...row, base: was?.alive ?? 0 };
  });
  const gone = [...before.values()].map(
    (row): GoroutineRow => ({
      ...row,
      ...{ alive: 0, base: row.alive, age: null, waits: [], spark: [] },
      born: row.born === null ? null : 0,
      ended: row.ended === null ? null : 0,
    }),
  );
  return { ...now, baseAlive: base.alive, rows: [...rows, ...gone] };
}

/** Lines move between releases, functions seldom: a group is known by who made it, or by what it runs. */
function groupKey({ site, creator, start }: GoroutineRow): string {
  return site ? `site ${normaliseName(site.function)}` : `${creator}\n${normaliseName(start)}`;
}

export function timelineOf(facts: DumpFacts<Trace>, dump: number, locate: Locate): Timeline {
  const trace = facts.dump;
  const groups = lifeGroups(facts)
    .map((group) => ({ group, alive: aliveAtSteps(trace, group.members, LANE_STEPS) }))
    .sort(
      (a, b) =>
        Math.max(...b.alive) - Math.max(...a.alive) || b.group.members.length - a.group.members.length,
    );
  return {
    dump,
    durationNs: trace.durationNs,
    processors: trace.maxProcs,
    lanes: groups.slice(0, MOST_LANES).map(({ group, alive }) => laneOf(trace, group, alive, locate)),
    otherGroups: Math.max(0, groups.length - MOST_LANES),
    collections: bandsOf(trace, (name) => name.startsWith('GC concurrent mark'), MOST_BANDS),
    stops: bandsOf(trace, (name) => name.startsWith('stop-the-world'), MOST_BANDS),
    heap: pointsOf(trace.heap),
    heapGoal: pointsOf(trace.heapGoal),
  };
}

function laneOf(trace: Trace, { starts, births, members }: LifeGroup, alive: number[], locate: Locate): Lane {
  const { born, ended } = lifeIn(trace, members, { from: 0, to: trace.durationNs });
  const site = births?.site ? locate(births.site) : null;
  return { start: starts[0], site, born, ended, alive, ...timeInStates(trace, members) };
}

function pointsOf({ time, value }: Curve): (readonly [number, number])[] {
  const stride = Math.max(1, Math.ceil(time.length / CURVE_POINTS));
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i < time.length; i += stride) points.push([time[i], value[i]]);
  const last = time.length - 1;
  if (last >= 0 && last % stride !== 0) points.push([time[last], value[last]]);
  return points;
}

function frameLine({ function: name, file, line }: FrameText): string {
  return file === '' ? name : `${name} ${file}:${line}`;
}

function sumOf(rows: readonly GoroutineRow[]): number {
  return rows.reduce((sum, row) => sum + row.alive, 0);
}
