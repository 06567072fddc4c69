import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryGrowing } from '../../src/analysis/rules/memory-growing.ts';
import type { Profile } from '../../src/model/profile.ts';
import { drawProfile, factsOf } from '../support/draw-dumps.ts';

const HEAP = ['alloc_objects count', 'alloc_space bytes', 'inuse_objects count', 'inuse_space bytes'];
const MB = 1e6;

/** A heap at a second: bytes allocated and held below one line, beside a large one that stays as it is. */
const heap = (second: number, made: number, held: number): Profile => ({
  ...drawProfile(
    'heap',
    HEAP,
    `9 ${made} 9 ${held} app/log.Append@/app/log.go:5
     9 ${900 * MB} 9 ${800 * MB} app/cache.Load@/app/cache.go:9`,
  ),
  timeNanos: BigInt(second) * 10n ** 9n,
});
const look = (...heaps: readonly Profile[]) =>
  memoryGrowing.look(factsOf(Object.fromEntries(heaps.map((h, i) => [`h${i}`, h]))));

test('two heaps a few seconds apart show a line that keeps all that it makes, small as it is against the total', () => {
  const [s, ...rest] = look(heap(10, 100 * MB, 100 * MB), heap(15, 112 * MB, 111 * MB));
  assert.equal(rest.length, 0);
  assert.equal(s.place.at === 'site' && s.place.site.line, 5);
  assert.match(s.evidence.text, /in 5\.00 s/);
  assert.ok(s.weight > 0.2 && s.weight < 0.5, String(s.weight));
});

test('in three heaps that rise each time it is as sure as one that grows manifold', () => {
  const [two] = look(heap(10, 100 * MB, 100 * MB), heap(20, 112 * MB, 111 * MB));
  const [three] = look(
    heap(10, 100 * MB, 100 * MB),
    heap(15, 106 * MB, 105 * MB),
    heap(20, 112 * MB, 111 * MB),
  );
  assert.ok(three.weight > two.weight);
});

test('a cache at its bound, which drops as much as it makes, is none', () =>
  assert.deepEqual(look(heap(10, 500 * MB, 100 * MB), heap(15, 600 * MB, 103 * MB)), []));

test('a heap taken over some seconds is growth by itself', () => {
  const delta = { ...heap(10, 12 * MB, 11 * MB), durationNanos: 30e9 };
  const small = drawProfile('heap', HEAP, `9 ${12 * MB} 9 ${11 * MB} app/log.Append@/app/log.go:5`);
  const [s] = look({ ...delta, ...small, durationNanos: 30e9 });
  assert.match(s.evidence.text, /more held below this line in 30\.0 s/);
});
