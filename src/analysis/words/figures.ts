// Which few numbers say how bad it is?

import { type Evidence, type Figure, isLeakKind, type Lead } from '../../model/finding.ts';
import { shortName } from '../../model/go-names.ts';
import { NONE } from '../../model/ids.ts';
import type { FrameText } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';
import { formatCount, formatPeriod, formatValue } from '../../model/units.ts';
import type { Case } from '../case.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex, tracesOf } from '../facts.ts';
import { GOROUTINE_BYTES, roughTime, secondsToLimit } from '../forecast.ts';
import { heapGrowth, isRising } from '../heap-growth.ts';
import type { Crowd } from '../suspicion.ts';
import { valuesThrough } from '../totals/site-values.ts';

/** Of a finding itself; how long the memory lasts comes beside. */
const MOST_FIGURES = 7;

/** Most telling first: how many, how fast, since when, how much memory. */
export function figuresOf(facts: IncidentFacts, c: Case): Figure[] {
  return [
    ...caseFigures(facts, c).slice(0, MOST_FIGURES),
    ...(isLeakKind(c.kind) ? limitFigures(facts) : []),
  ];
}

function caseFigures(facts: IncidentFacts, c: Case): Figure[] {
  if (c.crowd) {
    const counted = [...crowdFigures(c.crowd), ...paceFigures(c, c.crowd)];
    const lead = crowdLead(facts, c, c.crowd);
    return [...counted.map((one) => led(one, lead)), ...memoryFigures(facts, c, c.crowd)];
  }
  return c.evidence.slice(0, 2).map((e) => {
    const dump = facts.dumps.find(({ path }) => path === e.dump);
    const view = dump?.dump.kind === 'profile' ? 'flame' : 'goroutines';
    return led({ value: formatValue(e.value, e.unit), label: labelOf(e) }, dump && { dump: dump.id, view });
  });
}

function led(figure: Figure, lead: Lead | undefined): Figure {
  return lead === undefined ? figure : { ...figure, lead };
}

/** The trace that saw them born, else the dump that speaks most. */
function crowdLead(facts: IncidentFacts, c: Case, { born }: Crowd): Lead | undefined {
  const dump = born > 0 ? tracesOf(facts)[0] : facts.dumps.find(({ path }) => path === c.evidence[0]?.dump);
  return dump && { dump: dump.id, view: 'goroutines' };
}

const LABELS: Readonly<Record<string, string>> = { bytes: 'held', nanoseconds: 'below this line' };

function labelOf({ unit, dump }: Evidence): string {
  return LABELS[unit] ?? fileName(dump);
}

function crowdFigures(crowd: Crowd): Figure[] {
  if (crowd.born === 0) {
    const [start] = crowd.starts;
    const figures = [
      {
        value: formatCount(start.count),
        label: `${start.count === 1 ? 'goroutine runs' : 'goroutines run'} ${shortName(start.function)}`,
      },
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

/** How fast they become more, and since when: by the longest wait, or as many at that pace. */
function paceFigures({ kind, estimates: e, grows }: Case, { waitMinutes, born }: Crowd): Figure[] {
  if (kind !== 'goroutine-leak' || !e) return [];
  const figures: Figure[] = [];
  // Births in a known time tell the pace already.
  if (grows && e.perSecond > 0 && born === 0)
    figures.push({ value: paceText(e.perSecond), label: 'more of them' });
  if (waitMinutes > 0) figures.push({ value: `${formatCount(waitMinutes)} min`, label: 'the longest wait' });
  else if (grows && e.perSecond > 0)
    figures.push({ value: roughTime(e.now / e.perSecond), label: 'since the first, at this pace' });
  return figures;
}

/** By the minute where a second shows less than one. */
function paceText(perSecond: number): string {
  return perSecond >= 1
    ? `+${formatCount(Math.round(perSecond))}/s`
    : `+${formatCount(Math.round(perSecond * 60))}/min`;
}

function heapPerCall(trace: DumpFacts<Trace>, crowd: Crowd, perSecond: number): number {
  const calls = crowd.born / Math.max(1, crowd.perCall);
  return (perSecond * (trace.dump.durationNs / 1e9)) / Math.max(1, calls);
}

/** Memory for each and in all: by the heap curve of a trace, else by the last heap; and the least that stacks take. */
function memoryFigures(facts: IncidentFacts, { kind, estimates: e, lines }: Case, crowd: Crowd): Figure[] {
  const trace = tracesOf(facts)[0];
  const growth = trace ? heapGrowth(trace.dump.heap, trace.dump.durationNs) : null;
  const rising = crowd.born > 0 && isRising(growth, trace.dump.durationNs) ? growth : null;
  const total = kind === 'goroutine-leak' && e ? heldBelow(facts, lines) + e.now * GOROUTINE_BYTES : 0;
  const heap = profilesOf(facts, 'heap').at(-1);
  const [curve, held]: (Lead | undefined)[] = [
    trace && { dump: trace.id, view: 'timeline' },
    heap && { dump: heap.id, view: 'flame' },
  ];
  const bytes = (value: number) => formatValue(value, 'bytes');
  const each = rising
    ? led({ value: bytes(heapPerCall(trace, crowd, rising.perSecond)), label: 'heap for each call' }, curve)
    : led({ value: bytes(total / Math.max(1, e?.now ?? 1)), label: 'for each, at the least' }, held);
  return [
    ...(rising || total > 0 ? [each] : []),
    ...(total > 0 ? [led({ value: bytes(total), label: 'held in all, at the least' }, held)] : []),
    ...(rising ? [led({ value: `+${bytes(rising.perSecond)}/s`, label: 'heap growth' }, curve)] : []),
  ];
}

function heldBelow(facts: IncidentFacts, lines: readonly FrameText[]): number {
  const heap = profilesOf(facts, 'heap').at(-1);
  const type = heap ? sampleTypeIndex(heap.dump, 'inuse_space') : NONE;
  return heap && type !== NONE ? valuesThrough(heap.dump, ...lines)[type] : 0;
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

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
