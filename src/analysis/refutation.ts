// Do later dumps take a verdict back?

import { normaliseName } from '../model/go-names.ts';
import type { FunctionId } from '../model/ids.ts';
import { functionName } from '../model/symbols.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatValue } from '../model/units.ts';
import { type IncidentFacts, tracesOf } from './facts.ts';
import { snapshotsOf } from './goroutines/snapshots.ts';
import type { Crowd } from './suspicion.ts';
import { MIN_STEADY_NS, MIN_STUCK, STEADY_WITHIN } from './thresholds.ts';

/** A later count below this share of an earlier one: what was said to stay has gone. */
const FALLEN_TO = 0.5;
/** What is left of the confidence then. */
const LEFT = 0.4;
/** And where their number stays the same: a leak that waits for its cause to come again looks like this, too. */
const LEFT_STEADY = 0.6;
/** Where none was there before, and a trace saw none being born: one moment alone shows them, as it shows a burst. */
const LEFT_FROM_NONE = 0.75;
/** Where, moreover, growth at an even pace would have shown births. */
const LEFT_AT_ONCE = 0.45;
/** So many would have been seen being born at an even pace: that it is none by chance is one in twenty. */
const EXPECTED_BIRTHS = 3;

export interface Refutation {
  /** Factor for the confidence: 1 when nothing speaks against it. */
  readonly factor: number;
  readonly text: string;
}

const NOTHING: Refutation = { factor: 1, text: '' };

interface Counted {
  readonly path: string;
  readonly at: bigint;
  readonly count: number;
}

/** Goroutines of a leak cannot become fewer, and become more while their cause goes on: moments are held against one another. */
export function refutationOf(facts: IncidentFacts, crowd: Crowd): Refutation {
  const starts = crowd.starts.map((s) => normaliseName(s.function));
  const counts = snapshotsOf(facts).map((moment) => ({
    path: moment.dump.path,
    at: moment.at,
    count: starts.reduce((n, start) => n + (moment.counts.get(start) ?? 0), 0),
  }));
  if (counts.length < 2) return NOTHING;
  const fell = fallen(counts);
  if (fell || tracesOf(facts).some(({ dump }) => hasBirths(dump, new Set(starts)))) return fell ?? NOTHING;
  return steady(counts) ?? fromNone(facts, counts) ?? NOTHING;
}

/** The last moment against the highest. */
function fallen(counts: readonly Counted[]): Refutation | undefined {
  const last = counts[counts.length - 1];
  const highest = counts.reduce((a, b) => (b.count > a.count ? b : a));
  if (highest.count < MIN_STUCK || last.count >= highest.count * FALLEN_TO) return undefined;
  return {
    factor: LEFT,
    text:
      `Against it: ${formatCount(highest.count)} such goroutines in ${fileName(highest.path)}, ` +
      `${formatCount(last.count)} later in ${fileName(last.path)}.`,
  };
}

/** The last moment against the first: made at the start, once, they are as many later. */
function steady(counts: readonly Counted[]): Refutation | undefined {
  const [first, last] = [counts[0], counts[counts.length - 1]];
  const elapsed = Number(last.at - first.at);
  if (elapsed < MIN_STEADY_NS || first.count < MIN_STUCK) return undefined;
  if (Math.abs(last.count - first.count) > first.count * STEADY_WITHIN) return undefined;
  return {
    factor: LEFT_STEADY,
    text: `Against it: they were as many ${formatValue(elapsed, 'nanoseconds')} before (${formatCount(first.count)}).`,
  };
}

/** All of them are seen at the last moment alone, though a trace looked on before. */
function fromNone(facts: IncidentFacts, counts: readonly Counted[]): Refutation | undefined {
  const traces = tracesOf(facts).filter(({ dump }) => dump.startUnixNanos > 0n);
  const [first, last] = [counts[0], counts[counts.length - 1]];
  if (traces.length === 0 || last.count < MIN_STUCK) return undefined;
  if (counts.some((c) => c.at < last.at && c.count > 0)) return undefined;
  const pace = last.count / Number(last.at - first.at);
  const watchedNs = traces.reduce((ns, { dump }) => ns + dump.durationNs, 0);
  return {
    factor: pace * watchedNs >= EXPECTED_BIRTHS ? LEFT_AT_ONCE : LEFT_FROM_NONE,
    text: 'Against it: none was there before, nor born while a trace looked on: a burst looks like this, too.',
  };
}

function hasBirths({ goroutines, symbols }: Trace, starts: ReadonlySet<string>): boolean {
  const isOne = Array.from({ length: symbols.functions.length }, (_, f) =>
    starts.has(normaliseName(functionName(symbols, f as FunctionId))),
  );
  return goroutines.startFunction.some((start, g) => isOne[start] && goroutines.bornAt[g] >= 0);
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
