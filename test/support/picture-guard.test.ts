// Does a changed picture fail, and one with other letters not?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, type Pixels } from './picture-guard.ts';

/** A grey picture of 100 × 50 with what `paint` makes of each pixel's brightness. */
function drawn(paint: (x: number, y: number) => number): Pixels {
  const data = Array.from({ length: 100 * 50 }, (_, at) => paint(at % 100, Math.floor(at / 100)));
  return { width: 100, height: 50, data: data.flatMap((v) => [v, v, v, 255]) };
}

const plain = drawn(() => 30);

test('what one cannot see is no difference', () => {
  assert.equal(difference(plain, plain), 0);
  const letters = drawn((x, y) => 30 + ((x * 7 + y * 13) % 30));
  assert.equal(difference(plain, letters), 0);
});

test('a box that is new, gone or moved is one, by its area', () => {
  const box = drawn((x, y) => (x < 20 && y < 10 ? 120 : 30));
  const moved = drawn((x, y) => (x >= 20 && x < 40 && y < 10 ? 120 : 30));
  assert.equal(difference(plain, box), 0.04);
  assert.equal(difference(box, moved), 0.08);
});

test('pictures of different sizes have nothing in common', () => {
  assert.equal(difference(plain, { width: 50, height: 100, data: plain.data }), 1);
});
