// Are goroutines born at one line, again and again, that never end?

import type { FrameText } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';
import { formatCount, formatValue } from '../../model/units.ts';
import type { OwnStack } from '../blame/blame.ts';
import { type DumpFacts, type IncidentFacts, tracesOf } from '../facts.ts';
import { type BirthGroup, birthGroups, bornInAll } from '../goroutines/births.ts';
import type { Crowd, Place, Suspicion } from '../suspicion.ts';
import {
  HALF_SURE_STUCK,
  HALF_SURE_WINDOW_NS,
  MIN_SPREAD,
  MIN_STUCK,
  MIN_STUCK_SHARE,
} from '../thresholds.ts';
import type { Rule } from './rule.ts';

/** The most that a trace alone can say: its window is short, and what it sees may end later. */
const MOST = 0.93;

export const bornNeverEnding: Rule = {
  id: 'goroutines-born-never-ending',
  look: (facts: IncidentFacts) => tracesOf(facts).flatMap(suspicionsOf),
};

function suspicionsOf(facts: DumpFacts<Trace>): Suspicion[] {
  const all = bornInAll(facts.dump);
  return birthGroups(facts)
    .filter((group) => pilesUp(group, facts.dump.maxProcs))
    .map((group) => ({
      rule: bornNeverEnding.id,
      kind: 'goroutine-leak' as const,
      weight: weigh(group, facts.dump.durationNs),
      dump: facts.path,
      place: placeOfBirths(group),
      evidence: {
        text: evidenceText(group, all, facts.dump.durationNs),
        value: group.born,
        unit: 'goroutines',
      },
      crowd: crowdOf(group, facts.dump.durationNs),
    }));
}

/**
 * Goroutines that outlive their like, born again and again: not one burst, as a pool is, nor the young ones that
 * every busy service has at any moment.
 */
function pilesUp(group: BirthGroup, maxProcs: number): boolean {
  const more = increase(group);
  return (
    more >= Math.max(MIN_STUCK, 2 * maxProcs) &&
    more >= group.old * MIN_STUCK_SHARE &&
    group.spread >= MIN_SPREAD
  );
}

/** Stuck ones beyond those that only took the place of older ones: calls longer than the trace end in it, too. */
function increase({ stuck, endedBefore }: BirthGroup): number {
  return Math.max(0, stuck - endedBefore);
}

/** Where a part ends, those that stay may be of another, healthy kind; and a short window sees no long lives end. */
function weigh(group: BirthGroup, windowNs: number): number {
  const more = increase(group);
  const window = windowNs / (windowNs + HALF_SURE_WINDOW_NS);
  return MOST * (0.5 + (0.5 * more) / group.old) * (more / (more + HALF_SURE_STUCK)) * window;
}

/** At the site, else in the library that created them. */
export function placeOfBirths(group: BirthGroup): Place {
  if (group.site) return { at: 'site', ...siteOf(group, group.site) };
  return { at: 'library', root: group.starts[0].function, creator: group.creator };
}

/** The site with all that tells whether another line is to be changed. */
export function siteOf({ callers, own, starter }: BirthGroup, site: FrameText) {
  return {
    site,
    callers,
    ...(own ? { own } : {}),
    ...(starter ? { helper: { frame: starter, reason: 'one-caller' as const } } : {}),
  };
}

export function crowdOf(group: BirthGroup, windowNs: number): Crowd {
  const onItsOwn = group.site === null || group.stack[0].function === group.site.function;
  return {
    starts: group.starts.map((s) => ({ function: s.function, count: s.born })),
    perCall: Math.round(group.born / group.calls),
    born: group.born,
    ended: group.ended,
    windowNs,
    grown: null,
    waitMinutes: 0,
    through: onItsOwn ? null : calledLibrary(group),
    stack: group.own ? functionsOf(group.own) : [],
    ticking: null,
  };
}

/** Leaf first. */
function functionsOf({ path, below }: OwnStack): string[] {
  return [...below, ...path.map((f) => f.function).reverse()];
}

/** The library function that the site itself calls: the frame below the site. */
function calledLibrary(group: BirthGroup): string {
  const at = group.stack.findIndex((f) => f.file === group.site?.file && f.line === group.site.line);
  return group.stack[Math.max(0, at - 1)].function;
}

function evidenceText(group: BirthGroup, all: number, windowNs: number): string {
  const perCall = Math.round(group.born / group.calls);
  const each = perCall > 1 ? `, ${perCall} for each call` : '';
  return (
    `${formatCount(group.born)} of ${formatCount(all)} goroutines born in ${formatValue(windowNs, 'nanoseconds')} ` +
    `were created below this line${each}; ${formatCount(group.ended)} ended`
  );
}
