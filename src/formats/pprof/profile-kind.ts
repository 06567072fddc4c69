// Which of Go's profiles is this?

import { NONE } from '../../model/ids.ts';
import type { ProfileKind, SampleType } from '../../model/profile.ts';
import type { Symbols } from '../../model/symbols.ts';

/** The part of a profile that tells its kind. */
interface Told {
  readonly sampleTypes: readonly SampleType[];
  readonly defaultSampleType: number;
  readonly symbols: Symbols;
}

const BY_FIRST_TYPE: ReadonlyMap<string, ProfileKind> = new Map([
  ['goroutine/count', 'goroutine'],
  ['goroutines/count', 'goroutine'],
  ['goroutineleak/count', 'goroutineleak'],
  ['threadcreate/count', 'threadcreate'],
]);

/** A mutex is charged where it is released; a blocked goroutine where it waits. */
const RELEASE =
  /^(?:sync|internal\/sync|runtime)\.(?:\(\*\w+\)\.)?(?:\w*[uU]nlock\w*|_LostContendedRuntimeLock)$/;

/** Told by the sample types; block and mutex, which have the same, by the functions at the leaves. */
export function profileKind(profile: Told): ProfileKind {
  const types = profile.sampleTypes.map((t) => `${t.type}/${t.unit}`);
  const simple = types.length === 1 ? BY_FIRST_TYPE.get(types[0]) : undefined;
  if (simple !== undefined) return simple;
  if (types.includes('cpu/nanoseconds')) return 'cpu';
  if (types.includes('contentions/count') && types.includes('delay/nanoseconds'))
    return lockReleases(profile.symbols) ? 'mutex' : 'block';
  if (types.includes('alloc_space/bytes') || types.includes('inuse_space/bytes'))
    return profile.sampleTypes[profile.defaultSampleType].type.startsWith('alloc') ? 'allocs' : 'heap';
  return 'other';
}

function lockReleases(symbols: Symbols): boolean {
  const { stacks, locations, frames, functions, strings } = symbols;
  const releases = new Int8Array(functions.length).fill(NONE);
  let balance = 0;
  for (let s = 0; s < stacks.length; s++) {
    if (stacks.locationStart[s] === stacks.locationStart[s + 1]) continue;
    const leaf = stacks.locations[stacks.locationStart[s]];
    if (locations.frameStart[leaf] === locations.frameStart[leaf + 1]) continue;
    const fn = frames.function[locations.frameStart[leaf]];
    if (releases[fn] === NONE)
      releases[fn] = RELEASE.test(strings.get(functions.name[fn] as Parameters<typeof strings.get>[0]))
        ? 1
        : 0;
    balance += releases[fn] === 1 ? 1 : -1;
  }
  return balance > 0;
}
