// Where were the goroutines of a crowd made, and do their like end?

import { normaliseName } from '../../model/go-names.ts';
import { birthGroups } from '../births.ts';
import type { Crowded } from '../crowds.ts';
import { type IncidentFacts, tracesOf } from '../facts.ts';
import type { Place } from '../suspicion.ts';
import { MIN_STUCK_SHARE } from '../thresholds.ts';

/** Where a trace shows such goroutines being born and staying, else where the snapshot puts them. */
export function placeOfCrowd(facts: IncidentFacts, crowd: Crowded): Place {
  const start = normaliseName(crowd.start);
  const groups = tracesOf(facts)
    .flatMap((trace) => birthGroups(trace))
    .filter((g) => g.site && g.starts.some((s) => normaliseName(s.function) === start))
    .sort((a, b) => b.stuck - a.stuck);
  const [best] = groups;
  return best?.site ? { at: 'site', site: best.site, callers: best.callers } : crowd.place;
}

/** Births of one kind that a trace must have shown long enough before it tells whether they end. */
const ENOUGH_OLD = 10;

/** True where a trace shows that goroutines with this start function do end: however many there are, they are in flight. */
export function doesEnd(facts: IncidentFacts, startFunction: string): boolean {
  const start = normaliseName(startFunction);
  const groups = tracesOf(facts)
    .flatMap((trace) => birthGroups(trace))
    .filter((g) => g.starts.some((s) => normaliseName(s.function) === start));
  return (
    groups.some((g) => g.old >= ENOUGH_OLD) &&
    groups.every((g) => g.old === 0 || g.stuck < g.old * MIN_STUCK_SHARE)
  );
}
