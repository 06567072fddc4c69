// Has every function both values when two profiles are joined?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinProfiles } from '../../src/analysis/compare/join-profiles.ts';
import { functionNodes } from '../../src/analysis/totals/nodes.ts';
import { totalsOver } from '../../src/analysis/totals/totals.ts';
import type { Profile } from '../../src/model/profile.ts';
import { drawProfile as draw } from '../support/draw-dumps.ts';

/** With an address for each location, as files have them: code is told apart by it. */
function drawProfile(...drawing: Parameters<typeof draw>): Profile {
  const profile = draw(...drawing);
  const { length } = profile.symbols.locations;
  return {
    ...profile,
    addressHigh: new Uint32Array(length),
    addressLow: Uint32Array.from({ length }, (_, l) => 0x1000 + l),
    locationMapping: new Int32Array(length).fill(-1),
  };
}

const TYPES = ['inuse_objects count', 'inuse_space bytes'];

/** cum of a function in each column. */
function cums(profile: Profile, name: string): number[] {
  const nodes = functionNodes(profile);
  const node = Array.from({ length: nodes.length }, (_, n) => nodes.name(n)).indexOf(name);
  return profile.sampleTypes.map((_, t) => totalsOver(profile, nodes, t).cum[node]);
}

test('columns of the later dump, of the baseline, and of both', () => {
  const now = drawProfile(
    'heap',
    TYPES,
    `7 70  lib.New < app/x.Serve < main.main
     1 10  app/x.Fresh < main.main`,
  );
  const base = drawProfile(
    'heap',
    TYPES,
    `3 30  lib.New < app/x.Serve < main.main
     2 20  app/x.Old < main.main`,
  );
  const { profile, types, scale } = joinProfiles(now, base)!;
  assert.deepEqual([types, scale], [[0, 1], 1]);
  assert.deepEqual(cums(profile, 'app/x.Serve'), [7, 70, 3, 30, 10, 100]);
  assert.deepEqual(cums(profile, 'app/x.Fresh'), [1, 10, 0, 0, 1, 10]);
  assert.deepEqual(cums(profile, 'app/x.Old'), [0, 0, 2, 20, 2, 20]);
  assert.deepEqual(cums(profile, 'main.main'), [8, 80, 5, 50, 13, 130]);
});

test('recordings of different lengths are compared by the second, moments are not', () => {
  const cpu = (ns: number) => ({
    ...drawProfile('cpu', ['cpu nanoseconds'], '10 main.run < main.main'),
    durationNanos: ns,
  });
  const joined = joinProfiles(cpu(20e9), cpu(10e9))!;
  assert.equal(joined.scale, 2);
  assert.deepEqual(cums(joined.profile, 'main.run'), [10, 10, 30]);
  const heap = (ns: number) => ({ ...drawProfile('heap', TYPES, '1 1 main.run'), durationNanos: ns });
  assert.equal(joinProfiles(heap(20), heap(10))!.scale, 1);
});

test('only sample types that both have are joined', () => {
  const now = drawProfile('heap', TYPES, '1 8 main.run');
  const base = drawProfile('heap', ['inuse_space bytes'], '4 main.run');
  assert.deepEqual(joinProfiles(now, base)!.types, [1]);
  assert.deepEqual(cums(joinProfiles(now, base)!.profile, 'main.run'), [8, 4, 12]);
  assert.equal(joinProfiles(now, drawProfile('cpu', ['cpu nanoseconds'], '4 main.run')), null);
});
