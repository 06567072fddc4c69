// Does a place of the workspace run again and again, or once?
//
// Climbs from the place to the calls that lead to it, until it meets a loop, a function that the dumps show at work,
// or the start of the program.

import { shortName } from '../model/go-names.ts';
import type { CallPlace, FunctionRef } from './callers.ts';
import type { Surroundings } from './usages.ts';

export interface Frequency {
  readonly often: 'many' | 'once' | 'unknown';
  /** Calls between the place and what was met. */
  readonly distance: number;
  /** Reads on after "this line …": `runs in a loop`. */
  readonly reason: string;
  /** The calls that lead to the place, nearest first. */
  readonly path: readonly CallPlace[];
}

export type CallersOf = (target: FunctionRef) => Promise<readonly CallPlace[]>;

const DEEPEST = 6;
const MOST_FUNCTIONS = 60;

interface Step {
  readonly at: Surroundings;
  readonly fn: FunctionRef;
  readonly path: readonly CallPlace[];
}

/**
 * How often `start` runs.
 * @param active declared functions that the dumps show running
 */
export async function frequencyOf(
  start: Surroundings,
  fn: FunctionRef,
  active: ReadonlySet<string>,
  callersOf: CallersOf,
): Promise<Frequency> {
  let level: Step[] = [{ at: start, fn, path: [] }];
  const seen = new Set<string>();
  let openEnd = false;
  let first: readonly CallPlace[] = [];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    for (const step of level) {
      const repeated = repeats(step, active);
      if (repeated) return { often: 'many', distance: depth, reason: repeated, path: step.path };
    }
    const next: Step[] = [];
    for (const step of level.filter((s) => s.at.function !== '' && !runsOnce(s.at))) {
      if (!firstVisit(seen, step.fn)) continue;
      const callers = (await callersOf(step.fn)).filter((c) => !c.test);
      openEnd ||= callers.length === 0;
      for (const c of callers) next.push({ at: c, fn: c.caller, path: [...step.path, c] });
    }
    if (depth === 0) first = next[0]?.path ?? [];
    openEnd ||= next.length > 0 && (depth === DEEPEST || seen.size >= MOST_FUNCTIONS);
    level = seen.size >= MOST_FUNCTIONS ? [] : next;
  }
  if (openEnd) return { often: 'unknown', distance: 0, reason: '', path: first };
  return { often: 'once', distance: 0, reason: onceReason(start), path: first };
}

/** True when the function had not been met yet. */
function firstVisit(seen: Set<string>, fn: FunctionRef): boolean {
  const key = `${fn.folder}\n${fn.name}`;
  const isNew = !seen.has(key);
  seen.add(key);
  return isNew;
}

/** Variables of packages, init and main run once, and lead no further up. */
function runsOnce(at: Surroundings): boolean {
  return at.inOnce || at.place !== 'function';
}

/** Why the step runs many times, or an empty string. */
function repeats({ at, fn, path }: Step, active: ReadonlySet<string>): string {
  if (at.inOnce) return '';
  const via = path.length === 0 ? '' : `is reached from ${shortName(fn.name)}, `;
  if (at.inLoop) return path.length === 0 ? 'runs in a loop' : `is called in a loop of ${shortName(fn.name)}`;
  if (at.place === 'function' && active.has(fn.name))
    return via === '' ? 'is in a function that the dumps show at work' : `${via}which the dumps show at work`;
  if (at.inHandler) return via === '' ? 'is in a handler' : `${via}in a handler`;
  if (path.at(-1)?.kind === 'value')
    return `is in a function that ${shortName(fn.name) || 'the package'} hands on`;
  return '';
}

function onceReason(start: Surroundings): string {
  if (start.place === 'package-level') return 'runs once, at package level';
  if (start.place === 'init' || start.place === 'main') return `runs once, in ${start.place}`;
  return start.inOnce ? 'runs once' : 'is reached only from the start of the program';
}
