// What is there to take from a service, in which order, and into files of which names?
//
// The order disturbs least: counters first, then what stops the service for moments, then what makes it record,
// and last what makes it collect garbage.

import type { HttpLimits } from '../outside/http.ts';
import { compactTime } from './clock.ts';
import type { IndexPage } from './index-page.ts';

export interface Endpoint {
  /** Begins the file's name; `heap-gc` for `heap?gc=1`. */
  readonly name: string;
  /** Below the base, without the seconds. */
  readonly path: string;
  readonly form: 'pprof' | 'listing' | 'trace';
  /** How long the service records; 0 for a snapshot. */
  readonly seconds: number;
  /** The least that is worth recording, where the server allows no more. */
  readonly leastSeconds: number;
}

/** Set to 0 to leave out. */
export interface RecordSeconds {
  readonly cpu: number;
  readonly trace: number;
}

/** What to take in the first round, in those between, and in the last. */
export interface Rounds {
  readonly first: readonly Endpoint[];
  readonly between: readonly Endpoint[];
  readonly last: readonly Endpoint[];
  /** What the index offers and is left alone, and why. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** Listing this many goroutines with their stacks stops a service for about a second. */
const MOST_LISTED_GOROUTINES = 50_000;
/** Profiles of the program's own; more are rarely a help. */
const MOST_OWN = 20;
const LONGEST_OWN = 60;

const snapshot = (name: string, path = name): Endpoint => ({
  name,
  path,
  form: 'pprof',
  seconds: 0,
  leastSeconds: 0,
});
const GOROUTINE = snapshot('goroutine');
const HEAP = snapshot('heap');
const LOCKS = [snapshot('mutex'), snapshot('block')];
const LISTING: Endpoint = { ...snapshot('goroutine-debug2', 'goroutine?debug=2'), form: 'listing' };
const HEAP_GC = snapshot('heap-gc', 'heap?gc=1');
const LEAK = snapshot('goroutineleak');

/** Names that the index lists beside the profiles, or that are taken above. */
const KNOWN: ReadonlySet<string> = new Set(
  'allocs block cmdline goroutine goroutineleak heap mutex profile symbol threadcreate trace'.split(' '),
);

/**
 * The rounds for what `index` offers (undefined: no index could be read, so that everything common is tried).
 * `all` takes the listing of however many goroutines.
 */
export function planRounds(index: IndexPage | undefined, record: RecordSeconds, all: boolean): Rounds {
  const offered = (e: Endpoint) => index === undefined || index.has(e.path.split('?')[0]);
  const goroutines = index?.get('goroutine') ?? 0;
  const tooMany = !all && isTooLongAListing(goroutines);
  const own = [...(index?.keys() ?? [])].filter((name) => !KNOWN.has(name));
  const most = all ? own.length : MOST_OWN;
  const recordings: readonly Endpoint[] = [
    { name: 'trace', path: 'trace', form: 'trace', seconds: record.trace, leastSeconds: 0.25 },
    { name: 'cpu', path: 'profile', form: 'pprof', seconds: record.cpu, leastSeconds: 1 },
  ];
  return {
    first: [
      ...[GOROUTINE, HEAP, snapshot('allocs'), snapshot('threadcreate'), ...LOCKS].filter(offered),
      ...ownEndpoints(own.slice(0, most)),
      ...(tooMany ? [] : [LISTING].filter(offered)),
      // Before Go 1.11 the index named neither.
      ...recordings.filter((e) => e.seconds > 0),
    ],
    between: [GOROUTINE, HEAP].filter(offered),
    last: [GOROUTINE, HEAP, ...LOCKS, LEAK, HEAP_GC].filter(offered),
    leftOut: [
      ...(tooMany ? [{ name: LISTING.name, why: whyLeftOut(goroutines) }] : []),
      ...own
        .slice(most)
        .map((name) => ({ name, why: `the program has more than ${most} profiles of its own` })),
    ],
  };
}

/** Each gets a name that no other has, even where letters' case makes no difference. */
function ownEndpoints(names: readonly string[]): Endpoint[] {
  const used = new Set<string>();
  return names.map((name) => {
    // The end of a long name tells more: packages come first.
    const safe = `profile-${fileSafe(name).slice(-LONGEST_OWN)}`;
    let unique = safe;
    for (let i = 2; used.has(unique.toLowerCase()); i++) unique = `${safe}-${i}`;
    used.add(unique.toLowerCase());
    return snapshot(unique, encodeURIComponent(name));
  });
}

export function isTooLongAListing(goroutines: number): boolean {
  return goroutines > MOST_LISTED_GOROUTINES;
}

export function whyLeftOut(goroutines: number): string {
  return `listing ${goroutines} goroutines one by one would stop the service for a while`;
}

/** Where the endpoint is, to be recorded for `seconds`. */
export function urlOf(base: string, { path }: Endpoint, seconds: number): string {
  return base + path + (seconds > 0 ? `?seconds=${seconds}` : '');
}

function fileSafe(name: string): string {
  return name.replace(/[^A-Za-z0-9-]+/g, '_');
}

const ENDINGS = { pprof: 'pprof', listing: 'txt', trace: 'trace' } as const;

/** `heap-r02-20261123T210307Z.pprof`: flat, in the order of the rounds, told as a dump by its name. */
export function fileNameOf({ name, form }: Endpoint, round: number, at: number): string {
  return `${fileSafe(name)}-r${String(round).padStart(2, '0')}-${compactTime(at)}.${ENDINGS[form]}`;
}

/** Time-outs in ms, and the bytes that one answer may have. */
export interface CaptureLimits extends Omit<HttpLimits, 'totalMs'> {
  /** For everything but the recording itself. */
  readonly slackMs: number;
}

export const CAPTURE_LIMITS: CaptureLimits = {
  connectMs: 5_000,
  firstByteMs: 20_000,
  idleMs: 10_000,
  slackMs: 60_000,
  maxBytes: 512 * 1024 ** 2,
};

/** The server may be silent while it records. */
export function limitsFor(limits: CaptureLimits, seconds: number): HttpLimits {
  const { connectMs, firstByteMs, idleMs, slackMs, maxBytes } = limits;
  const recording = seconds * 1000;
  return {
    ...{ connectMs, maxBytes },
    firstByteMs: firstByteMs + recording,
    idleMs: idleMs + recording,
    totalMs: slackMs + recording,
  };
}
