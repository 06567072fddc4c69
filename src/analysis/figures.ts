// Which few numbers say how bad it is?

import { type Figure, isLeakKind } from '../model/finding.ts';
import { shortName } from '../model/go-names.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatPeriod, formatValue } from '../model/units.ts';
import type { Case } from './case.ts';
import { type DumpFacts, type IncidentFacts, tracesOf } from './facts.ts';
import { roughTime, secondsToLimit } from './forecast.ts';
import { heapGrowth, isRising } from './heap-growth.ts';
import type { Crowd } from './suspicion.ts';

/** At most six, most telling first. */
export function figuresOf(facts: IncidentFacts, c: Case): Figure[] {
  return [...caseFigures(facts, c), ...(isLeakKind(c.kind) ? limitFigures(facts) : [])];
}

function caseFigures(facts: IncidentFacts, c: Case): Figure[] {
  if (c.crowd) return [...crowdFigures(c.crowd), ...growthFigures(facts, c.crowd)];
  return c.evidence
    .slice(0, 2)
    .map((e) => ({ value: formatValue(e.value, e.unit), label: e.unit === 'bytes' ? 'held' : e.dump }));
}

function crowdFigures(crowd: Crowd): Figure[] {
  if (crowd.born === 0) {
    const [start] = crowd.starts;
    const figures = [
      { value: formatCount(start.count), label: `goroutines run ${shortName(start.function)}` },
    ];
    if (crowd.ticking)
      figures.push({ value: formatPeriod(crowd.ticking.period), label: 'between two ticks' });
    return figures;
  }
  const window = formatValue(crowd.windowNs, 'nanoseconds');
  const figures = [
    { value: formatCount(crowd.born), label: `goroutines born in ${window}` },
    { value: formatCount(crowd.ended), label: 'ended' },
  ];
  if (crowd.perCall > 1)
    figures.push({
      value: `${crowd.perCall} × ${formatCount(Math.round(crowd.born / crowd.perCall))}`,
      label: 'goroutines × calls',
    });
  return figures;
}

function growthFigures(facts: IncidentFacts, crowd: Crowd): Figure[] {
  const trace = tracesOf(facts)[0];
  const growth = trace ? heapGrowth(trace.dump.heap, trace.dump.durationNs) : null;
  if (crowd.born === 0 || !isRising(growth, trace.dump.durationNs)) return [];
  return [
    { value: formatValue(heapPerCall(trace, crowd, growth.perSecond), 'bytes'), label: 'heap for each call' },
    { value: `+${formatValue(growth.perSecond, 'bytes')}/s`, label: 'heap growth' },
  ];
}

function heapPerCall(trace: DumpFacts<Trace>, crowd: Crowd, perSecond: number): number {
  const calls = crowd.born / Math.max(1, crowd.perCall);
  return (perSecond * (trace.dump.durationNs / 1e9)) / Math.max(1, calls);
}

/** How long the memory lasts, where its limit is known. */
function limitFigures(facts: IncidentFacts): Figure[] {
  if (facts.memoryLimit === undefined) return [];
  const seconds = secondsToLimit(facts, facts.memoryLimit);
  const limit = `the limit of ${formatValue(facts.memoryLimit, 'bytes')}`;
  if (seconds === null) return [];
  return [
    seconds === 0 ? { value: 'reached', label: limit } : { value: roughTime(seconds), label: `to ${limit}` },
  ];
}
