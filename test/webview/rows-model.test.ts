// Which rows does a table show, and in which order?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RowsTable } from '../../src/protocol/views.ts';
import { firstWish, orderedBy, type RowsWish, rowsShown } from '../../webview/views/rows-model.ts';

const table: RowsTable = {
  dump: 0,
  by: 'functions',
  sampleTypes: [
    { type: 'samples', unit: 'count', total: 10 },
    { type: 'cpu', unit: 'nanoseconds', total: 100 },
  ],
  names: ['main.run', 'runtime.mallocgc', 'lib.Do', 'main.init'],
  fileNames: ['main.go', 'malloc.go'],
  file: Int32Array.of(0, 1, -1, 0),
  line: Int32Array.of(3, 7, 0, 1),
  owner: Uint8Array.of(0, 2, 1, 0),
  flat: [Float64Array.of(1, -5, 3, 1), Float64Array.of(9, 0, 3, 1)],
  cum: [Float64Array.of(10, 5, 3, 1), Float64Array.of(99, 5, 3, 1)],
};

const shown = (wish: Partial<RowsWish>) => {
  const rows = rowsShown(table, { ...firstWish(0), ...wish });
  return rows && Array.from(rows, (row) => table.names[row]);
};

test('by size whatever the sign, equal ones by name', () => {
  assert.deepEqual(shown({}), ['runtime.mallocgc', 'lib.Do', 'main.init', 'main.run']);
  assert.deepEqual(shown({ order: 'cum' })![0], 'main.run');
  assert.deepEqual(shown({ other: 1, order: 'otherFlat' })![0], 'main.run');
  assert.deepEqual(shown({ order: 'name', descending: false }), [...table.names].sort());
});

test('text finds names and files; an expression too; a broken one is told', () => {
  assert.deepEqual(shown({ filter: 'MALLOC' }), ['runtime.mallocgc']);
  assert.deepEqual(shown({ filter: 'main.go' }), ['main.init', 'main.run']);
  assert.deepEqual(shown({ filter: '/^lib|run$/' }), ['lib.Do', 'main.run']);
  assert.equal(shown({ filter: '/(/' }), null);
  assert.deepEqual(shown({ ownOnly: true }), ['main.init', 'main.run']);
});

test('a header turns the order around, another one begins with the greatest, names with A', () => {
  const first = firstWish(0);
  assert.equal(orderedBy(first, 'flat').descending, false);
  assert.equal(orderedBy(first, 'cum').descending, true);
  assert.equal(orderedBy(first, 'name').descending, false);
});
