// Are the rows of a table kept and ordered as the reader asked?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MappedBy } from '../../src/model/finding.ts';
import type { TopRow } from '../../src/protocol/answers.ts';
import { firstView, isWhole, matchingRows, orderedBy } from '../../webview/parts/table-model.ts';

const row = (name: string, flat: number[], cum: number[], mappedBy: MappedBy | null = null): TopRow => ({
  function: name,
  file: `/src/${name}.go`,
  flat,
  cum,
  flatText: flat.map(String),
  cumText: cum.map(String),
  flatShare: flat,
  cumShare: cum,
  site: mappedBy === null ? null : { file: `${name}.go`, line: 1, function: name, mappedBy },
});

const rows = [
  row('a', [1, 9], [5, 9], 'main-module'),
  row('b', [3, 0], [3, 0], 'module-cache'),
  row('c', [1, 5], [7, 5], 'none'),
  row('d', [-4, 0], [4, 0]),
];
const names = (view: Parameters<typeof matchingRows>[1]) =>
  matchingRows(rows, view)
    .map((one) => one.function)
    .join('');

test('flat first, the size of negative values counts, equals by name', () => {
  assert.equal(names(firstView(0)), 'dbac');
  assert.equal(names({ ...firstView(0), descending: false }), 'acbd');
});

test('by cum, by name, by another sample type', () => {
  assert.equal(names({ ...firstView(0), by: 'cum' }), 'cadb');
  assert.equal(names(orderedBy(firstView(0), 'function')), 'abcd');
  assert.equal(names(firstView(1)).slice(0, 2), 'ac');
});

test('a second click on a header turns the order round', () => {
  const once = orderedBy(firstView(0), 'cum');
  assert.deepEqual([once.by, once.descending], ['cum', true]);
  assert.equal(orderedBy(once, 'cum').descending, false);
  assert.equal(orderedBy(orderedBy(once, 'cum'), 'flat').descending, true);
});

test('the filter looks at function and file, whatever the case', () => {
  assert.equal(names({ ...firstView(0), filter: ' SRC/B' }), 'b');
  assert.equal(names({ ...firstView(0), filter: 'zzz' }), '');
});

test('only the workspace leaves out caches, the Go installation and what was not found', () => {
  assert.equal(names({ ...firstView(0), ownOnly: true }), 'a');
});

test('a table is whole when no function is missing', () => {
  const table = { dump: 0, sampleTypes: [], rows };
  assert.equal(isWhole({ ...table, functions: 4 }), true);
  assert.equal(isWhole({ ...table, functions: 5 }), false);
});
