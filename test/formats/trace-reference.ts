// What does Go's own reader count in a trace, and does a trace that was read here say the same?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { byStart } from '../../src/analysis/goroutines/goroutine-groups.ts';
import { DEFAULT_LIMITS, type DecodeContext } from '../../src/bytes/decode-context.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import type { FunctionId, StackId, StringId } from '../../src/model/ids.ts';
import { functionName, stackText } from '../../src/model/symbols.ts';
import type { Trace } from '../../src/model/trace.ts';

interface Span {
  readonly count: number;
  readonly open_at_end: number;
  readonly total_ns: number;
}

interface Group {
  readonly func: string;
  readonly created: number;
  readonly preexisting: number;
  readonly ended: number;
  readonly alive_at_end: number;
  readonly creation_stacks: readonly { readonly stack: readonly string[]; readonly count: number }[];
  readonly states: {
    readonly running_ns: number;
    readonly runnable_ns: number;
    readonly syscall_ns: number;
    readonly waiting_ns_by_reason: Readonly<Record<string, number>>;
  };
}

/** The reference's answer; it cuts stacks at 8 frames. */
export interface Reference {
  readonly error?: string;
  readonly duration_ns: number;
  readonly goroutines_created: number;
  readonly max_alive: number;
  readonly wall_clock_of_first_snapshot?: string;
  readonly groups: readonly Group[] | null;
  readonly gc_count: number;
  readonly ranges: Readonly<Record<string, Span>>;
  readonly metrics: Readonly<
    Record<
      string,
      { readonly samples: number; readonly last: number; readonly min: number; readonly max: number }
    >
  >;
  readonly tasks_begun: Readonly<Record<string, number>>;
  readonly tasks_ended: Readonly<Record<string, number>>;
  readonly regions: Readonly<Record<string, Span>>;
  readonly logs_by_category: Readonly<Record<string, number>>;
  readonly last_log_by_category: Readonly<Record<string, string>>;
  readonly cpu_samples: number;
  readonly cpu_samples_by_leaf: Readonly<Record<string, number>>;
}

const FRAMES_COMPARED = 8;
const UNKNOWN = '(unknown)';

export const context: DecodeContext = {
  inflate: () => assert.fail('traces are not compressed'),
  limits: DEFAULT_LIMITS,
};

export function readTraceFile(path: string): Trace {
  return readTrace(sourceOf(readFileSync(path)), context);
}

export function readReference(path: string): Reference {
  return JSON.parse(readFileSync(path, 'utf8')) as Reference;
}

/** Births per start function and creation stack, with the stacks cut as the reference cuts them. */
export function birthsOf(trace: Trace): Map<string, number> {
  const { goroutines, symbols } = trace;
  const births = new Map<string, number>();
  for (let g = 0; g < goroutines.length; g++) {
    if (goroutines.bornAt[g] < 0) continue;
    const fn = goroutines.startFunction[g];
    const id = goroutines.creationStack[g];
    const frames = id < 0 ? [] : stackText(symbols, id as StackId).slice(0, FRAMES_COMPARED);
    const stack = frames.map((f) => `${f.function} ${f.file}:${f.line}`);
    const key = [fn < 0 ? UNKNOWN : functionName(symbols, fn as FunctionId), ...stack].join('\n');
    births.set(key, (births.get(key) ?? 0) + 1);
  }
  return births;
}

export function birthsOfReference(reference: Reference): Map<string, number> {
  const births = new Map<string, number>();
  for (const group of reference.groups ?? [])
    for (const { stack, count } of group.creation_stacks)
      births.set([group.func, ...stack].join('\n'), count);
  return births;
}

/** Counts per start function must be equal. `named` are those that the reference could not name. */
export function compareGroups(trace: Trace, reference: Reference): void {
  assert.deepEqual(sorted(birthsOf(trace)), sorted(birthsOfReference(reference)));
  const ours = byStart(trace).map((g) => [g.function, g.created, g.existing, g.ended, g.alive].join(' '));
  const theirs = (reference.groups ?? []).map((g) =>
    [g.func, g.created, g.preexisting, g.ended, g.alive_at_end].join(' '),
  );
  assert.deepEqual(ours.sort(), theirs.sort());
}

/**
 * The reference loses the names of goroutines that existed at the start of an older trace; here they have
 * them. So births are compared per function, existing goroutines in all, and ends where nothing existed before.
 */
export function compareOlderGroups(trace: Trace, reference: Reference): void {
  assert.deepEqual(sorted(birthsOf(trace)), sorted(birthsOfReference(reference)));
  const ours = byStart(trace);
  const theirs = reference.groups ?? [];
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  assert.equal(sum(ours.map((g) => g.existing)), sum(theirs.map((g) => g.preexisting)));
  assert.equal(sum(ours.map((g) => g.ended)), sum(theirs.map((g) => g.ended)));
  const counts = new Map(ours.map((g) => [g.function, g]));
  for (const { func, created, preexisting, ended, alive_at_end } of theirs)
    if (preexisting === 0 && counts.get(func)?.existing === 0)
      assert.deepEqual(
        [counts.get(func)?.created, counts.get(func)?.ended, counts.get(func)?.alive],
        [created, ended, alive_at_end],
      );
}

/**
 * Times per start function and state may differ by `share`, or `slackNs` where they are tiny; `except` names
 * functions that are left out.
 */
export function compareStates(
  trace: Trace,
  reference: Reference,
  share: number,
  slackNs: number,
  except: readonly string[] = [],
): void {
  const groups = new Map(byStart(trace).map((g) => [g.function, g]));
  for (const { func, states, preexisting } of reference.groups ?? []) {
    const group = groups.get(func);
    if (except.includes(func)) continue;
    if (trace.version < 22 && (preexisting > 0 || (group?.existing ?? 0) > 0)) continue;
    assert.ok(group !== undefined, func);
    const ours = group.statesNs;
    const pairs: [string, number, number][] = [
      ['running', ours.running, states.running_ns],
      ['runnable', ours.runnable, states.runnable_ns],
      ['syscall', ours.syscall, states.syscall_ns],
    ];
    const theirWaits = new Map(Object.entries(states.waiting_ns_by_reason));
    const ourWaits = new Map<string, number>();
    for (const [reason, ns] of ours.waiting) {
      const key = theirWaits.has(reason) ? reason : '';
      ourWaits.set(key, (ourWaits.get(key) ?? 0) + ns);
    }
    for (const reason of new Set([...theirWaits.keys(), ...ourWaits.keys()]))
      pairs.push([`waiting: ${reason}`, ourWaits.get(reason) ?? 0, theirWaits.get(reason) ?? 0]);
    for (const [state, our, their] of pairs)
      assert.ok(
        Math.abs(our - their) <= Math.max(slackNs, their * share),
        `${func} ${state}: ${our} ns here, ${their} ns in the reference`,
      );
  }
}

export function compareSpans(trace: Trace, reference: Reference, share: number, slackNs: number): void {
  const { spanTotals, regionTotals } = activityOf(trace);
  const compare = (ours: typeof spanTotals, theirs: Readonly<Record<string, Span>>) => {
    assert.deepEqual(
      ours.map((s) => `${s.name}: ${s.count}, ${s.openAtEnd} open`).sort(),
      Object.entries(theirs)
        .map(([name, s]) => `${name}: ${s.count}, ${s.open_at_end} open`)
        .sort(),
    );
    for (const { name, totalNs } of ours)
      assert.ok(
        Math.abs(totalNs - theirs[name].total_ns) <= Math.max(slackNs, theirs[name].total_ns * share),
        `${name}: ${totalNs} ns here, ${theirs[name].total_ns} ns in the reference`,
      );
  };
  compare(spanTotals, reference.ranges);
  compare(regionTotals, reference.regions);
}

export function compareUserEvents(trace: Trace, reference: Reference): void {
  const { taskTotals, logTotals, logs } = activityOf(trace);
  const positive = (rows: [string, number][]) => Object.fromEntries(rows.filter(([, count]) => count > 0));
  assert.deepEqual(positive(taskTotals.map((t) => [t.name, t.begun])), reference.tasks_begun);
  assert.deepEqual(positive(taskTotals.map((t) => [t.name, t.ended])), reference.tasks_ended);
  assert.deepEqual(positive(logTotals.map((l) => [l.category, l.count])), reference.logs_by_category);
  const last: Record<string, string> = {};
  const text = (id: number) => trace.symbols.strings.get(id as StringId);
  for (let i = 0; i < logs.length; i++) last[text(logs.category[i])] = text(logs.message[i]);
  assert.deepEqual(last, reference.last_log_by_category);
}

export function compareMeasures(trace: Trace, reference: Reference): void {
  assert.equal(trace.gcCycles, reference.gc_count);
  const summary = (value: Float64Array) =>
    value.length === 0
      ? undefined
      : { last: value[value.length - 1], min: value.reduce(lower), max: value.reduce(higher) };
  const wanted = (name: string) => {
    const metric = reference.metrics[name];
    return metric && { last: metric.last, min: metric.min, max: metric.max };
  };
  assert.deepEqual(summary(trace.heap.value), wanted('/memory/classes/heap/objects:bytes'));
  assert.deepEqual(summary(trace.heapGoal.value), wanted('/gc/heap/goal:bytes'));
  const samples = activityOf(trace).cpuSamples;
  assert.equal(samples.length, reference.cpu_samples);
  const leaves: Record<string, number> = {};
  for (const id of samples.stack) {
    const leaf = id < 0 ? '(none)' : stackText(trace.symbols, id as StackId)[0].function;
    leaves[leaf] = (leaves[leaf] ?? 0) + 1;
  }
  assert.deepEqual(leaves, reference.cpu_samples_by_leaf);
}

export function activityOf(trace: Trace) {
  assert.ok(trace.activity !== undefined);
  return trace.activity;
}

function sorted(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function lower(a: number, b: number): number {
  return Math.min(a, b);
}

function higher(a: number, b: number): number {
  return Math.max(a, b);
}
