// Does the call tree hold each stack once, with the values that an own count gives?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import {
  type CallTree,
  type CallTreeShape,
  callTree,
  nodeOf,
  parentOf,
  rowAtPath,
  WHOLE_TREE,
} from '../../src/analysis/totals/call-tree.ts';
import { neighboursOf } from '../../src/analysis/totals/neighbours.ts';
import { functionNodes, type Nodes } from '../../src/analysis/totals/nodes.ts';
import { type PrunedTree, pruneTree } from '../../src/analysis/totals/prune-tree.ts';
import { functionTotals } from '../../src/analysis/totals/totals.ts';
import type { Profile } from '../../src/model/profile.ts';
import { stackText } from '../../src/model/symbols.ts';
import { profileFile } from '../support/decode-file.ts';
import { drawProfile } from '../support/draw-dumps.ts';

const drawn = drawProfile(
  'cpu',
  ['samples count', 'cpu nanoseconds'],
  `
  6  60  parse < work < main
  3  31  store < work < main
  1  10  main
  2  20  work < parse < work < main
`,
);
const nodes = functionNodes(drawn);
const id = (name: string) => Array.from({ length: nodes.length }, (_, n) => nodes.name(n)).indexOf(name);

/** `main/work/parse 6`, by path. */
function drawing(tree: CallTree, of: Nodes): Record<string, number> {
  const paths: string[] = [''];
  const out: Record<string, number> = { '': tree.total[0] };
  for (let row = 1; row < tree.length; row++) {
    paths[row] = `${paths[parentOf(tree, row)]}/${of.name(nodeOf(tree, row))}`;
    out[paths[row]] = tree.total[row];
  }
  return out;
}

const tree = (shape: Partial<CallTreeShape>) =>
  drawing(callTree(drawn, nodes, 0, { ...WHOLE_TREE, ...shape }), nodes);

describe('a call tree', () => {
  test('reads stacks from the root', () => {
    assert.deepEqual(tree({}), {
      '': 12,
      '/main': 12,
      '/main/work': 11,
      '/main/work/parse': 8,
      '/main/work/store': 3,
      '/main/work/parse/work': 2,
    });
  });

  test('or from the leaf', () => {
    assert.deepEqual(tree({ direction: 'callers' }), {
      '': 12,
      '/parse': 6,
      '/parse/work': 6,
      '/parse/work/main': 6,
      '/store': 3,
      '/store/work': 3,
      '/store/work/main': 3,
      '/main': 1,
      '/work': 2,
      '/work/parse': 2,
      '/work/parse/work': 2,
      '/work/parse/work/main': 2,
    });
  });

  test('or from a focus, both ways, its recursion counted once', () => {
    assert.deepEqual(tree({ focus: id('work') }), { '': 11, '/parse': 8, '/store': 3, '/parse/work': 2 });
    assert.deepEqual(tree({ focus: id('work'), direction: 'callers' }), { '': 11, '/main': 11 });
  });

  test('leaves folded functions out and gives their cost to their callers', () => {
    const folded = new Uint8Array(nodes.length);
    folded[id('work')] = 1;
    assert.deepEqual(tree({ folded }), { '': 12, '/main': 12, '/main/parse': 8, '/main/store': 3 });
  });

  test('finds a row by its path, or the last that is there', () => {
    const whole = callTree(drawn, nodes, 0, WHOLE_TREE);
    const row = rowAtPath(whole, [id('main'), id('work'), id('store')]);
    assert.equal(whole.total[row], 3);
    assert.equal(rowAtPath(whole, [id('main'), id('main')]), rowAtPath(whole, [id('main')]));
  });

  test('a root of thousands of children is built at once, and each is found again', () => {
    const lines = Array.from({ length: 6000 }, (_, i) => `${i + 1} f${i} < main`);
    const wide = drawProfile('cpu', ['samples count'], [...lines, ...lines].join('\n'));
    const built = callTree(wide, functionNodes(wide), 0, WHOLE_TREE);
    assert.equal(built.length, 6002);
    assert.equal(built.total[0], 6000 * 6001);
  });
});

/** The same tree by the plainest means: text paths. */
function byPaths(profile: Profile, type: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (let s = 0; s < profile.sampleCount; s++) {
    const frames = stackText(profile.symbols, s as never).reverse();
    for (let depth = 0; depth <= frames.length; depth++) {
      const key = frames
        .slice(0, depth)
        .map((f) => `/${f.function}`)
        .join('');
      sums.set(key, (sums.get(key) ?? 0) + profile.values[type].value[s]);
    }
  }
  return sums;
}

describe('on the profiles of the sample', () => {
  const folder = 'sample/dumps/release-v1.8.0';
  const files = fs.readdirSync(folder).filter((name) => /^(cpu|mem|block)\./.test(name));

  for (const file of files) {
    const profile = profileFile(`${folder}/${file}`);
    const all = functionNodes(profile);
    const type = profile.defaultSampleType;
    const whole = callTree(profile, all, type, WHOLE_TREE);

    test(`${file}: every path has the sum of its samples`, () => {
      assert.deepEqual(drawing(whole, all), Object.fromEntries(byPaths(profile, type)));
    });

    test(`${file}: pruned, what is left keeps its values, in every sample type`, () => {
      const pruned = pruneTree(profile, whole, type, { most: 40, under: 0 });
      assert.ok(pruned.row.length <= 200 && pruned.row.length > 10, String(pruned.row.length));
      assert.equal(pruned.leftOut, whole.length - pruned.row.length);
      profile.sampleTypes.forEach((_, t) => {
        const exact = byPaths(profile, t);
        for (const [path, value] of prunedPaths(pruned, whole, all, t))
          assert.equal(value, exact.get(path), path);
      });
      for (let at = 1; at < pruned.parent.length; at++) assert.ok(pruned.parent[at] < at);
    });

    test(`${file}: the edges of a function that does not recur carry all that is not its own`, () => {
      const totals = functionTotals(profile, type);
      const main = Array.from({ length: all.length }, (_, n) => n).find(
        (n) => all.name(n).endsWith('.(*Consumer).Run.func1') || all.name(n) === 'runtime.mcall',
      );
      if (main === undefined) return;
      const { callees } = neighboursOf(profile, all, type, main);
      const sum = callees.reduce((all_, e) => all_ + e.value, 0);
      assert.equal(sum + totals.flat[main], totals.cum[main]);
    });
  }
});

function prunedPaths(pruned: PrunedTree, whole: CallTree, all: Nodes, type: number): [string, number][] {
  const paths: string[] = [];
  return Array.from(pruned.row, (row, at) => {
    paths[at] = at === 0 ? '' : `${paths[pruned.parent[at]]}/${all.name(nodeOf(whole, row))}`;
    return [paths[at], pruned.totals[type][at]];
  });
}

test('below a row that is asked for, more is kept than elsewhere', () => {
  const left = Array.from({ length: 200 }, (_, i) => `${400 - i} a${i} < left < main`);
  const right = Array.from({ length: 200 }, (_, i) => `${400 - i} b${i} < right < main`);
  const profile = drawProfile('cpu', ['samples count'], [...left, ...right].join('\n'));
  const all = functionNodes(profile);
  const whole = callTree(profile, all, 0, WHOLE_TREE);
  const leftRow = Array.from({ length: whole.length }, (_, row) => nodeOf(whole, row)).findIndex(
    (n) => n >= 0 && all.name(n) === 'left',
  );
  const pruned = pruneTree(profile, whole, 0, { most: 100, under: leftRow });
  const names = Array.from(pruned.row, (row) => (row === 0 ? '' : all.name(nodeOf(whole, row))));
  const of = (letter: string) => names.filter((name) => name.startsWith(letter) && /\d/.test(name)).length;
  assert.ok(of('a') > 2 * of('b') && of('b') > 0, `${of('a')} and ${of('b')}`);
});
