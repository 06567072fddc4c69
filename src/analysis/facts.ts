// What does a rule get to look at?

import type { Dump } from '../model/dump.ts';
import type { GoroutineListing } from '../model/goroutine-listing.ts';
import type { DumpId } from '../model/ids.ts';
import type { Owners } from '../model/ownership.ts';
import type { Profile, ProfileKind } from '../model/profile.ts';
import type { Trace } from '../model/trace.ts';
import type { LibraryPattern } from './library/pattern.ts';

/** One dump with the owner of each of its functions. */
export interface DumpFacts<D extends Dump = Dump> {
  readonly id: DumpId;
  /** As it was given. */
  readonly path: string;
  readonly dump: D;
  readonly owners: Owners;
}

/** The dumps of one incident, in the order of their times where they tell them. */
export interface IncidentFacts {
  readonly dumps: readonly DumpFacts[];
  readonly knowledge: Knowledge;
  /** Bytes at which the process would be killed, where that was told. */
  readonly memoryLimit?: number;
}

/** What is known before any dump is read. */
export interface Knowledge {
  /** What single libraries do; without any, only general rules speak. */
  readonly patterns: readonly LibraryPattern[];
}

/** The profiles of one of the given kinds. */
export function profilesOf(
  facts: IncidentFacts,
  ...kinds: readonly ProfileKind[]
): readonly DumpFacts<Profile>[] {
  return facts.dumps.filter(
    (d): d is DumpFacts<Profile> => d.dump.kind === 'profile' && kinds.includes(d.dump.profileKind),
  );
}

export function tracesOf(facts: IncidentFacts): readonly DumpFacts<Trace>[] {
  return facts.dumps.filter((d): d is DumpFacts<Trace> => d.dump.kind === 'trace');
}

export function listingsOf(facts: IncidentFacts): readonly DumpFacts<GoroutineListing>[] {
  return facts.dumps.filter((d): d is DumpFacts<GoroutineListing> => d.dump.kind === 'goroutines');
}

/** Index of the sample type of that name, or -1. */
export function sampleTypeIndex(profile: Profile, type: string): number {
  return profile.sampleTypes.findIndex((t) => t.type === type);
}
