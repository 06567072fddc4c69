// Do workers that were there all along wait for what nobody gives them: a lock, or a receiver?
//
// Waiting to receive, in a select or to sleep is how the idle wait. Waiting for a lock, or to send, is not, when it
// lasts: the one that should go on does not.

import { normaliseName } from '../../model/go-names.ts';
import type { GoroutineListing } from '../../model/goroutine-listing.ts';
import type { StackId, StringId } from '../../model/ids.ts';
import { stackText } from '../../model/symbols.ts';
import { GOROUTINE_WAITING, type Trace } from '../../model/trace.ts';
import { formatCount } from '../../model/units.ts';
import { siteKey } from '../blame/call-sites.ts';
import { placeOfStack } from '../blame/stack-place.ts';
import { type DumpFacts, type IncidentFacts, listingsOf, tracesOf } from '../facts.ts';
import { waitKindOf } from '../goroutines/wait-kinds.ts';
import { startOf } from '../goroutines/waits.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_STUCK_WORKERS, MIN_CROWD, MIN_STUCK_LOCK, MIN_STUCK_TRACE_NS } from '../thresholds.ts';
import type { Rule } from './rule.ts';

/** Goroutines of a listing that wait at one line. */
interface Waiting {
  readonly kind: 'lock' | 'send';
  readonly stack: StackId;
  count: number;
  stuck: number;
  minutes: number;
}

/** Listings leave out what waits; other dumps show it. */
const PRIMITIVE = { lock: 'sync.(*Mutex).Lock', send: 'runtime.chansend1' } as const;

/** Nobody who only looks twice can tell a lock that is slow to come from one that never does. */
const MOST_FOR_LOCKS = 0.8;
/** A full channel may be meant to hold its senders back. */
const MOST_FOR_SENDS = 0.6;

export const stuckWaits: Rule = {
  id: 'stuck-waits',
  look: (facts: IncidentFacts) => listingsOf(facts).flatMap((listing) => suspicionsOf(facts, listing)),
};

function suspicionsOf(facts: IncidentFacts, listing: DumpFacts<GoroutineListing>): Suspicion[] {
  const waitedThrough = waitingAllThrough(tracesOf(facts));
  const groups = waitingAt(listing, waitedThrough).filter(isStuck);
  return groups.map((group) => suspicion(listing, group, weigh(group, groups)));
}

/** The numbers of goroutines that did nothing but wait in every trace that is long enough to tell. */
function waitingAllThrough(traces: readonly DumpFacts<Trace>[]): ReadonlySet<number> {
  const telling = traces.filter(({ dump }) => dump.activity && dump.durationNs >= MIN_STUCK_TRACE_NS);
  const [first, ...others] = telling.map(({ dump }) => idle(dump));
  return new Set([...(first ?? [])].filter((id) => others.every((ids) => ids.has(id))));
}

function idle({ activity, goroutines }: Trace): Set<number> {
  const ids = new Set<number>();
  if (!activity) return ids;
  const { id, state, since } = activity.states;
  for (let g = 0; g < goroutines.length; g++)
    if (state[g] === GOROUTINE_WAITING && since[g] <= 0) ids.add(id[g]);
  return ids;
}

function waitingAt(
  { dump, owners }: DumpFacts<GoroutineListing>,
  waitedThrough: ReadonlySet<number>,
): Waiting[] {
  const groups = new Map<string, Waiting>();
  const { goroutines } = dump;
  for (let g = 0; g < goroutines.length; g++) {
    const stack = goroutines.stack[g] as StackId;
    const kind = kindOf(dump, g);
    if (kind === undefined) continue;
    const place = placeOfStack({ dump, owners }, stack);
    if (place.at !== 'site') continue;
    const key = `${kind} ${siteKey(place.site)}`;
    const group = groups.get(key) ?? { kind, stack, count: 0, stuck: 0, minutes: 0 };
    groups.set(key, group);
    group.count++;
    group.minutes = Math.max(group.minutes, goroutines.waitMinutes[g]);
    if (goroutines.waitMinutes[g] > 0 || waitedThrough.has(goroutines.id[g])) group.stuck++;
  }
  return [...groups.values()];
}

/** Older listings say `semacquire` of a lock: its stack tells. */
function kindOf({ goroutines, symbols }: GoroutineListing, g: number): Waiting['kind'] | undefined {
  const state = symbols.strings.get(goroutines.state[g] as StringId);
  if (state.startsWith('chan send')) return 'send';
  if (!/Lock$|^semacquire$/.test(state)) return undefined;
  const functions = stackText(symbols, goroutines.stack[g] as StackId).map((f) => normaliseName(f.function));
  return waitKindOf(functions)?.id === 'lock' ? 'lock' : undefined;
}

/** All of them are, and they are workers: a crowd that piles up is another finding. */
function isStuck({ kind, count, stuck }: Waiting): boolean {
  return stuck === count && count < MIN_CROWD && count >= (kind === 'lock' ? MIN_STUCK_LOCK : 1);
}

/**
 * Of stages that all wait to send, the last holds up the others, and fewest run the last: work is handed on to be put
 * together. So all count for each of them, and the smallest comes first.
 */
function weigh(group: Waiting, all: readonly Waiting[]): number {
  const alike = all.filter(({ kind }) => kind === group.kind);
  const stuck = alike.reduce((n, { count }) => n + count, 0);
  const most = group.kind === 'lock' ? MOST_FOR_LOCKS : MOST_FOR_SENDS;
  const share = group.kind === 'lock' ? 1 : 1 - (0.2 * group.count) / stuck;
  return (most * share * stuck) / (stuck + HALF_SURE_STUCK_WORKERS);
}

function suspicion(
  listing: DumpFacts<GoroutineListing>,
  { kind, stack, count, minutes }: Waiting,
  weight: number,
): Suspicion {
  const frames = stackText(listing.dump.symbols, stack);
  const what = kind === 'lock' ? 'for a lock' : 'to send';
  const since = minutes > 0 ? `for up to ${formatCount(minutes)} minutes` : 'as through all of the trace';
  const who =
    count === 1
      ? 'the one goroutine at this line waits'
      : `all ${formatCount(count)} goroutines at this line wait`;
  return {
    rule: stuckWaits.id,
    kind: 'blocked',
    weight,
    dump: listing.path,
    place: placeOfStack(listing, stack),
    evidence: { text: `${who} ${what}, ${since}`, value: count, unit: 'goroutines' },
    crowd: {
      ...NO_BIRTHS,
      starts: [{ function: startOf(frames), count }],
      stack: [PRIMITIVE[kind], ...frames.map((f) => f.function)],
      waitMinutes: minutes,
    },
    doubt: 'Less sure: this is where they wait; who should go on, and does not, is in no dump.',
  };
}
