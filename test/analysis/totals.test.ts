// Are flat and cum counted by pprof's rules, drawn by hand?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cleanPath,
  functionNodes,
  lineNodes,
  type Nodes,
  printableLine,
} from '../../src/analysis/totals/nodes.ts';
import { topNodes } from '../../src/analysis/totals/top.ts';
import {
  allTotals,
  cumOfFrames,
  framesOfFunctions,
  functionTotals,
  totalsOver,
} from '../../src/analysis/totals/totals.ts';
import { readProfile } from '../../src/formats/pprof/read-profile.ts';
import type { Profile } from '../../src/model/profile.ts';
import { drawProfile, len, num, packed } from '../support/protobuf.ts';

/** One sample type; functions by number; a location is a list of [function, line], innermost first. */
function draw(
  functions: [name: string, file: string][],
  locations: [fn: number, line: number][][],
  samples: [value: number, ...stack: number[]][],
): Profile {
  const strings = ['', 'cpu', 'nanoseconds', ...functions.flat()];
  return readProfile(
    drawProfile({
      types: len(1, [...num(1, 1), ...num(2, 2)]),
      mappings: [],
      strings: strings.flatMap((s) => len(6, s)),
      functions: functions.flatMap((_, i) =>
        len(5, [...num(1, i + 1), ...num(2, 3 + 2 * i), ...num(4, 4 + 2 * i)]),
      ),
      locations: locations.flatMap((frames, i) =>
        len(4, [
          ...num(1, i + 1),
          ...frames.flatMap(([fn, line]) => len(4, [...num(1, fn + 1), ...num(2, line)])),
        ]),
      ),
      samples: samples.flatMap(([value, ...stack]) =>
        len(2, [
          ...packed(
            1,
            stack.map((l) => l + 1),
          ),
          ...packed(2, [value]),
        ]),
      ),
    }),
  );
}

function table(profile: Profile, nodes: Nodes): string[] {
  const totals = totalsOver(profile, nodes, 0);
  return topNodes(totals, 'flat').map((n) => `${nodes.name(n)} ${totals.flat[n]} ${totals.cum[n]}`);
}

test('recursion counts once in cum; flat goes to the innermost inlinee of the leaf', () => {
  const p = draw(
    [
      ['main.leaf', '/a.go'],
      ['main.inliner', '/a.go'],
      ['main.again', '/a.go'],
    ],
    [
      [
        [0, 1],
        [1, 2],
      ],
      [[2, 3]],
      [[2, 4]],
    ],
    [[10, 0, 1, 2, 1]],
  );
  assert.deepEqual(table(p, functionNodes(p)), ['main.leaf 10 10', 'main.again 0 10', 'main.inliner 0 10']);
  assert.deepEqual(table(p, lineNodes(p)), [
    'main.leaf /a.go:1 10 10',
    'main.again /a.go:3 0 10',
    'main.again /a.go:4 0 10',
    'main.inliner /a.go:2 0 10',
  ]);
});

test('functions of one name are one, lines of two files are two', () => {
  const p = draw(
    [
      ['main.f', '/a.go'],
      ['main.f', '/b.go'],
    ],
    [[[0, 1]], [[1, 1]]],
    [
      [1, 0],
      [2, 1],
    ],
  );
  assert.deepEqual(table(p, functionNodes(p)), ['main.f 3 3']);
  assert.deepEqual(table(p, lineNodes(p)), ['main.f /b.go:1 2 2', 'main.f /a.go:1 1 1']);
});

test('negative values subtract in rows and add to the total; rows that vanish are not listed', () => {
  const p = draw(
    [
      ['a', '/a'],
      ['b', '/b'],
    ],
    [[[0, 1]], [[1, 1]]],
    [
      [5, 0],
      [-5, 0],
      [-3, 1],
      [-0, 0],
    ],
  );
  assert.deepEqual(table(p, functionNodes(p)), ['b -3 -3']);
  assert.equal(functionTotals(p, 0).total, 13);
});

test('the order is by size, then by name', () => {
  const p = draw(
    [
      ['b', '/'],
      ['a', '/'],
      ['c', '/'],
    ],
    [[[0, 1]], [[1, 1]], [[2, 1]]],
    [
      [1, 0],
      [1, 1],
      [2, 2, 0],
    ],
  );
  const totals = functionTotals(p, 0);
  const names = (by: 'flat' | 'cum') => topNodes(totals, by).map((n) => totals.nodes.name(n));
  assert.deepEqual(names('flat'), ['c', 'a', 'b']);
  assert.deepEqual(names('cum'), ['b', 'c', 'a']);
});

test('samples that hold any of some frames, each once', () => {
  const p = draw(
    [
      ['main.wait', '/a.go'],
      ['main.work', '/a.go'],
      ['other.x', '/x.go'],
    ],
    [[[0, 1]], [[1, 2]], [[2, 3]]],
    [[1, 0, 1], [2, 1, 1], [4, 2], [8]],
  );
  const ours = framesOfFunctions(p, (name) => name.startsWith('main.'));
  assert.deepEqual(cumOfFrames(p, 0, ours), { value: 3, samples: 2, exact: 3n });
});

test('paths are cleaned as Go cleans them', () => {
  const cleaned: [string, string][] = [
    ['', ''],
    ['/a/b.go', '/a/b.go'],
    ['/a//b/../c.go', '/a/c.go'],
    ['./a.go', 'a.go'],
    ['../a/./b.go', '../a/b.go'],
    ['/../a', '/a'],
    ['a/', 'a'],
    ['a/..', '.'],
    ['a/b/../../..', '..'],
  ];
  for (const [path, clean] of cleaned) assert.equal(cleanPath(path), clean);
  assert.equal(printableLine({ function: 'f', file: '', line: 0 }), 'f');
  assert.equal(printableLine({ function: 'f', file: '/a.go', line: 0 }), 'f /a.go');
});

test('all sample types at once give the sums of each alone, those past 2^53 too', () => {
  const big = 2n ** 62n;
  const values = [
    [5n, 0n, big, 1n, -3n],
    [0n, 0n, big, 2n, 7n],
    [0n, 9n, big, 3n, 0n],
  ];
  const profile = readProfile(
    drawProfile({
      types: values[0].flatMap(() => len(1, [...num(1, 2), ...num(2, 3)])),
      samples: values.flatMap((row, s) => len(2, [...packed(1, s === 0 ? [1] : [1, 1]), ...packed(2, row)])),
    }),
  );
  const nodes = functionNodes(profile);
  const together = allTotals(profile, nodes);
  assert.deepEqual(
    together,
    values[0].map((_, type) => totalsOver(profile, nodes, type)),
  );
  assert.deepEqual(
    together.map(({ total, exact }) => exact?.total ?? total),
    [5, 9, 3n * big, 6, 10],
  );
  assert.equal(together[0].cum.includes(5), true);
});
