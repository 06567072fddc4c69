// Do later dumps take a verdict back?

import { normaliseName } from '../model/go-names.ts';
import { formatCount } from '../model/units.ts';
import type { IncidentFacts } from './facts.ts';
import { snapshotsOf } from './snapshots.ts';
import type { Crowd } from './suspicion.ts';
import { MIN_STUCK } from './thresholds.ts';

/** A later count below this share of an earlier one: what was said to stay has gone. */
const FALLEN_TO = 0.5;
/** What is left of the confidence then. */
const LEFT = 0.4;

export interface Refutation {
  /** Factor for the confidence: 1 when nothing speaks against it. */
  readonly factor: number;
  readonly text: string;
}

const NOTHING: Refutation = { factor: 1, text: '' };

/** Goroutines of a leak cannot become fewer: the last moment at which they were counted is held against the highest. */
export function refutationOf(facts: IncidentFacts, crowd: Crowd): Refutation {
  const starts = crowd.starts.map((s) => normaliseName(s.function));
  const counts = snapshotsOf(facts).map((moment) => ({
    path: moment.dump.path,
    count: starts.reduce((n, start) => n + (moment.counts.get(start) ?? 0), 0),
  }));
  if (counts.length < 2) return NOTHING;
  const last = counts[counts.length - 1];
  const highest = counts.reduce((a, b) => (b.count > a.count ? b : a));
  if (highest.count < MIN_STUCK || last.count >= highest.count * FALLEN_TO) return NOTHING;
  return {
    factor: LEFT,
    text:
      `Against it: ${formatCount(highest.count)} such goroutines in ${fileName(highest.path)}, ` +
      `${formatCount(last.count)} later in ${fileName(last.path)}.`,
  };
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
