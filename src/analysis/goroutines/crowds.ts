// How many goroutines does a snapshot show at each place, and what made them?

import type { GoroutineListing } from '../../model/goroutine-listing.ts';
import { type FrameId, NONE, type StackId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { frameText, stackText } from '../../model/symbols.ts';
import type { OwnStack } from '../blame/blame.ts';
import { callSites, firstPartyPath, isFirstParty, ownStack, siteKey } from '../blame/call-sites.ts';
import { placeOfStack } from '../blame/stack-place.ts';
import type { DumpFacts, IncidentFacts } from '../facts.ts';
import type { Place } from '../suspicion.ts';
import { totalOf } from '../totals/site-values.ts';
import { startOf } from './waits.ts';

/** A dump that shows all goroutines of one moment. */
export type SnapshotFacts = DumpFacts<Profile> | DumpFacts<GoroutineListing>;

/** The goroutines whose stacks have one call site, or, without one, run one function. */
export interface Crowded {
  /** The function that the goroutines run. */
  readonly start: string;
  /** The functions of the stack that most of them have, leaf first. */
  readonly functions: readonly string[];
  readonly count: number;
  /** Where they were created, if the dump tells, else where they are. */
  readonly place: Place;
  /** Where they are: the line of ours nearest the leaf, else the library. */
  readonly own: Place;
  /** The dump tells that a line of ours created them. */
  readonly createdBy: boolean;
  /** What most of them run. */
  readonly runs: OwnStack;
  /** State of one of them (`chan receive`), and whole minutes that the longest has been in it; listings only. */
  readonly state: string;
  readonly waitMinutes: number;
  /** How many of them are locked to a thread; listings only. */
  readonly locked: number;
}

/** The snapshots of an incident: goroutine profiles and listings. */
export function snapshotDumps(facts: IncidentFacts): SnapshotFacts[] {
  return facts.dumps.filter((d): d is SnapshotFacts =>
    d.dump.kind === 'profile' ? isWholeCount(d.dump) : d.dump.kind === 'goroutines',
  );
}

/** One taken with `seconds=` is a difference, not a count. */
function isWholeCount({ profileKind, durationNanos }: Profile): boolean {
  return profileKind === 'goroutine' && durationNanos === 0;
}

/** Goroutines in a snapshot, those without a stack included. */
export function goroutinesIn({ dump }: SnapshotFacts): number {
  return dump.kind === 'profile' ? totalOf(dump, 0) : dump.goroutines.length;
}

/** Goroutines that have one stack and one creator. */
interface Row {
  readonly stack: StackId;
  readonly count: number;
  readonly createdBy: FrameId | -1;
  /** Stack of the creator, or -1. */
  readonly creatorStack: StackId | -1;
  readonly state: string;
  readonly waitMinutes: number;
  readonly locked: number;
}

const known = new WeakMap<object, readonly Crowded[]>();

/** The crowds of a snapshot, largest first. Several rules ask: the answer is kept with the dump. */
export function crowdsOf(facts: SnapshotFacts): readonly Crowded[] {
  let crowds = known.get(facts.dump);
  if (!crowds) {
    const rows = facts.dump.kind === 'profile' ? profileRows(facts.dump) : listingRows(facts.dump);
    crowds = groupRows(facts, rows);
    known.set(facts.dump, crowds);
  }
  return crowds;
}

function profileRows({ sampleCount, values }: Profile): Row[] {
  const unknown = { createdBy: NONE, creatorStack: NONE, state: '', waitMinutes: 0, locked: 0 } as const;
  return Array.from({ length: sampleCount }, (_, i) => ({
    stack: i as StackId,
    count: values[0].value[i],
    ...unknown,
  }));
}

function listingRows({ goroutines, symbols }: GoroutineListing): Row[] {
  return Array.from({ length: goroutines.length }, (_, g) => {
    const creator = goroutines.creator[g];
    return {
      stack: goroutines.stack[g] as StackId,
      count: 1,
      createdBy: goroutines.createdBy[g] as FrameId,
      creatorStack: (creator === NONE ? NONE : goroutines.stack[creator]) as StackId,
      state: symbols.strings.get(goroutines.state[g] as never),
      waitMinutes: goroutines.waitMinutes[g],
      locked: goroutines.lockedToThread[g],
    };
  });
}

interface Draft {
  count: number;
  most: number;
  row: Row;
  waitMinutes: number;
  locked: number;
}

function groupRows(facts: SnapshotFacts, rows: readonly Row[]): Crowded[] {
  const sites = callSites(facts.dump.symbols, facts.owners);
  const starts = new Map<StackId, string>();
  const drafts = new Map<string, Draft>();
  for (const row of rows) {
    const start = startOfStack(facts, starts, row.stack);
    if (start === '') continue;
    const site = sites[row.stack];
    const key = `${row.createdBy} ${site === NONE ? start : siteKey(frameText(facts.dump.symbols, site as FrameId))}`;
    const draft = drafts.get(key);
    if (!draft) {
      drafts.set(key, {
        count: row.count,
        most: row.count,
        row,
        waitMinutes: row.waitMinutes,
        locked: row.locked,
      });
      continue;
    }
    draft.count += row.count;
    draft.locked += row.locked;
    draft.waitMinutes = Math.max(draft.waitMinutes, row.waitMinutes);
    if (row.count > draft.most) [draft.most, draft.row] = [row.count, row];
  }
  return [...drafts.values()].map((d) => finish(facts, d)).sort((a, b) => b.count - a.count);
}

function startOfStack(facts: SnapshotFacts, starts: Map<StackId, string>, stack: StackId): string {
  let start = starts.get(stack);
  if (start === undefined) {
    const frames = stackText(facts.dump.symbols, stack);
    start = frames.length === 0 ? '' : startOf(frames);
    starts.set(stack, start);
  }
  return start;
}

function finish(facts: SnapshotFacts, { row, count, waitMinutes, locked }: Draft): Crowded {
  const frames = stackText(facts.dump.symbols, row.stack);
  return {
    start: startOf(frames),
    functions: [...primitiveOf(row.state), ...frames.map((f) => f.function)],
    count,
    place: placeOf(facts, row),
    state: row.state,
    waitMinutes,
    locked,
    own: placeOfStack(facts, row.stack),
    createdBy: row.createdBy !== NONE && isFirstParty(facts.dump.symbols, facts.owners, row.createdBy),
    runs: ownOf(facts, row),
  };
}

/**
 * The line of ours that created them, else the one that they are in, else the library that did or that they are in.
 * The creator's own stack has moved on since: it tells the callers only where it still holds the creating function.
 */
function placeOf({ dump, owners }: SnapshotFacts, row: Row): Place {
  const { symbols } = dump;
  if (row.createdBy !== NONE && isFirstParty(symbols, owners, row.createdBy)) {
    const site = frameText(symbols, row.createdBy);
    const above = row.creatorStack === NONE ? [] : firstPartyPath(symbols, owners, row.creatorStack);
    const at = above.findIndex((f) => f.function === site.function);
    const callers = at < 0 ? [] : above.slice(at + 1);
    return { at: 'site', site, callers, own: ownOf({ dump, owners }, row) };
  }
  const own = placeOfStack({ dump, owners }, row.stack);
  if (own.at === 'site' || row.createdBy === NONE) return own;
  return { ...own, creator: frameText(symbols, row.createdBy).function };
}

function ownOf({ dump, owners }: Pick<SnapshotFacts, 'dump' | 'owners'>, row: Row): OwnStack {
  const own = ownStack(dump.symbols, owners, row.stack);
  return { ...own, below: [...primitiveOf(row.state), ...own.below] };
}

/** Listings leave out the frames of package runtime; the state tells them. */
const PRIMITIVES: readonly (readonly [state: RegExp, function: string])[] = [
  [/nil chan|no cases/, 'runtime.block'],
  [/^chan send/, 'runtime.chansend1'],
  [/^chan receive/, 'runtime.chanrecv1'],
  [/^select/, 'runtime.selectgo'],
  [/^sleep/, 'time.Sleep'],
  [/^IO wait/, 'internal/poll.runtime_pollWait'],
];

function primitiveOf(state: string): string[] {
  const found = PRIMITIVES.find(([on]) => on.test(state));
  return found ? [found[1]] : [];
}
