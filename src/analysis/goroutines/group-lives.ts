// How do the goroutines of one group live: born, ended, alive over time, how old, waiting for what?

import { NONE, type StringId } from '../../model/ids.ts';
import {
  GOROUTINE_RUNNABLE,
  GOROUTINE_RUNNING,
  GOROUTINE_SYSCALL,
  GOROUTINE_WAITING,
  type Trace,
} from '../../model/trace.ts';
import type { DumpFacts } from '../facts.ts';
import { type BirthGroup, birthGroups } from './births.ts';
import { reasonText, startName, UNKNOWN_START } from './goroutine-groups.ts';

/** The goroutines that one line gave birth to, or that existed before and run one function. */
export interface LifeGroup {
  /** Start functions, most goroutines first; never empty. */
  readonly starts: readonly string[];
  /** Null for goroutines that existed as tracing began: the trace does not tell their line. */
  readonly births: BirthGroup | null;
  /** Rows of the trace's goroutines. */
  readonly members: Int32Array;
}

/** Born groups first, most births first; then the groups of those that existed, most first. */
export function lifeGroups(facts: DumpFacts<Trace>): LifeGroup[] {
  const born = birthGroups(facts).map((births) => ({
    starts: births.starts.length > 0 ? births.starts.map((s) => s.function) : [UNKNOWN_START],
    births,
    members: births.members,
  }));
  return [...born, ...otherGroups(facts.dump, born)];
}

/** Those that existed, and those born without a stack. */
function otherGroups(trace: Trace, born: readonly LifeGroup[]): LifeGroup[] {
  const grouped = new Uint8Array(trace.goroutines.length);
  for (const { members } of born) for (const g of members) grouped[g] = 1;
  const byStart = new Map<string, number[]>();
  for (let g = 0; g < grouped.length; g++) {
    if (grouped[g] === 1) continue;
    const name = startName(trace, g);
    const members = byStart.get(name);
    if (members) members.push(g);
    else byStart.set(name, [g]);
  }
  return Array.from(byStart, ([start, members]) => ({
    starts: [start],
    births: null,
    members: Int32Array.from(members),
  })).sort((a, b) => b.members.length - a.members.length);
}

/** Times in ns since the trace's first instant; both ends belong to the range. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface GroupLife {
  readonly born: number;
  readonly ended: number;
  /** At the end of the range. */
  readonly alive: number;
  /** Median age of those alive, in ns; those older than the trace count from its first instant. Null of none. */
  readonly age: number | null;
}

export function lifeIn({ goroutines }: Trace, members: Int32Array, { from, to }: Range): GroupLife {
  const { bornAt, endedAt } = goroutines;
  const ages: number[] = [];
  let born = 0;
  let ended = 0;
  for (const g of members) {
    if (bornAt[g] >= from && bornAt[g] <= to) born++;
    if (endedAt[g] >= from && endedAt[g] <= to) ended++;
    if (bornAt[g] <= to && (endedAt[g] < 0 || endedAt[g] > to)) ages.push(to - Math.max(0, bornAt[g]));
  }
  const sorted = Float64Array.from(ages).sort();
  const age = sorted.length === 0 ? null : sorted[sorted.length >> 1];
  return { born, ended, alive: ages.length, age };
}

/** How many were alive at the times 0, d/n, 2d/n, …, d. */
export function aliveAtSteps(
  { goroutines, durationNs }: Trace,
  members: Int32Array,
  steps: number,
): number[] {
  const change = new Float64Array(steps + 2);
  const stepAfter = (time: number) => Math.ceil((time / Math.max(1, durationNs)) * steps);
  for (const g of members) {
    const born = goroutines.bornAt[g];
    change[born < 0 ? 0 : Math.min(steps + 1, stepAfter(born))]++;
    const ended = goroutines.endedAt[g];
    if (ended >= 0) change[Math.min(steps + 1, stepAfter(ended))]--;
  }
  let alive = 0;
  return Array.from({ length: steps + 1 }, (_, i) => (alive += change[i]));
}

/** What most of those alive at the end of the trace do: `select`, `running`; empty when the trace does not tell. */
export function commonState(trace: Trace, members: Int32Array): string {
  if (trace.activity === undefined) return '';
  return [...stateCounts(trace, members)].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** How many of those alive at the end of the trace are in each state; empty when the trace does not tell. */
export function statesAtEnd(trace: Trace): ReadonlyMap<string, number> {
  if (trace.activity === undefined) return new Map();
  return stateCounts(
    trace,
    Array.from({ length: trace.goroutines.length }, (_, g) => g),
  );
}

function stateCounts(trace: Trace, members: Iterable<number>): ReadonlyMap<string, number> {
  const { state, waitReason } = trace.activity!.states;
  const counts = new Map<string, number>();
  for (const g of members) {
    if (trace.goroutines.endedAt[g] >= 0) continue;
    const name =
      state[g] === GOROUTINE_WAITING ? reasonText(trace, waitReason[g]) : (STATES.get(state[g]) ?? '');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const STATES: ReadonlyMap<number, string> = new Map([
  [GOROUTINE_RUNNABLE, 'runnable'],
  [GOROUTINE_RUNNING, 'running'],
  [GOROUTINE_SYSCALL, 'syscall'],
]);

export interface WaitSum {
  readonly reason: string;
  readonly count: number;
  readonly ns: number;
}

/** Why the members waited, over the whole trace, longest first. */
export function waitsOf(trace: Trace, members: Int32Array): WaitSum[] {
  if (trace.activity === undefined) return [];
  const { states, waits } = trace.activity;
  const sums = new Map<string, { count: number; ns: number }>();
  for (const g of members) {
    for (let w = states.waitStart[g]; w < states.waitStart[g + 1]; w++) {
      const reason = reasonText(trace, waits.reason[w]);
      let sum = sums.get(reason);
      if (sum === undefined) sums.set(reason, (sum = { count: 0, ns: 0 }));
      sum.count += waits.count[w];
      sum.ns += waits.ns[w];
    }
  }
  return Array.from(sums, ([reason, sum]) => ({ reason, ...sum })).sort((a, b) => b.ns - a.ns);
}

/** Time that the members spent in each state over the trace, in ns. */
export function timeInStates(trace: Trace, members: Int32Array) {
  const sum = { running: 0, runnable: 0, syscall: 0, waiting: 0 };
  if (trace.activity === undefined) return sum;
  const { states, waits } = trace.activity;
  for (const g of members) {
    sum.running += states.runningNs[g];
    sum.runnable += states.runnableNs[g];
    sum.syscall += states.syscallNs[g];
    for (let w = states.waitStart[g]; w < states.waitStart[g + 1]; w++) sum.waiting += waits.ns[w];
  }
  return sum;
}

/** Collections, or stops of the whole program, as the trace names them. */
export function bandsOf(trace: Trace, matches: (name: string) => boolean, most: number) {
  const spans = trace.activity?.spans;
  const bands: { name: string; from: number; to: number }[] = [];
  for (let i = 0; spans !== undefined && i < spans.length && bands.length < most; i++) {
    const name = spans.name[i] === NONE ? '' : trace.symbols.strings.get(spans.name[i] as StringId);
    if (!matches(name)) continue;
    bands.push({ name, from: spans.begin[i], to: spans.end[i] < 0 ? trace.durationNs : spans.end[i] });
  }
  return bands;
}
