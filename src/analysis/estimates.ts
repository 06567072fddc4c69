// How many of the suspected goroutines are there, by every way to count them, and do the ways agree?
//
//   counted     305   goroutine.pprof       one moment
//   by births   ≈ 309 trace.out             those alive at its end, and its births less ends, carried on to that moment
//   by waits    ≥ 90  block.pprof           total wait ÷ the longest that one goroutine can have waited
//   by objects  ≈ 290 heap.pprof            objects that each instance has ÷ how many it has
//   by stacks   ≤ 900 heap.txt              memory of stacks ÷ the least that one takes

import type { Estimate } from '../model/finding.ts';
import { normaliseName } from '../model/go-names.ts';
import type { Profile } from '../model/profile.ts';
import type { FrameText } from '../model/symbols.ts';
import { formatCount, formatValue } from '../model/units.ts';
import type { Placed } from './blame/place-suspicions.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from './facts.ts';
import { crowdsOf, snapshotDumps } from './goroutines/crowds.ts';
import { snapshotsOf } from './goroutines/snapshots.ts';
import { patternFor } from './library/patterns.ts';
import type { Crowd } from './suspicion.ts';
import { ESTIMATES_AGREE, ESTIMATES_DIFFER } from './thresholds.ts';
import { objectsAt } from './totals/site-values.ts';

/** The least that Go gives a goroutine for its stack; runtime.stackMin. */
const LEAST_STACK = 2048;

/** What one dump says of their number. */
export interface Count extends Estimate {
  /** Unix time in ns, or 0n. */
  readonly at: bigint;
}

export interface Counts {
  readonly all: readonly Count[];
  /** How many ways beside the first agree with it, and how many speak against it. */
  readonly agree: number;
  readonly differ: number;
  /** The number at the last look, and how many more each second; 0 when unknown. */
  readonly now: number;
  readonly perSecond: number;
}

/** The counts of the most numerous start function, the surest way first. */
export function countsOf(
  facts: IncidentFacts,
  crowd: Crowd,
  own: readonly Placed[],
  lines: readonly FrameText[],
): Counts {
  const start = normaliseName(crowd.starts[0].function);
  const counted = countedIn(facts, start);
  const perSecond = paceOf(crowd, start);
  const first = counted[0] ?? null;
  const others = [
    ...byBirths(facts, crowd, start, perSecond, first),
    ...byWaits(own),
    ...byObjects(facts, crowd, lines),
    ...byStacks(facts),
  ];
  const all = [...counted, ...others].map((c, _, [reference]) => withTime(c, reference));
  const [reference, ...rest] = all;
  const verdicts = rest.map((c) => (reference ? fit(c, reference, perSecond) : 0));
  return {
    all,
    // A listing and a profile are one way to count: the runtime's own list.
    agree: new Set(rest.filter((c, i) => verdicts[i] > 0 && c.way !== 'listed').map((c) => c.way)).size,
    differ: verdicts.filter((v) => v < 0).length,
    now: reference?.value ?? crowd.starts[0].count,
    perSecond,
  };
}

/** A smaller number of an earlier moment is no contradiction: it is said to be of then. */
function withTime(count: Count, reference: Count): Count {
  if (count.at <= 0n || count.at >= reference.at) return count;
  const elapsed = formatValue(Number(reference.at - count.at), 'nanoseconds');
  return { ...count, text: `${count.text}, ${elapsed} earlier` };
}

/** 1 where a count is about what the reference expects at its time, -1 where it is far from it, else 0. */
function fit(count: Count, reference: Count, perSecond: number): number {
  const known = count.at > 0n && reference.at > 0n;
  const elapsed = known ? Number(reference.at - count.at) / 1e9 : 0;
  const expected = Math.max(1, reference.value - perSecond * elapsed);
  const ratio = count.value / expected;
  if (count.bound === 'least') return ratio > ESTIMATES_DIFFER ? -1 : 0;
  if (count.bound === 'most') return ratio < 1 / ESTIMATES_DIFFER ? -1 : 0;
  if (ratio <= ESTIMATES_AGREE && ratio >= 1 / ESTIMATES_AGREE) return 1;
  return known && (ratio > ESTIMATES_DIFFER || ratio < 1 / ESTIMATES_DIFFER) ? -1 : 0;
}

/** The last goroutine profile, and the last listing. */
function countedIn(facts: IncidentFacts, start: string): Count[] {
  const kinds = new Map<string, Count>();
  for (const snapshot of snapshotDumps(facts)) {
    const value = crowdsOf(snapshot)
      .filter((c) => normaliseName(c.start) === start)
      .reduce((n, c) => n + c.count, 0);
    const at = snapshot.dump.kind === 'profile' ? snapshot.dump.timeNanos : 0n;
    const way = snapshot.dump.kind === 'profile' ? 'counted' : 'listed';
    if (value > 0)
      kinds.set(way, {
        way,
        bound: 'about',
        value,
        dump: snapshot.path,
        at,
        text: `${formatCount(value)} counted`,
      });
  }
  return [...kinds.values()];
}

/** More each second of this start function, by births less ends, else by two moments. */
function paceOf({ born, ended, windowNs, grown, starts }: Crowd, start: string): number {
  const all = starts.reduce((n, s) => n + s.count, 0);
  const share =
    all > 0
      ? starts.filter((s) => normaliseName(s.function) === start).reduce((n, s) => n + s.count, 0) / all
      : 1;
  if (grown && grown.elapsedNs > 0) return ((grown.to - grown.from) * 1e9) / grown.elapsedNs;
  return windowNs > 0 ? ((born - ended) * share * 1e9) / windowNs : 0;
}

/** Those alive at the end of a trace; carried on by its own births to the moment of the first count. */
function byBirths(
  facts: IncidentFacts,
  { born, ended, windowNs, starts }: Crowd,
  start: string,
  perSecond: number,
  first: Count | null,
): Count[] {
  const traces = facts.dumps.filter((d) => d.dump.kind === 'trace');
  const last = traces[traces.length - 1];
  if (last?.dump.kind !== 'trace' || windowNs === 0) return [];
  const [end] = snapshotsOf(facts)
    .filter((s) => s.dump === last)
    .slice(-1);
  const alive = end?.counts.get(start) ?? 0;
  if (alive === 0 || perSecond <= 0) return [];
  const all = starts.reduce((n, s) => n + s.count, 0);
  const ofStart = starts.filter((s) => normaliseName(s.function) === start).reduce((n, s) => n + s.count, 0);
  const own = (((born - ended) * ofStart) / Math.max(1, all) / windowNs) * 1e9;
  const later = first && first.at > end.at ? Number(first.at - end.at) / 1e9 : 0;
  const value = Math.round(alive + own * later);
  const text =
    later > 0
      ? `≈ ${formatCount(value)} by births less ends, at their pace`
      : `${formatCount(alive)} alive at its end`;
  return [
    { way: 'births', bound: 'about', value, dump: last.path, at: later > 0 ? first!.at : end.at, text },
  ];
}

/** What the rule of timers derived from a block profile. */
function byWaits(own: readonly Placed[]): Count[] {
  const claim = own.find((p) => p.suspicion.rule === 'timer-waits');
  const value = claim?.suspicion.crowd?.starts[0].count ?? 0;
  if (!claim || value === 0) return [];
  const text = `≥ ${formatCount(value)} by the sum of waits`;
  return [{ way: 'waits', bound: 'least', value, dump: claim.suspicion.dump, at: 0n, text }];
}

/** Objects of which a library's pattern knows how many each instance has. */
function byObjects(facts: IncidentFacts, crowd: Crowd, lines: readonly FrameText[]): Count[] {
  const pattern = patternFor(
    facts.knowledge.patterns,
    crowd.starts.map((s) => s.function),
    crowd.stack,
  );
  if (!pattern?.objects) return [];
  const { of, each } = pattern.objects;
  const heap = lastHeap(facts);
  const type = heap ? sampleTypeIndex(heap.dump, 'inuse_objects') : -1;
  if (!heap || type < 0) return [];
  const value = Math.round(objectsAt(heap.dump, type, of, lines) / each);
  if (value === 0) return [];
  const text = `≈ ${formatCount(value)} by objects that each has ${each === 1 ? 'one' : formatCount(each)} of`;
  return [{ way: 'objects', bound: 'about', value, dump: heap.path, at: heap.dump.timeNanos, text }];
}

function lastHeap(facts: IncidentFacts): DumpFacts<Profile> | undefined {
  return profilesOf(facts, 'heap').at(-1);
}

/** Text heaps tell the memory of all stacks. */
function byStacks(facts: IncidentFacts): Count[] {
  return profilesOf(facts, 'heap', 'allocs').flatMap(({ dump, path }): Count[] => {
    const [bytes = 0] = dump.statistics?.get('Stack') ?? [];
    const value = Math.floor(bytes / LEAST_STACK);
    if (value === 0) return [];
    const text = `≤ ${formatCount(value)} by the memory of all stacks`;
    return [{ way: 'stacks', bound: 'most', value, dump: path, at: dump.timeNanos, text }];
  });
}

/** One sentence for people; '' where there is nothing to compare. */
export function countsText({ agree, differ, all }: Counts): string {
  if (all.length < 2) return '';
  if (differ > 0) return 'Independent counts differ: see them below.';
  return agree > 0 ? `${agree + 1} independent counts agree.` : '';
}
