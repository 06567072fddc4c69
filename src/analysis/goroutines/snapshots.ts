// How many goroutines of each kind were there, at which moments?

import { normaliseName } from '../../model/go-names.ts';
import { type FunctionId, NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { functionName } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, tracesOf } from '../facts.ts';
import { crowdsOf } from './crowds.ts';

/** Goroutines by start function (its name normalised) at one moment. */
export interface Snapshot {
  readonly dump: DumpFacts;
  /** Unix time in ns. */
  readonly at: bigint;
  readonly counts: ReadonlyMap<string, number>;
}

/** The moments that the dumps of the incident tell, earliest first; dumps without a time tell none. */
export function snapshotsOf(facts: IncidentFacts): Snapshot[] {
  const profiles = profilesOf(facts, 'goroutine')
    .filter((p) => p.dump.durationNanos === 0)
    .map(profileSnapshot);
  const traces = tracesOf(facts).flatMap(traceSnapshots);
  return [...profiles, ...traces]
    .filter((s) => s.at > 0n)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function profileSnapshot(dump: DumpFacts<Profile>): Snapshot {
  const counts = new Map<string, number>();
  for (const crowd of crowdsOf(dump)) addTo(counts, normaliseName(crowd.start), crowd.count);
  return { dump, at: dump.dump.timeNanos, counts };
}

/** As tracing began, and as it ended. */
function traceSnapshots(facts: DumpFacts<Trace>): Snapshot[] {
  const { goroutines, symbols, startUnixNanos, durationNs } = facts.dump;
  if (startUnixNanos <= 0n) return [];
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  for (let g = 0; g < goroutines.length; g++) {
    const start = goroutines.startFunction[g];
    if (start === NONE) continue;
    const name = normaliseName(functionName(symbols, start as FunctionId));
    if (goroutines.bornAt[g] < 0) addTo(before, name, 1);
    if (goroutines.endedAt[g] < 0) addTo(after, name, 1);
  }
  return [
    { dump: facts, at: startUnixNanos, counts: before },
    { dump: facts, at: startUnixNanos + BigInt(Math.round(durationNs)), counts: after },
  ];
}

function addTo(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
