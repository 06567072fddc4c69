// How is a case told to a person? Title, why, what to do, what would refute it: at most eighty words.

import type { FindingKind } from '../model/finding.ts';
import { shortName } from '../model/go-names.ts';
import { formatCount, formatPeriod, formatValue } from '../model/units.ts';
import type { Case } from './case.ts';
import type { Knowledge } from './facts.ts';
import type { LibraryPattern } from './library/pattern.ts';
import { patternFor } from './library/patterns.ts';
import type { Crowd, Words } from './suspicion.ts';

/** The doubt is told when nothing surer speaks beside the one who has it. */
const SURE = 0.9;

export function wordsFor(c: Case, { patterns }: Knowledge): Words {
  const words = WORDING[c.kind](c, shortName(c.placed[0].site.function), patterns);
  const asides = [
    c.placed[0].found,
    c.against,
    c.confidence < SURE ? (c.placed[0].suspicion.doubt ?? '') : '',
  ];
  return { ...words, explanation: [words.explanation, ...asides].filter((s) => s !== '').join(' ') };
}

type Wording = (c: Case, site: string, patterns: readonly LibraryPattern[]) => Words;

const WORDING: Readonly<Record<FindingKind, Wording>> = {
  'goroutine-leak': goroutineLeak,
  'memory-growth': (_, site) => ({
    title: `Most of the memory is held below ${site}`,
    explanation: 'What is allocated here is still reachable: something keeps it.',
    fix: 'Find what keeps the objects (a map, a slice, a long-lived cache or goroutine), bound it or drop them after use.',
    disproof:
      'A second heap a minute later in which this line holds no more: curl -so heap.pprof http://HOST/debug/pprof/heap?gc=1',
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
  blocked: plain,
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

function plain(_: Case, site: string): Words {
  return { title: `${site} stands out`, explanation: '', fix: '', disproof: '' };
}

function goroutineLeak(c: Case, site: string, patterns: readonly LibraryPattern[]): Words {
  const crowd = c.crowd!;
  const through = crowd.through ? shortName(crowd.through) : null;
  const pattern = patternFor(
    patterns,
    crowd.starts.map((s) => s.function),
    crowd.stack,
  );
  if (pattern && c.placed[0].site.line > 0) return patternWords(pattern, crowd, site);
  return {
    title: leakTitle(c, crowd, site),
    explanation: [whoStarts(crowd, through), howMany(crowd)].filter((s) => s !== '').join(' '),
    fix: through
      ? `Call ${through} once, when the service starts, and share what it returns; or stop it when the call is over, if it can be stopped.`
      : 'Give each goroutine a way to end (a context or a done channel that is closed when the call is over), or start it once.',
    disproof: disproofOf(crowd),
  };
}

/** A library's pattern knows why its goroutines do not end, and which fix its API has. */
function patternWords(pattern: LibraryPattern, crowd: Crowd, site: string): Words {
  return {
    title: `${site} makes ${pattern.thing} again and again, and nothing ends it`,
    explanation: [pattern.why, howMany(crowd)].filter((s) => s !== '').join(' '),
    fix: pattern.fix,
    disproof: disproofOf(crowd),
  };
}

function leakTitle(c: Case, crowd: Crowd, site: string): string {
  if (c.placed[0].site.line === 0) return `Goroutines of ${site} pile up`;
  if (crowd.born === 0) return `${site} starts goroutines that pile up`;
  const each = crowd.perCall > 1 ? `${crowd.perCall} goroutines` : 'a goroutine';
  return `Each call of ${site} starts ${each} that never ${crowd.perCall > 1 ? 'end' : 'ends'}`;
}

function whoStarts(crowd: Crowd, through: string | null): string {
  const names = [...new Set(crowd.starts.slice(0, 3).map((s) => shortName(s.function)))].join(' and ');
  const ticks = crowd.ticking
    ? ` ${shortName(crowd.ticking.function)} wakes every ${formatPeriod(crowd.ticking.period)}, for ever.`
    : '';
  return (through ? `${through}, called here, starts ${names}.` : `The goroutines run ${names}.`) + ticks;
}

function howMany(crowd: Crowd): string {
  if (crowd.born === 0) return '';
  const ended = crowd.ended === 0 ? 'none ended' : `${formatCount(crowd.ended)} ended`;
  return `${formatCount(crowd.born)} were born in ${formatValue(crowd.windowNs, 'nanoseconds')}, ${ended}.`;
}

/** A tenth of what is there now, to one digit: a leak cannot fall so low. */
function disproofOf(crowd: Crowd): string {
  const [start] = crowd.starts;
  const tenth = Math.max(1, start.count / 10);
  const digit = 10 ** Math.floor(Math.log10(tenth));
  const bound = formatCount(Math.floor(tenth / digit) * digit);
  return (
    `A goroutine dump a minute later with fewer than ${bound} of ${shortName(start.function)}: ` +
    'curl -so goroutine.pprof http://HOST/debug/pprof/goroutine'
  );
}
