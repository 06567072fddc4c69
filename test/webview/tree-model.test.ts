// Which rows has a call tree as a table: what is open, and what a filter leads to?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FlameTree } from '../../src/protocol/flame.ts';
import { childrenIn, opened, treeModel, treeRows } from '../../webview/views/tree-model.ts';

// all ─ main ─ work ─ parse
//     │             └ store
//     └ gc ── sweep
const names = ['all', 'main', 'gc', 'work', 'sweep', 'parse', 'store'];
const tree: FlameTree = {
  ...{ dump: 0, sampleType: 0, unit: 'count', leftOut: 0, names },
  name: Int32Array.of(0, 1, 2, 3, 4, 5, 6),
  parent: Int32Array.of(-1, 0, 0, 1, 2, 3, 3),
  self: Float64Array.of(0, 0, 0, 1, 2, 4, 3),
  total: Float64Array.of(10, 8, 2, 8, 2, 4, 3),
  depth: Uint16Array.of(0, 1, 1, 2, 2, 3, 3),
  owner: new Uint8Array(7),
};
const model = treeModel(tree);
const shown = (open: Iterable<number>, filter = '') => {
  const rows = treeRows(model, new Set(open), filter);
  return rows && [...rows].map((node) => names[node]);
};

describe('a call tree as rows', () => {
  test('has the children of each node, greatest first', () => {
    assert.deepEqual(
      [0, 1, 3, 5].map((node) => [...childrenIn(model, node)]),
      [[1, 2], [3], [5, 6], []],
    );
  });

  test('shows what is open, callers before callees', () => {
    assert.deepEqual(shown([]), ['all']);
    assert.deepEqual(shown([0]), ['all', 'main', 'gc']);
    assert.deepEqual(shown([0, 2]), ['all', 'main', 'gc', 'sweep']);
    assert.deepEqual(shown([0, 1, 3]), ['all', 'main', 'work', 'parse', 'store', 'gc']);
  });

  test('opens a way without branches at once', () => {
    assert.deepEqual([...opened(model, new Set([0]), 1)].sort(), [0, 1, 3]);
    assert.deepEqual([...opened(model, new Set(), 3)], [3]);
  });

  test('with a filter shows each match with all that leads to it, whatever is open', () => {
    assert.deepEqual(shown([], 'STORE'), ['all', 'main', 'work', 'store']);
    assert.deepEqual(shown([], '/^(sweep|work)$/'), ['all', 'main', 'work', 'gc', 'sweep']);
    assert.deepEqual(shown([0], 'nothing of the kind'), []);
    assert.equal(shown([], '/(/'), null);
  });

  test('of no node at all has no rows', () => {
    const none = { ...tree, parent: new Int32Array(0), name: new Int32Array(0) };
    assert.deepEqual([...treeRows(treeModel(none), new Set(), '')!], []);
  });
});
