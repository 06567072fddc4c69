// Do the short way and the cursor read the same fields, and does the short way leave all others alone?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BYTES, Cursor, MalformedBytes, VARINT } from '../../src/bytes/cursor.ts';
import { ShortFields } from '../../src/bytes/short-fields.ts';
import { Random } from '../fuzz/random.ts';

const read = (bytes: readonly number[], end = bytes.length) => {
  const short = new ShortFields(Uint8Array.from(bytes));
  const next = short.varint(0, end);
  return next < 0 ? null : [short.value, next];
};

test('numbers of up to four bytes', () => {
  assert.deepEqual(read([0]), [0, 1]);
  assert.deepEqual(read([0x7f, 0xff, 0xff, 0xff]), [127, 1]);
  assert.deepEqual(read([0xac, 0x02]), [300, 2]);
  assert.deepEqual(read([0xff, 0xff, 0x7f, 0]), [2 ** 21 - 1, 3]);
  assert.deepEqual(read([0xff, 0xff, 0xff, 0x7f]), [2 ** 28 - 1, 4]);
});

test('longer ones, and those that pass the end of their message, are left to the cursor', () => {
  assert.equal(read([]), null);
  assert.equal(read([0x80, 0x80, 0x80, 0x80, 0x01]), null);
  assert.equal(read([0x80, 0x80]), null);
  assert.equal(read([0x80, 0x01, 0, 0, 0], 1), null);
  assert.equal(read([0x80, 0x80, 0x80, 0x01], 3), null);
});

test('a body lies inside its message', () => {
  const short = new ShortFields(Uint8Array.of(0x12, 2, 9, 9, 0x08, 5));
  assert.deepEqual([short.body(0, 6), short.tag, short.bodyStart], [4, (2 << 3) | BYTES, 2]);
  assert.equal(short.body(0, 3), -1);
  assert.equal(short.body(4, 6), -1);
  assert.deepEqual([short.number(4, 6), short.tag, short.value], [6, (1 << 3) | VARINT, 5]);
  assert.equal(short.number(0, 6), -1);
  assert.equal(short.number(6, 6), -1);
});

test('on random bytes both agree wherever the short way answers', () => {
  const random = new Random(5);
  let answered = 0;
  for (let run = 0; run < 20_000; run++) {
    const bytes = Uint8Array.from({ length: 1 + random.below(12) }, () =>
      random.below(3) === 0 ? random.below(256) : random.below(24),
    );
    const end = random.below(bytes.length + 1);
    const short = new ShortFields(bytes);
    const body = short.body(0, end);
    const next = body >= 0 ? body : short.number(0, end);
    if (next < 0) continue;
    answered++;
    const cursor = new Cursor(bytes);
    cursor.seek(0, end);
    assert.doesNotThrow(() => cursor.field(), MalformedBytes);
    assert.deepEqual([cursor.pos, (cursor.fieldNumber << 3) | cursor.wireType], [next, short.tag]);
    if (body >= 0) assert.equal(cursor.bodyStart, short.bodyStart);
    else assert.deepEqual([cursor.lo, cursor.hi], [short.value, 0]);
  }
  assert.ok(answered > 1_000, `${answered}`);
});
