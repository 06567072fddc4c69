// Does one line take a thread for each goroutine, so that threads pile up?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount } from '../../model/units.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import { type Crowded, crowdsOf, type SnapshotFacts, snapshotDumps } from '../goroutines/crowds.ts';
import type { Suspicion } from '../suspicion.ts';
import { HALF_SURE_THREAD_HOLDERS, MIN_THREAD_HOLDERS, MIN_THREADS } from '../thresholds.ts';
import { totalOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

const MOST = 0.95;
/** Calls during which a goroutine keeps its thread. */
const IN_CALL = /^(syscall|golang\.org\/x\/sys\/unix|internal\/runtime\/syscall)\.|^runtime\.cgocall$/;
/** Calls that the runtime makes for the network and for files with a poller give the thread back. */
const WITH_POLLER = /^internal\/poll\.runtime_pollWait$/;

export const threadHolders: Rule = {
  id: 'thread-holders',
  look: (facts: IncidentFacts) => {
    const threads = profilesOf(facts, 'threadcreate').find((t) => threadsIn(t) >= MIN_THREADS);
    return snapshotDumps(facts).flatMap((snapshot) => suspicionsOf(snapshot, threads));
  },
};

function threadsIn({ dump }: DumpFacts<Profile>): number {
  const type = sampleTypeIndex(dump, 'threadcreate');
  return type === NONE ? 0 : totalOf(dump, type);
}

function suspicionsOf(snapshot: SnapshotFacts, threads: DumpFacts<Profile> | undefined): Suspicion[] {
  return crowdsOf(snapshot)
    .map((crowd) => ({ crowd, holders: holdersIn(crowd) }))
    .filter(({ holders }) => holders >= (threads ? MIN_THREAD_HOLDERS : MIN_THREADS))
    .map(({ crowd, holders }) => ({
      rule: threadHolders.id,
      kind: 'thread-leak' as const,
      weight: (MOST * holders) / (holders + HALF_SURE_THREAD_HOLDERS),
      dump: snapshot.path,
      place: crowd.locked > 0 ? crowd.place : crowd.own,
      evidence: { text: evidenceText(crowd, holders, threads), value: holders, unit: 'goroutines' },
    }));
}

/** Goroutines that keep a thread: locked to it, or in a system call or C. */
function holdersIn(crowd: Crowded): number {
  if (crowd.locked > 0) return crowd.locked;
  const inCall =
    crowd.functions.some((f) => IN_CALL.test(f)) && !crowd.functions.some((f) => WITH_POLLER.test(f));
  return inCall ? crowd.count : 0;
}

function evidenceText(crowd: Crowded, holders: number, threads: DumpFacts<Profile> | undefined): string {
  const how =
    crowd.locked > 0 ? 'are locked to a thread each' : 'are in a system call or C, with a thread each';
  const all = threads ? `; ${formatCount(threadsIn(threads))} threads had been made` : '';
  return `${formatCount(holders)} goroutines ${how}${all}`;
}
