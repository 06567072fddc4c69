// When has a service grown so much, or so steadily, that its dumps should be taken?

import type { Inflate } from '../bytes/decode-context.ts';
import { type Reading, robustSlope, steadiness } from '../model/robust-slope.ts';
import { formatCount, formatValue } from '../model/units.ts';
import type { CaptureLimits } from './endpoints.ts';
import { endsEverything, type LiveFault } from './faults.ts';
import type { Size } from './manifest.ts';
import { readIndex } from './open-service.ts';
import { glanceAtPacked } from './profile-glance.ts';
import type { LiveSession } from './session.ts';
import { take } from './take.ts';

/** Each is off when it is undefined. Slopes are per second. */
export interface Triggers {
  readonly goroutines?: number;
  readonly heapBytes?: number;
  readonly goroutinesPerSecond?: number;
  readonly heapBytesPerSecond?: number;
}

export interface WatchRequest {
  readonly base: string;
  readonly everyMs: number;
  /** Ends by itself then; Infinity: never. */
  readonly forMs: number;
  readonly triggers: Triggers;
  readonly limits: CaptureLimits;
  /** Aborted when the dumps shall be taken at once, whatever was passed. */
  readonly takeNow?: AbortSignal;
  readonly signal?: AbortSignal;
}

export interface WatchState {
  /** The newest last; at most `MOST_SIZES`. */
  readonly sizes: readonly Size[];
  readonly goroutinesPerSecond: number | null;
  readonly heapBytesPerSecond: number | null;
  /** Why the last look failed; null when it did not. */
  readonly fault: LiveFault | null;
}

export type WatchEnd =
  /** `reason` says what passed what. */
  | { readonly kind: 'triggered'; readonly reason: string }
  | { readonly kind: 'over' | 'cancelled' }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

/** What the picture shows. */
export const MOST_SIZES = 120;
/** A slope is told from so many of the newest looks, and never from fewer than the least. */
const SLOPE_SIZES = 24;
const LEAST_FOR_SLOPE = 6;
/** Of all pairs of looks, nearly all must rise: a service that breathes does not trigger. */
const LEAST_STEADINESS = 0.6;
/** A look that fails is tried again; a service that restarts is back within a minute. */
const MOST_FAILURES = 3;
const MOST_FAILING_MS = 60_000;
const ASKED_FOR = 'asked for while it was watched';

/** Looks at the service again and again, until something is passed. */
export async function watch(
  session: LiveSession,
  inflate: Inflate,
  request: WatchRequest,
  onState: (state: WatchState) => void,
): Promise<WatchEnd> {
  const { everyMs, forMs, triggers, signal, takeNow } = request;
  const woken = AbortSignal.any([signal, takeNow].filter((s) => s !== undefined));
  const began = session.clock.now();
  let sizes: Size[] = [];
  let failures = 0;
  let answered = began;
  for (let tick = 0; ; tick++) {
    const look = await lookOnce(session, inflate, request);
    if (signal?.aborted) return { kind: 'cancelled' };
    failures = look.kind === 'fault' ? failures + 1 : 0;
    if (look.kind === 'size') {
      sizes = [...sizes, look.size].slice(-MOST_SIZES);
      answered = look.size.at;
    }
    const state = stateOf(sizes, look.kind === 'fault' ? look.fault : null);
    onState(state);
    if (look.kind === 'fault' && isOver(look.fault, failures, sizes.length, session.clock.now() - answered))
      return look;
    const reason = takeNow?.aborted ? ASKED_FOR : look.kind === 'size' ? passed(state, triggers) : null;
    if (reason !== null) return { kind: 'triggered', reason };
    const next = began + (tick + 1) * everyMs;
    if (next - began > forMs) return { kind: 'over' };
    await session.clock.sleep(Math.max(0, next - session.clock.now()), woken);
    if (signal?.aborted) return { kind: 'cancelled' };
    if (takeNow?.aborted) return { kind: 'triggered', reason: ASKED_FOR };
  }
}

/** Whoever never answered is given up sooner than who did. */
function isOver(fault: LiveFault, failures: number, looks: number, failingMs: number): boolean {
  if (fault.kind === 'unauthorized') return true;
  if (looks === 0) return failures >= MOST_FAILURES || endsEverything(fault);
  return failures >= MOST_FAILURES && failingMs >= MOST_FAILING_MS;
}

type Look =
  | { readonly kind: 'size'; readonly size: Size }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

/** The index tells the goroutines for nothing; the heap profile is read, as no cheaper page tells live bytes. */
async function lookOnce(session: LiveSession, inflate: Inflate, request: WatchRequest): Promise<Look> {
  const at = session.clock.now();
  const { triggers } = request;
  const goroutines = await countGoroutines(session, inflate, request);
  if (
    typeof goroutines === 'object' &&
    isNeeded(goroutines, triggers.goroutines, triggers.goroutinesPerSecond)
  )
    return { kind: 'fault', fault: goroutines };
  const heap = await totalOf('heap', 'inuse_space', session, inflate, request);
  if (typeof heap === 'object' && isNeeded(heap, triggers.heapBytes, triggers.heapBytesPerSecond))
    return { kind: 'fault', fault: heap };
  const known = (value: number | LiveFault): number | null => (typeof value === 'number' ? value : null);
  return { kind: 'size', size: { at, goroutines: known(goroutines), heapBytes: known(heap) } };
}

/** What is watched for and cannot be seen is a fault: silence would look like no growth. */
function isNeeded(fault: LiveFault, ...triggers: readonly (number | undefined)[]): boolean {
  return endsEverything(fault) || triggers.some((trigger) => trigger !== undefined);
}

/** By the index; a service without one tells it by the profile. */
async function countGoroutines(
  session: LiveSession,
  inflate: Inflate,
  request: WatchRequest,
): Promise<number | LiveFault> {
  const index = await readIndex(session, request);
  const count = index.kind === 'index' ? index.index.get('goroutine') : undefined;
  if (count !== undefined) return count;
  if (index.kind === 'fault' && index.fault.kind !== 'absent' && index.fault.kind !== 'not-a-dump')
    return index.fault;
  const total = await totalOf('goroutine', 'goroutine', session, inflate, request);
  return typeof total === 'object' && index.kind === 'fault' ? index.fault : total;
}

/** The sum of one type of a profile's samples. */
async function totalOf(
  path: string,
  type: string,
  session: LiveSession,
  inflate: Inflate,
  request: WatchRequest,
): Promise<number | LiveFault> {
  const endpoint = { name: path, path, form: 'pprof' as const, seconds: 0, leastSeconds: 0 };
  const taken = await take(session, endpoint, request);
  if (taken.kind === 'fault') return taken.fault;
  const total = glanceAtPacked(taken.bytes, inflate)?.totals.get(type);
  if (total !== undefined) return total;
  const text = `the ${path} profile does not tell ${type}`;
  return { kind: 'damaged', text, advice: 'Take one by hand and look whether it can be read.' };
}

function stateOf(sizes: readonly Size[], fault: LiveFault | null): WatchState {
  return {
    ...{ sizes, fault },
    goroutinesPerSecond: slopeOf(readings(sizes, (s) => s.goroutines)),
    heapBytesPerSecond: slopeOf(readings(sizes, (s) => s.heapBytes)),
  };
}

function readings(sizes: readonly Size[], value: (size: Size) => number | null): Reading[] {
  return sizes.slice(-SLOPE_SIZES).flatMap((size) => {
    const v = value(size);
    return v === null ? [] : [{ time: size.at / 1000, value: v }];
  });
}

/** Null with too few looks to tell. */
function slopeOf(all: readonly Reading[]): number | null {
  if (all.length < LEAST_FOR_SLOPE) return null;
  return steadiness(all) < LEAST_STEADINESS ? Math.min(0, robustSlope(all) ?? 0) : robustSlope(all);
}

/** What passed which trigger, in words; null when nothing did. */
export function passed(state: WatchState, triggers: Triggers): string | null {
  const now = state.sizes[state.sizes.length - 1];
  const checks: readonly (readonly [number | null | undefined, number | undefined, (v: number) => string])[] =
    [
      [now?.goroutines, triggers.goroutines, (v) => `${formatCount(v)} goroutines`],
      [now?.heapBytes, triggers.heapBytes, (v) => `a heap of ${formatValue(v, 'bytes')}`],
      [state.goroutinesPerSecond, triggers.goroutinesPerSecond, (v) => `${perSecond(v)} goroutines a second`],
      [state.heapBytesPerSecond, triggers.heapBytesPerSecond, (v) => `${formatValue(v, 'bytes')} a second`],
    ];
  for (const [value, limit, words] of checks)
    if (value !== null && value !== undefined && limit !== undefined && value >= limit)
      return `${words(value)}, past the ${words(limit)} that were watched for`;
  return null;
}

function perSecond(v: number): string {
  return v >= 10 ? formatCount(v) : v.toFixed(1);
}
