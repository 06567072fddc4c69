// How is a case told to a person? Title, why, what to do, what would refute it: at most eighty words.

import type { FindingKind } from '../../model/finding.ts';
import { enclosingFunction, humanName, normaliseName } from '../../model/go-names.ts';
import { formatCount } from '../../model/units.ts';
import type { Case } from '../case.ts';
import type { Knowledge } from '../facts.ts';
import { waitKindOf } from '../goroutines/wait-kinds.ts';
import type { LibraryPattern } from '../library/pattern.ts';
import type { Crowd, Words } from '../suspicion.ts';
import { goroutineLeak } from './words-goroutines.ts';

/** The doubt is told when nothing surer speaks beside the one who has it. */
const SURE = 0.9;
/** Words of title, why, fix and disproof together: what a tired reader takes in. */
export const MOST_WORDS = 80;

export function wordsFor(c: Case, { patterns }: Knowledge): Words {
  const words = WORDING[c.kind](c, humanName(enclosingFunction(c.placed[0].site.function)), patterns);
  const doubt = c.confidence < SURE && !c.grows ? (c.placed[0].suspicion.doubt ?? '') : '';
  const asides = [c.against, doubt, c.counts, c.placed[0].found];
  return asides.reduce(withAside, words);
}

/** What is less important is left out where it would be too long. */
function withAside(words: Words, aside: string): Words {
  const longer = { ...words, explanation: `${words.explanation} ${aside}`.trim() };
  return aside === '' || wordCount(longer) > MOST_WORDS ? words : longer;
}

export function wordCount({ title, explanation, fix, disproof }: Words): number {
  return [title, explanation, fix, disproof]
    .join(' ')
    .split(/\s+/)
    .filter((w) => w !== '').length;
}

type Wording = (c: Case, site: string, patterns: readonly LibraryPattern[]) => Words;

const WORDING: Readonly<Record<FindingKind, Wording>> = {
  'goroutine-leak': (c, _, patterns) => goroutineLeak(c, patterns),
  'memory-growth': (c, site) => ({
    title: c.grows ? `Memory held below ${site} grows` : `Most of the memory is held below ${site}`,
    explanation: 'What is allocated here is still reachable: something keeps it.',
    fix: 'Find what keeps the objects (a map, a slice, a cache, a goroutine); bound it, or drop them after use.',
    disproof:
      'A heap a minute later in which this line holds no more: curl -so heap.pprof http://HOST/debug/pprof/heap?gc=1',
  }),
  'hot-cpu': (_, site) => ({
    title: `${site} uses much of the CPU`,
    explanation: 'Much of the sampled CPU time is spent below this line.',
    fix: 'Do the work once and keep the result, or do less of it for each call.',
    disproof:
      'A longer CPU profile under the usual load in which this line is small: curl -so cpu.pprof http://HOST/debug/pprof/profile?seconds=30',
  }),
  contention: (_, site) => ({
    title: `Goroutines queue for the lock that ${site} holds`,
    explanation: 'The lock released here kept others waiting.',
    fix: 'Hold the lock for less: move slow work out of it, or split what it guards.',
    disproof:
      'A mutex profile under the usual load in which this line has little delay: curl -so mutex.pprof http://HOST/debug/pprof/mutex',
  }),
  blocked: (c, site) => (c.crowd ? stuckWords(c.crowd, site) : slowWords(site)),
  'thread-leak': (_, site) => ({
    title: `${site} keeps a thread for each call`,
    explanation:
      'Each goroutine here holds an operating-system thread: threads are not given back while it is in the call, or locked.',
    fix: 'Bound how many run at once (a semaphore or a few workers), give the call a time limit, and unlock threads that are no longer needed.',
    disproof:
      'A threadcreate total that stays the same a minute later: curl -s http://HOST/debug/pprof/threadcreate?debug=1',
  }),
  'goroutine-churn': (_, site) => ({
    title: `${site} starts goroutines by the thousand, and they end at once`,
    explanation: 'This is no leak: they end. But each costs a stack, scheduling and work for the collector.',
    fix: 'Let a fixed number of workers take the items, or bound the goroutines with a semaphore (errgroup.SetLimit).',
    disproof:
      'A trace under the usual load with few births below this line: curl -so trace.out http://HOST/debug/pprof/trace?seconds=1',
  }),
  'hot-alloc': (_, site) => ({
    title: `${site} allocates much that is thrown away again`,
    explanation:
      'What is allocated below this line is garbage soon after: it costs CPU to make, and to collect.',
    fix: 'Make it once and keep it, reuse buffers, or give slices and builders their size at the start.',
    disproof:
      'An allocs profile under the usual load in which this line is small: curl -so allocs.pprof http://HOST/debug/pprof/allocs',
  }),
  'gc-bound': (_, site) => ({
    title: `The collector uses much of the CPU; ${site} feeds it`,
    explanation:
      'The program allocates faster than the collector can run beside it. This line allocates most.',
    fix: 'Allocate less here (reuse, preallocate, keep results), or give the heap more room: GOGC, GOMEMLIMIT.',
    disproof:
      'A CPU profile in which runtime.gcBgMarkWorker and gcAssistAlloc are small: curl -so cpu.pprof http://HOST/debug/pprof/profile?seconds=30',
  }),
};

function slowWords(site: string): Words {
  return {
    title: `Goroutines wait long in ${site}`,
    explanation: 'Waits that ended are long below this line; those that never end are in no such profile.',
    fix: 'Look for what they wait for: who sends, signals or unlocks it late; bound the wait by a context.',
    disproof:
      'A block profile under the usual load in which this line has little delay: curl -so block.pprof http://HOST/debug/pprof/block',
  };
}

/** All of a line's goroutines, and nobody lets them go on. */
function stuckWords({ starts, stack }: Crowd, site: string): Words {
  const [{ count }] = starts;
  const who = count === 1 ? 'The goroutine' : `All ${formatCount(count)} goroutines`;
  const wait = waitKindOf(stack.map(normaliseName));
  const toSend = wait?.id === 'send';
  return {
    title: `${who} in ${site} ${toSend ? 'cannot send' : 'cannot get the lock'}: the work stands still`,
    explanation: toSend
      ? 'The channel is full, and whoever should receive has left, or waits as well.'
      : 'Whoever holds the lock waits as well, or left without unlocking it.',
    fix: toSend
      ? 'Look at the receivers of this channel: let them go on after an error, and select on ctx.Done() beside the send.'
      : 'Take several locks in one order everywhere, defer each Unlock, and never wait with a lock held.',
    disproof:
      'The same goroutine numbers no longer at this line a minute later: curl -so goroutines.txt http://HOST/debug/pprof/goroutine?debug=2',
  };
}
