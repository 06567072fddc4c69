// Does each node of a flame graph lie where its value says?

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FLAME_LIBRARY, FLAME_OWN, FLAME_RUNTIME, type FlameTree } from '../../src/protocol/flame.ts';
import { colourOf, hueOf, type Palette, packageOf } from '../../webview/flame/colours.ts';
import { findNodes, matcherOf } from '../../webview/flame/find.ts';
import { moved } from '../../webview/flame/keys.ts';
import { childrenOf, layOut, nodeAt, pathToRoot, visitRow, WHOLE } from '../../webview/flame/layout.ts';
import { ROW, rowAtHeight, rowTop } from '../../webview/flame/paint.ts';
import { between, panned, zoomed } from '../../webview/flame/viewport.ts';

/** `[name, parent, total]` per node, parents first. */
function treeOf(rows: readonly (readonly [string, number, number])[]): FlameTree {
  const names = [...new Set(rows.map(([name]) => name))];
  const parent = Int32Array.from(rows, (row) => row[1]);
  const total = Float64Array.from(rows, (row) => row[2]);
  const self = total.slice();
  const depth = new Uint16Array(rows.length);
  for (let i = 1; i < rows.length; i++) {
    self[parent[i]!]! -= total[i]!;
    depth[i] = depth[parent[i]!]! + 1;
  }
  const name = Int32Array.from(rows, (row) => names.indexOf(row[0]));
  const owner = new Uint8Array(rows.length);
  return {
    dump: 0,
    sampleType: 0,
    unit: 'count',
    names,
    name,
    parent,
    self,
    total,
    depth,
    owner,
    leftOut: 0,
  };
}

// main ██████████
// work ████████        init █
// parse ████ work ██
const drawing = treeOf([
  ['main', -1, 10],
  ['work', 0, 8],
  ['init', 0, 1],
  ['parse', 1, 4],
  ['work', 1, 2],
]);
const layout = layOut(drawing);
const edges = (node: number) => [layout.left[node], layout.right[node]].map((x) => Number(x!.toFixed(9)));

describe('layout', () => {
  test('children stand side by side from the left edge, the rest is the own value', () => {
    assert.deepEqual([0, 1, 2, 3, 4].map(edges), [
      [0, 1],
      [0, 0.8],
      [0.8, 0.9],
      [0, 0.4],
      [0.4, 0.6],
    ]);
  });

  test('a row lists its nodes from left to right, in whatever order they came', () => {
    const mixed = layOut(
      treeOf([
        ['r', -1, 10],
        ['a', 0, 5],
        ['b', 0, 5],
        ['under b', 2, 5],
        ['under a', 1, 5],
      ]),
    );
    assert.deepEqual([...mixed.nodes.subarray(mixed.rowStart[2], mixed.rowStart[3])], [4, 3]);
  });

  test('the node at a place is found, and nothing beside it', () => {
    assert.deepEqual(
      [
        [0, 0.99],
        [1, 0.5],
        [1, 0.85],
        [1, 0.95],
        [2, 0.39],
        [2, 0.41],
        [2, 0.7],
        [3, 0],
        [-1, 0],
      ].map(([row, x]) => nodeAt(layout, row!, x!)),
      [0, 1, 2, -1, 3, 4, -1, -1, -1],
    );
  });

  test('callers and callees', () => {
    assert.deepEqual(pathToRoot(drawing, 4), [4, 1, 0]);
    assert.deepEqual(childrenOf(layout, 0), [1, 2]);
    assert.deepEqual(childrenOf(layout, 4), []);
  });

  test('a tree without nodes, and one without value, have a layout', () => {
    assert.equal(layOut(treeOf([])).rows, 0);
    assert.equal(nodeAt(layOut(treeOf([['r', -1, 0]])), 0, 0.5), -1);
  });

  test('values that do not add up stay inside their caller', () => {
    const { right } = layOut(
      treeOf([
        ['r', -1, 10],
        ['a', 0, 8],
        ['b', 0, 8],
      ]),
    );
    assert.ok(right.every((x) => x <= 1));
  });
});

describe('what is in sight', () => {
  const wide = layOut(
    treeOf([['r', -1, 100_000], ...Array.from({ length: 100_000 }, (_, i) => [`f${i % 7}`, 0, 1] as const)]),
  );
  const seen = (from: number, to: number, pixels: number): number[] => {
    const nodes: number[] = [];
    visitRow(wide, 1, { from, to }, (to - from) / pixels, (node) => nodes.push(node));
    return nodes;
  };

  test('a row costs as many steps as it has pixels', () => {
    const steps = seen(0, 1, 800).length;
    assert.ok(steps >= 795 && steps <= 810, `${steps} steps`);
  });

  test('zoomed in, every node in sight is visited, and no other', () => {
    const nodes = seen(0.5, 0.5001, 1000);
    const inSight = [...wide.nodes.subarray(1)].filter((n) => wide.right[n]! > 0.5 && wide.left[n]! < 0.5001);
    assert.deepEqual(nodes, inSight);
  });

  test('a wide node among hairs is not jumped over', () => {
    const rows: [string, number, number][] = [['r', -1, 3000]];
    for (let i = 0; i < 1000; i++) rows.push(['hair', 0, 1]);
    rows.push(['wide', 0, 1000]);
    for (let i = 0; i < 1000; i++) rows.push(['hair', 0, 1]);
    const nodes: number[] = [];
    visitRow(layOut(treeOf(rows)), 1, WHOLE, 1 / 100, (node) => nodes.push(node));
    assert.ok(nodes.includes(1001));
    assert.ok(nodes.length < 110);
  });
});

describe('search', () => {
  test('what lies in a match is not counted again', () => {
    const { matched, count, share } = findNodes(drawing, matcherOf('WORK')!);
    assert.deepEqual([[...matched], count, share], [[0, 1, 0, 0, 1], 2, 0.8]);
  });

  test('text in any case, an expression between slashes, nothing for a broken one', () => {
    assert.equal(matcherOf('/^pa.*e$/')!('Parse'), true);
    assert.equal(matcherOf('a.b')!('axb'), false);
    assert.equal(matcherOf('  '), null);
    assert.equal(matcherOf('/(/'), null);
  });
});

describe('moving', () => {
  test('zoom keeps the place under the pointer', () => {
    const { from, to } = zoomed({ from: 0.2, to: 0.6 }, 0.3, 0.5);
    assert.ok(Math.abs(from - 0.25) < 1e-12 && Math.abs(to - 0.45) < 1e-12);
    assert.deepEqual(zoomed({ from: 0.2, to: 0.6 }, 0.3, 100), WHOLE);
  });

  test('pan stops at the edges', () => {
    assert.deepEqual(panned({ from: 0.5, to: 1 }, 1), { from: 0.5, to: 1 });
    assert.deepEqual(panned({ from: 0.5, to: 1 }, -9), { from: 0, to: 0.5 });
  });

  test('a movement begins and ends where it should', () => {
    const to = { from: 0.5, to: 0.75 };
    assert.deepEqual(between(WHOLE, to, 0), WHOLE);
    assert.deepEqual(between(WHOLE, to, 1), to);
  });

  test('keys lead to callers, the widest callee, and neighbours', () => {
    assert.equal(moved(layout, 1, 'callee'), 3);
    assert.equal(moved(layout, 3, 'right'), 4);
    assert.equal(moved(layout, 4, 'right'), 4);
    assert.equal(moved(layout, 3, 'left'), 3);
    assert.equal(moved(layout, 4, 'caller'), 1);
    assert.equal(moved(layout, 0, 'caller'), 0);
    assert.equal(moved(layout, -1, 'callee'), 0);
    assert.equal(moved(layOut(treeOf([])), -1, 'callee'), -1);
  });

  test('every pixel of a row belongs to it, in both directions', () => {
    const size = { width: 100, height: 200 };
    for (const scrolled of [
      { top: 0, upward: false },
      { top: 7, upward: false },
      { top: 0, upward: true },
      { top: -7, upward: true },
    ])
      for (const row of [0, 3])
        for (const dy of [0.5, ROW - 0.5])
          assert.equal(rowAtHeight(rowTop(row, scrolled, size) + dy, scrolled, size), row);
  });
});

describe('colours', () => {
  const palette: Palette = {
    dark: true,
    contrast: false,
    background: '#000',
    text: '#fff',
    border: '#000',
    focus: '#00f',
    match: '#ff0',
    font: 'monospace',
  };

  test('a package is the name up to the first dot after the last slash', () => {
    assert.equal(packageOf('github.com/a/b.v2/cart.(*Cart[x/y.T]).Add'), 'github.com/a/b.v2/cart');
    assert.equal(packageOf('runtime.mallocgc'), 'runtime');
    assert.equal(packageOf('memeqbody'), 'memeqbody');
  });

  test('a hue is the same for the same package, and another for another', () => {
    assert.equal(hueOf('runtime'), hueOf('runtime'));
    assert.notEqual(hueOf('runtime'), hueOf('net/http'));
  });

  test('whose code it is shows in the strength; contrast themes have no filling', () => {
    const of = (owner: number) =>
      colourOf({ ...drawing, owner: new Uint8Array(5).fill(owner) }, 1, 'package', palette);
    assert.equal(new Set([FLAME_OWN, FLAME_LIBRARY, FLAME_RUNTIME].map(of)).size, 3);
    assert.equal(colourOf(drawing, 1, 'package', { ...palette, contrast: true }), '#000');
  });
});
