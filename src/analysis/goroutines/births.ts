// Which goroutines were born where, and do they ever end?
//
//   handle:60 → Client.Do → go dialConnFor → dialConn → go readLoop
//   └ first-party            └ goroutine 1               └ goroutine 2
//
// The creation stack of goroutine 2 begins in goroutine 1 and has no line of ours: its creator's creation stack has.

import { type FrameId, type FunctionId, NONE, type StackId, type StringId } from '../../model/ids.ts';
import { type FrameText, frameText, functionName, stackText } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';
import type { OwnStack } from '../blame/blame.ts';
import { callSites, firstPartyPath, ownStack, siteKey } from '../blame/call-sites.ts';
import type { DumpFacts } from '../facts.ts';
import { MIN_STUCK, MIN_STUCK_SHARE } from '../thresholds.ts';

/** Twice as old as nine in ten of those that ended: a goroutine that lives on. */
const LONG_LIFE = 2;
/** Where none ended, a share of the window makes an age. */
const LEAST_AGE = 0.1;
/** Of the goroutines of one caller, the share that stays: most, where another caller's end. */
const MOSTLY = 0.5;
/** Callers of callers that are told apart: further up, a difference is that of the request. */
const MAX_STEPS = 3;
/** Creators of creators that are asked for a first-party line: libraries rarely go deeper. */
const MAX_CREATORS = 6;

/** The goroutines that one first-party line (or, without one, one library function) gave birth to. */
export interface BirthGroup {
  /** The call site, or null when no creation stack of the group has a first-party frame. */
  readonly site: FrameText | null;
  /** First-party frames above the site, nearest first, of the commonest stack that leads to it. */
  readonly callers: readonly FrameText[];
  /** The line that starts them for several callers, when only those of this site stay; else null. */
  readonly starter: FrameText | null;
  /** What those that stay run, where the trace shows it. */
  readonly own: OwnStack | undefined;
  /** The function whose `go` statement ran: leaf of the commonest creation stack. */
  readonly creator: string;
  /** The commonest creation stack, leaf first, followed by those of its creators up to the site. */
  readonly stack: readonly FrameText[];
  readonly born: number;
  readonly ended: number;
  /** Born so long before the end of the window that their like would have ended, and how many of them have not. */
  readonly old: number;
  readonly stuck: number;
  /** Goroutines of the same start functions that were there before the trace and ended in it: what a steady service has. */
  readonly endedBefore: number;
  /** From the birth of the first tenth of the stuck to that of the last, as a share of the window: 0 for one burst. */
  readonly spread: number;
  /** Start functions with their births, most first. */
  readonly starts: readonly { readonly function: string; readonly born: number }[];
  /** How often the line ran: births of the commonest creation stack and start function together. */
  readonly calls: number;
  /** Rows of the trace's goroutines. */
  readonly members: Int32Array;
}

interface Draft {
  readonly members: number[];
  readonly byStackAndStart: Map<string, Pair>;
  /** First-party frames between the line that starts them and the site. */
  readonly depth: number;
}

/** Goroutines of one creation stack and one start function; `member` is one of them. */
interface Pair {
  readonly member: number;
  /** Itself or its creator whose stack has the site, or -1. */
  readonly leading: number;
  readonly start: number;
  count: number;
}

const known = new WeakMap<Trace, readonly BirthGroup[]>();

/** The birth groups of a trace, most births first. Several rules ask: the answer is kept with the trace. */
export function birthGroups(facts: DumpFacts<Trace>): readonly BirthGroup[] {
  let groups = known.get(facts.dump);
  if (!groups) {
    const drafts = [...draftsBySite(facts).values()].flatMap((d) => byHealth(facts, d));
    groups = drafts.map((d) => finish(facts, d)).sort((a, b) => b.born - a.born);
    known.set(facts.dump, groups);
  }
  return groups;
}

function draftsBySite(facts: DumpFacts<Trace>): Map<string, Draft> {
  const { goroutines, symbols } = facts.dump;
  const keyOfStack = stackKeys(facts);
  const drafts = new Map<string, Draft>();
  for (let g = 0; g < goroutines.length; g++) {
    const stack = goroutines.creationStack[g];
    if (goroutines.bornAt[g] < 0 || stack === NONE) continue;
    const start = goroutines.startFunction[g];
    const leading = leadingGoroutine(facts.dump, keyOfStack, g);
    const ofStart = start === NONE ? '' : functionName(symbols, start as FunctionId);
    const key = leading === NONE ? ofStart : keyOfStack[goroutines.creationStack[leading]];
    let draft = drafts.get(key);
    if (!draft) drafts.set(key, (draft = newDraft(0)));
    addMember(facts.dump, draft, g, leading);
  }
  return drafts;
}

function newDraft(depth: number): Draft {
  return { members: [], byStackAndStart: new Map(), depth };
}

function addMember({ goroutines }: Trace, draft: Draft, g: number, leading: number): void {
  const start = goroutines.startFunction[g];
  const pair = `${goroutines.creationStack[g]} ${start}`;
  const seen = draft.byStackAndStart.get(pair);
  draft.members.push(g);
  if (seen) seen.count++;
  else draft.byStackAndStart.set(pair, { member: g, leading, start, count: 1 });
}

/**
 * A line that starts goroutines for many callers is not to be changed when those of all callers but some end: what
 * stays is told apart by the caller.
 */
function byHealth(facts: DumpFacts<Trace>, draft: Draft): Draft[] {
  const byCaller = draftsByCaller(facts, draft);
  if (byCaller.size < 2) {
    const [[caller, only]] = [...byCaller];
    const deeper = caller === '' || only.depth >= MAX_STEPS ? [] : byHealth(facts, only);
    return deeper.length > 1 ? deeper : [draft];
  }
  const lives = [...byCaller].map(([caller, d]) => ({ caller, d, ...lifeCounts(facts.dump, d.members) }));
  const isSick = (l: (typeof lives)[number]) =>
    l.caller !== '' && l.stuck >= MIN_STUCK && l.stuck >= l.old * MOSTLY;
  const isWell = (l: (typeof lives)[number]) => l.old >= MIN_STUCK && l.stuck < l.old * MIN_STUCK_SHARE;
  const sick = lives.filter(isSick);
  if (sick.length === 0 || !lives.some(isWell)) return [draft];
  const rest = newDraft(draft.depth);
  for (const { d } of lives.filter((l) => !isSick(l)))
    for (const g of d.members) addMember(facts.dump, rest, g, leadingOf(facts, g));
  return [...sick.flatMap(({ d }) => (d.depth < MAX_STEPS ? byHealth(facts, d) : [d])), rest];
}

/** By the next first-party line above the site; those that have none have the key ''. */
function draftsByCaller(facts: DumpFacts<Trace>, draft: Draft): Map<string, Draft> {
  const { goroutines, symbols } = facts.dump;
  const depth = draft.depth + 1;
  const callers = new Map<number, string>();
  const drafts = new Map<string, Draft>();
  for (const g of draft.members) {
    const leading = leadingOf(facts, g);
    const stack = leading === NONE ? NONE : goroutines.creationStack[leading];
    let caller = callers.get(stack);
    if (caller === undefined) {
      const frame =
        stack === NONE ? undefined : firstPartyPath(symbols, facts.owners, stack as StackId)[depth];
      callers.set(stack, (caller = frame ? siteKey(frame) : ''));
    }
    let part = drafts.get(caller);
    if (!part) drafts.set(caller, (part = newDraft(depth)));
    addMember(facts.dump, part, g, leading);
  }
  return drafts;
}

/** The goroutine itself, or the nearest of its creators, whose creation stack has a first-party line; else -1. */
function leadingGoroutine({ goroutines }: Trace, keyOfStack: readonly string[], member: number): number {
  let g = member;
  for (let steps = 0; steps <= MAX_CREATORS && g !== NONE; steps++) {
    const stack = goroutines.creationStack[g];
    if (stack === NONE) return NONE;
    if (keyOfStack[stack] !== '') return g;
    g = goroutines.creator[g];
  }
  return NONE;
}

function leadingOf(facts: DumpFacts<Trace>, member: number): number {
  return leadingGoroutine(facts.dump, stackKeys(facts), member);
}

const knownKeys = new WeakMap<Trace, readonly string[]>();

/** Per stack the key of its call site, or '' when it has none. */
function stackKeys({ dump, owners }: DumpFacts<Trace>): readonly string[] {
  let keys = knownKeys.get(dump);
  if (!keys) {
    keys = Array.from(callSites(dump.symbols, owners), (frame) =>
      frame === NONE ? '' : siteKey(frameText(dump.symbols, frame as FrameId)),
    );
    knownKeys.set(dump, keys);
  }
  return keys;
}

/** A goroutine and its creators up to `leading`, or as far as they are asked. */
function creatorsOf({ goroutines }: Trace, member: number, leading: number): number[] {
  const chain = [member];
  while (chain.length <= MAX_CREATORS && chain[chain.length - 1] !== leading) {
    const creator = goroutines.creator[chain[chain.length - 1]];
    if (creator === NONE || goroutines.creationStack[creator] === NONE) break;
    chain.push(creator);
  }
  return chain;
}

function finish(facts: DumpFacts<Trace>, draft: Draft): BirthGroup {
  const { dump: trace, owners } = facts;
  const pairs = [...draft.byStackAndStart.values()].sort((a, b) => b.count - a.count);
  const stacks = creatorsOf(trace, pairs[0].member, pairs[0].leading).map(
    (g) => trace.goroutines.creationStack[g] as StackId,
  );
  const stack = stacks.flatMap((s) => stackText(trace.symbols, s));
  const path = firstPartyPath(trace.symbols, owners, stacks[stacks.length - 1]);
  const { depth } = draft;
  return {
    site: path[depth] ?? null,
    callers: path.slice(depth + 1),
    starter: depth > 0 ? path[0] : null,
    own: ownStackOfStuck(facts, draft.members),
    creator: stack[0]?.function ?? '',
    stack,
    starts: startCounts(trace, pairs),
    calls: pairs[0].count,
    members: Int32Array.from(draft.members),
    endedBefore: endedBefore(trace, new Set(pairs.map((p) => p.start))),
    ...lifeCounts(trace, draft.members),
  };
}

function startCounts(trace: Trace, pairs: readonly { start: number; count: number }[]) {
  const counts = new Map<string, number>();
  for (const { start, count } of pairs) {
    const name = start === NONE ? '(unknown)' : functionName(trace.symbols, start as FunctionId);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([fn, born]) => ({ function: fn, born })).sort((a, b) => b.born - a.born);
}

function endedBefore({ goroutines }: Trace, starts: ReadonlySet<number>): number {
  let ended = 0;
  for (let g = 0; g < goroutines.length; g++)
    if (goroutines.bornAt[g] < 0 && goroutines.endedAt[g] >= 0 && starts.has(goroutines.startFunction[g]))
      ended++;
  return ended;
}

function lifeCounts(trace: Trace, members: readonly number[]) {
  const { bornAt, endedAt } = trace.goroutines;
  const longAge = longAges(trace, members);
  const old = members.filter((g) => trace.durationNs - bornAt[g] > longAge(g));
  const stuck = old.filter((g) => endedAt[g] < 0);
  const births = stuck.map((g) => bornAt[g]);
  return {
    born: members.length,
    ended: members.filter((g) => endedAt[g] >= 0).length,
    old: old.length,
    stuck: stuck.length,
    spread: (percentile(births, 0.9) - percentile(births, 0.1)) / Math.max(1, trace.durationNs),
  };
}

/** Per goroutine the age beyond which its like, those with its start function, have ended. */
function longAges({ goroutines, durationNs }: Trace, members: readonly number[]): (g: number) => number {
  const lives = new Map<number, number[]>();
  for (const g of members) {
    if (goroutines.endedAt[g] < 0) continue;
    const start = goroutines.startFunction[g];
    const known = lives.get(start);
    if (known) known.push(goroutines.endedAt[g] - goroutines.bornAt[g]);
    else lives.set(start, [goroutines.endedAt[g] - goroutines.bornAt[g]]);
  }
  const ages = new Map([...lives].map(([start, all]) => [start, LONG_LIFE * percentile(all, 0.9)]));
  return (g) => Math.max(durationNs * LEAST_AGE, ages.get(goroutines.startFunction[g]) ?? 0);
}

/** The value that a share of all do not pass; 0 of none. */
function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? 0 : sorted[Math.floor((sorted.length - 1) * share)];
}

/** The commonest stack at which those wait that have not ended. */
function ownStackOfStuck(
  { dump, owners }: DumpFacts<Trace>,
  members: readonly number[],
): OwnStack | undefined {
  if (!dump.activity) return undefined;
  const { waitStack } = dump.activity.states;
  const counts = new Map<number, number>();
  for (const g of members)
    if (dump.goroutines.endedAt[g] < 0 && waitStack[g] !== NONE)
      counts.set(waitStack[g], (counts.get(waitStack[g]) ?? 0) + 1);
  const [commonest] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!commonest) return undefined;
  const own = ownStack(dump.symbols, owners, commonest[0] as StackId);
  const one = members.find((g) => waitStack[g] === commonest[0]) ?? NONE;
  return isForEver(dump, one) ? { ...own, below: ['runtime.block', ...own.below] } : own;
}

/** On a nil channel, or in an empty select: the trace tells it by the reason alone. */
function isForEver({ activity, symbols }: Trace, g: number): boolean {
  const reason = activity?.states.waitReason[g] ?? NONE;
  return reason !== NONE && symbols.strings.get(reason as StringId) === 'forever';
}

/** Goroutines born in all, whatever their stack. */
export function bornInAll(trace: Trace): number {
  let born = 0;
  for (let g = 0; g < trace.goroutines.length; g++) if (trace.goroutines.bornAt[g] >= 0) born++;
  return born;
}
