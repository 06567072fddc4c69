// Where were the goroutines of a crowd made, and do their like end?

import { normaliseName } from '../../model/go-names.ts';
import type { OwnStack } from '../blame/blame.ts';
import { type IncidentFacts, tracesOf } from '../facts.ts';
import { birthGroups } from '../goroutines/births.ts';
import { type Crowded, crowdsOf, snapshotDumps } from '../goroutines/crowds.ts';
import { mostInFlight } from '../goroutines/in-flight.ts';
import type { Place } from '../suspicion.ts';
import { MIN_STUCK_SHARE } from '../thresholds.ts';
import { siteOf } from './born-never-ending.ts';

/** Where a trace shows such goroutines being born and staying, else where the snapshot puts them. */
export function placeOfCrowd(facts: IncidentFacts, crowd: Crowded): Place {
  const start = normaliseName(crowd.start);
  const [best] = tracesOf(facts)
    .flatMap((trace) => birthGroups(trace))
    .filter((g) => g.site && g.starts.some((s) => normaliseName(s.function) === start))
    .filter((g) => runTheSame(g.own, crowd.runs))
    .sort((a, b) => b.stuck - a.stuck);
  if (best?.site) return { at: 'site', ...siteOf(best, best.site), own: crowd.runs };
  return crowd.place.at === 'site' && crowd.createdBy ? crowd.place : (madeBy(facts, crowd) ?? crowd.place);
}

/** Goroutines that one function starts for many may run quite different things. */
function runTheSame(a: OwnStack | undefined, b: OwnStack): boolean {
  if (!a) return true;
  const inner = (s: OwnStack) => s.path[s.path.length - 1]?.function ?? '';
  return normaliseName(inner(a)) === normaliseName(inner(b));
}

/** Where a listing says that goroutines with this start function were created. */
function madeBy(facts: IncidentFacts, crowd: Crowded): Place | undefined {
  return snapshotDumps(facts)
    .flatMap((dump) => crowdsOf(dump))
    .filter((c) => c.createdBy && normaliseName(c.start) === normaliseName(crowd.start))
    .find((c) => runTheSame(c.runs, crowd.runs))?.place;
}

/** Births of one kind that a trace must have shown long enough before it tells whether they end. */
const ENOUGH_OLD = 10;

/** So many times as many as the trace ever had at once are no longer just in flight. */
const FAR_MORE = 3;

/** True where a trace shows goroutines with this start function ending, and `count` are not far more than it had in flight. */
export function doesEnd(facts: IncidentFacts, startFunction: string, count: number): boolean {
  const start = normaliseName(startFunction);
  const traces = tracesOf(facts);
  const groups = traces
    .flatMap((trace) => birthGroups(trace))
    .filter((g) => g.starts.some((s) => normaliseName(s.function) === start));
  return (
    groups.some((g) => g.old >= ENOUGH_OLD) &&
    groups.every((g) => g.old === 0 || g.stuck - g.endedBefore < g.old * MIN_STUCK_SHARE) &&
    traces.some((trace) => count <= FAR_MORE * mostInFlight(trace.dump, start))
  );
}
