// Do ids of any size find their rows?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IdIndex } from '../../src/bytes/id-index.ts';

test('small, large and 64-bit ids; each once', () => {
  const ids = new IdIndex();
  const drawn: [lo: number, hi: number][] = [
    [1, 0],
    [2, 0],
    [5_000_000, 0],
    [0xffffffff, 0xffffffff],
    [0xfffffffe, 0xffffffff],
    [7, 1],
  ];
  drawn.forEach(([lo, hi], row) => {
    assert.ok(ids.add(lo, hi, row));
  });
  drawn.forEach(([lo, hi], row) => {
    assert.equal(ids.get(lo, hi), row);
    assert.equal(ids.add(lo, hi, 99), false);
  });
  assert.equal(ids.get(3, 0), -1);
  assert.equal(ids.get(7, 2), -1);
  assert.equal(ids.consecutive, false);
  assert.ok(ids.dense.length < 10_000, 'a large id makes no large array');
});

test('ids that count from 1 are known to', () => {
  const ids = new IdIndex();
  for (let row = 0; row < 5000; row++) ids.add(row + 1, 0, row);
  assert.deepEqual([ids.consecutive, ids.get(5000, 0), ids.get(5001, 0)], [true, 4999, -1]);
});
