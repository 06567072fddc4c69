// Do curves and their names stand where they should?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../src/protocol/answers.ts';
import { placeLabels } from '../../webview/pictures/place-labels.ts';
import { heightAt, type Line, scaleCurves } from '../../webview/pictures/scale.ts';

test('all curves share one scale, whose zero lies at the bottom', () => {
  const [rise, flat] = scaleCurves([
    [
      [10, 0],
      [20, 50],
      [30, 100],
    ],
    [
      [10, 0],
      [30, 0],
    ],
  ]);
  assert.deepEqual(rise, [
    [0, 100],
    [50, 53],
    [100, 6],
  ]);
  assert.deepEqual(flat, [
    [0, 100],
    [100, 100],
  ]);
});

test('values below zero move the zero up', () => {
  const [line] = scaleCurves([
    [
      [0, -50],
      [1, 50],
    ],
  ]);
  assert.deepEqual(line, [
    [0, 100],
    [100, 6],
  ]);
});

test('nothing, one point, and what is no number make no nonsense', () => {
  assert.deepEqual(scaleCurves([]), []);
  assert.deepEqual(scaleCurves([[]]), [[]]);
  assert.deepEqual(scaleCurves([[[5, 7]]]), [[[0, 6]]]);
  assert.deepEqual(
    scaleCurves([
      [
        [0, Number.NaN],
        [1, 0],
        [2, Number.POSITIVE_INFINITY],
      ],
    ]),
    [[[0, 100]]],
  );
});

test('between its points a line is straight', () => {
  const line: Line = [
    [0, 100],
    [50, 0],
    [100, 0],
  ];
  assert.equal(heightAt(line, 25), 50);
  assert.equal(heightAt(line, 75), 0);
  assert.equal(heightAt(line, 101), null);
});

const rising: Line = [
  [0, 100],
  [100, 6],
];
const ground: Line = [
  [0, 100],
  [100, 100],
];

/** Whether a point of the line lies under the label. */
function hides(label: { left: number; right: number; top: number }, line: Line): boolean {
  for (let x = label.left; x <= label.right; x++) {
    const y = heightAt(line, x);
    if (y !== null && y > label.top && y < label.top + 17) return true;
  }
  return false;
}

test('names hide neither a curve nor each other', () => {
  const placed = placeLabels([rising, ground], ['born 24,866', 'ended 0']);
  for (const label of placed) {
    assert.ok(
      label.left >= 0 && label.right <= 100 && label.top >= 0 && label.top + 17 <= 100,
      JSON.stringify(label),
    );
    for (const line of [rising, ground]) assert.ok(!hides(label, line), JSON.stringify(label));
  }
  const [a, b] = placed as [(typeof placed)[0], (typeof placed)[0]];
  assert.ok(a.right <= b.left || b.right <= a.left || Math.abs(a.top - b.top) >= 17);
});

test('a curve without points still has its name', () => {
  const [label] = placeLabels([[]], ['nothing']);
  assert.deepEqual([label?.text, label?.left, label?.top], ['nothing', 0, 0]);
});

test('a name longer than the plot stays inside', () => {
  const points: Point[] = [
    [0, 50],
    [100, 50],
  ];
  const [label] = placeLabels([points], ['x'.repeat(300)]);
  assert.equal(label?.left, 0);
  assert.equal(label?.right, 100);
});
