// Which functions and creation stacks do a trace's goroutines come from, and how did they spend their time?

import { type FunctionId, NONE, type StackId, type StringId } from '../../model/ids.ts';
import { functionName, stackText } from '../../model/symbols.ts';
import type { Curve, Trace } from '../../model/trace.ts';

/** The name of goroutines that the trace never names. */
export const UNKNOWN_START = '(unknown)';
/** The reason of goroutines that waited already as tracing began, where the trace does not tell it. */
export const WAITED_BEFORE = 'since before the trace';
/** The reason of a coroutine that waits for the other side to ask again. */
export const COROUTINE_WAIT = 'coroutine';

/** Nanoseconds per state, added up over goroutines. */
export interface StatesNs {
  readonly running: number;
  readonly runnable: number;
  readonly syscall: number;
  /** Waiting, per reason as Go names it. */
  readonly waiting: ReadonlyMap<string, number>;
}

/** The goroutines of one start function. `alive` counts at the end of the trace. */
export interface StartGroup {
  readonly function: string;
  readonly created: number;
  readonly existing: number;
  readonly ended: number;
  readonly alive: number;
  /** All zero when the trace carries no states. */
  readonly statesNs: StatesNs;
}

/** The goroutines that one creation stack gave birth to. */
export interface SiteGroup {
  readonly stack: StackId;
  readonly created: number;
  readonly ended: number;
  readonly alive: number;
  /** Names of their start functions, most births first. */
  readonly starts: readonly string[];
}

/** Groups per start function name, most births first. */
export function byStart(trace: Trace): StartGroup[] {
  const drafts = new Map<string, StartDraft>();
  for (let g = 0; g < trace.goroutines.length; g++) {
    const name = startName(trace, g);
    let draft = drafts.get(name);
    if (draft === undefined) drafts.set(name, (draft = new StartDraft(name)));
    draft.add(trace, g);
  }
  return [...drafts.values()].sort(
    (a, b) => b.created - a.created || b.alive - a.alive || order(a.function, b.function),
  );
}

/** Groups per creation stack, most births first. Births without a stack are not among them. */
export function bySite(trace: Trace): SiteGroup[] {
  const { bornAt, endedAt, creationStack, length } = trace.goroutines;
  const drafts = new Map<number, { created: number; ended: number; starts: Map<string, number> }>();
  for (let g = 0; g < length; g++) {
    if (bornAt[g] < 0 || creationStack[g] === NONE) continue;
    let draft = drafts.get(creationStack[g]);
    if (draft === undefined)
      drafts.set(creationStack[g], (draft = { created: 0, ended: 0, starts: new Map() }));
    draft.created++;
    if (endedAt[g] >= 0) draft.ended++;
    const name = startName(trace, g);
    draft.starts.set(name, (draft.starts.get(name) ?? 0) + 1);
  }
  return Array.from(drafts, ([stack, { created, ended, starts }]) => ({
    stack: stack as StackId,
    created,
    ended,
    alive: created - ended,
    starts: [...starts].sort((a, b) => b[1] - a[1]).map(([name]) => name),
  })).sort((a, b) => b.created - a.created || order(stackKey(trace, a.stack), stackKey(trace, b.stack)));
}

/**
 * How many goroutines were alive, from 0 on and after every birth and end. At one instant births come first. A
 * trace that was cut can have more ends than births: the count stops at 0.
 */
export function aliveOverTime(trace: Trace): Curve {
  const { bornAt, endedAt } = trace.goroutines;
  const births = bornAt.filter((time) => time >= 0).sort();
  const ends = endedAt.filter((time) => time >= 0).sort();
  const time = new Float64Array(1 + births.length + ends.length);
  const value = new Float64Array(time.length);
  value[0] = bornAt.length - births.length;
  for (let i = 1, b = 0, e = 0; i < time.length; i++) {
    const isBirth = b < births.length && (e === ends.length || births[b] <= ends[e]);
    time[i] = isBirth ? births[b++] : ends[e++];
    value[i] = Math.max(0, value[i - 1] + (isBirth ? 1 : -1));
  }
  return { time, value };
}

/** Most goroutines alive at one moment. */
export function mostAlive(trace: Trace): number {
  return aliveOverTime(trace).value.reduce((most, alive) => Math.max(most, alive), 0);
}

class StartDraft implements StartGroup {
  readonly function: string;
  created = 0;
  existing = 0;
  ended = 0;
  alive = 0;
  readonly statesNs = { running: 0, runnable: 0, syscall: 0, waiting: new Map<string, number>() };

  constructor(name: string) {
    this.function = name;
  }

  add(trace: Trace, g: number): void {
    if (trace.goroutines.bornAt[g] < 0) this.existing++;
    else this.created++;
    if (trace.goroutines.endedAt[g] < 0) this.alive++;
    else this.ended++;
    this.addStates(trace, g);
  }

  private addStates(trace: Trace, g: number): void {
    if (trace.activity === undefined) return;
    const { states, waits } = trace.activity;
    this.statesNs.running += states.runningNs[g];
    this.statesNs.runnable += states.runnableNs[g];
    this.statesNs.syscall += states.syscallNs[g];
    for (let w = states.waitStart[g]; w < states.waitStart[g + 1]; w++) {
      const reason = reasonText(trace, waits.reason[w]);
      this.statesNs.waiting.set(reason, (this.statesNs.waiting.get(reason) ?? 0) + waits.ns[w]);
    }
  }
}

/** A reason to wait as people read it. */
export function reasonText(trace: Trace, reason: number): string {
  if (reason === NONE) return WAITED_BEFORE;
  return trace.symbols.strings.get(reason as StringId) || COROUTINE_WAIT;
}

/** The name of the function that a goroutine began with. */
export function startName(trace: Trace, goroutine: number): string {
  const fn = trace.goroutines.startFunction[goroutine];
  return fn === NONE ? UNKNOWN_START : functionName(trace.symbols, fn as FunctionId);
}

function stackKey(trace: Trace, stack: StackId): string {
  return stackText(trace.symbols, stack)
    .map((f) => `${f.function} ${f.file}:${f.line}`)
    .join('\n');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
