// Are varints and fields read exactly, and broken ones refused where they are broken?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BYTES, Cursor, FIXED32, FIXED64, MalformedBytes, VARINT } from '../../src/bytes/cursor.ts';
import { len, num, varint } from '../support/protobuf.ts';

const cursorOver = (...bytes: number[]) => new Cursor(Uint8Array.from(bytes));

test('64-bit numbers, signed and unsigned', () => {
  const numbers = [
    0n,
    1n,
    127n,
    128n,
    2n ** 28n,
    2n ** 32n - 1n,
    2n ** 35n + 5n,
    2n ** 53n + 1n,
    2n ** 63n - 1n,
    2n ** 64n - 1n,
  ];
  for (const number of numbers) {
    const c = cursorOver(...varint(number));
    c.varint();
    assert.equal(c.unsignedExact(), number);
    assert.equal(c.signedExact(), BigInt.asIntN(64, number));
    assert.equal(c.unsigned(), Number(number));
    assert.equal(c.signed(), Number(BigInt.asIntN(64, number)));
    assert.equal(c.pos, c.end);
  }
});

test('overlong but legal: bits past the 64th are dropped, as Go drops them', () => {
  const c = cursorOver(...Array(9).fill(0xff), 0x7f);
  c.varint();
  assert.equal(c.unsignedExact(), 2n ** 64n - 1n);
});

test('fields of every wire type', () => {
  const c = cursorOver(
    ...num(1, 300),
    ...len(2, 'ab'),
    (3 << 3) | FIXED64,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    (4 << 3) | FIXED32,
    1,
    2,
    3,
    4,
  );
  const seen: [number, number][] = [];
  while (c.pos < c.end) {
    c.field();
    seen.push([c.fieldNumber, c.wireType]);
    if (c.wireType === BYTES) assert.deepEqual([c.bodyEnd - c.bodyStart, c.bytes[c.bodyStart]], [2, 97]);
  }
  assert.deepEqual(seen, [
    [1, VARINT],
    [2, BYTES],
    [3, FIXED64],
    [4, FIXED32],
  ]);
});

test('what is broken is told with its place, and whether it is a cut', () => {
  const broken: readonly (readonly [bytes: number[], cut: boolean])[] = [
    [[0x80], true],
    [[8, 0x80, 0x80], true],
    [[...Array(10).fill(0x80), 1], false],
    [[(1 << 3) | 2, 5, 1], true],
    [[(1 << 3) | 2, ...varint(-1)], true],
    [[(1 << 3) | FIXED64, 1], true],
    [[(1 << 3) | 3], false],
    [[(1 << 3) | 7, 1], false],
  ];
  for (const [bytes, cut] of broken)
    assert.throws(
      () => cursorOver(...bytes).field(),
      (e) => e instanceof MalformedBytes && e.cut === cut && e.at <= 1,
      String(bytes),
    );
});
