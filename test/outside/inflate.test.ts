// Does every inflater give back what can be read, say what is wrong, and stop at a bomb?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Inflate } from '../../src/bytes/decode-context.ts';
import { UnreadableDump } from '../../src/model/problems.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { inflateWithPako } from '../../src/outside/inflate-pako.ts';

const packed = fs.readFileSync('sample/dumps/release-v1.8.0/cpu.pprof');
const whole = gunzipSync(packed);
const LIMIT = 1 << 30;

/** The first `length` bytes of the truth. */
function startsTheWhole(bytes: Uint8Array): boolean {
  return whole.subarray(0, bytes.length).equals(bytes);
}

const INFLATERS: readonly (readonly [string, Inflate])[] = [
  ['node', inflateWithNode],
  ['pako', inflateWithPako],
];

for (const [name, inflate] of INFLATERS) {
  test(`${name}: whole data, several members, zeros after the end`, () => {
    assert.deepEqual(Buffer.from(inflate(packed, LIMIT).bytes), whole);
    const two = inflate(Buffer.concat([gzipSync('one '), gzipSync('two')]), LIMIT);
    assert.deepEqual([Buffer.from(two.bytes).toString(), two.complete], ['one two', true]);
    const zeros = inflate(Buffer.concat([packed, Buffer.alloc(512)]), LIMIT);
    assert.deepEqual([Buffer.from(zeros.bytes).equals(whole), zeros.complete], [true, true]);
  });

  test(`${name}: cut data gives every decodable byte`, () => {
    const half = inflate(packed.subarray(0, packed.length / 2), LIMIT);
    assert.equal(half.complete, false);
    assert.match(half.fault!, /ends early/);
    assert.ok(half.bytes.length > whole.length / 4 && startsTheWhole(half.bytes));
    const noTrailer = inflate(packed.subarray(0, packed.length - 8), LIMIT);
    assert.deepEqual([noTrailer.bytes.length, noTrailer.complete], [whole.length, false]);
  });

  test(`${name}: a wrong checksum and a damaged middle are told apart`, () => {
    const badSum = Buffer.from(packed);
    badSum[packed.length - 6] ^= 1;
    const summed = inflate(badSum, LIMIT);
    assert.deepEqual([Buffer.from(summed.bytes).equals(whole), summed.complete], [true, false]);
    assert.match(summed.fault!, /checksum/);
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 5000, 5040);
    const part = inflate(damaged, LIMIT);
    assert.equal(part.complete, false);
    assert.ok(startsTheWhole(part.bytes.subarray(0, 4000)));
  });

  test(`${name}: something else after the end is told, and the data kept`, () => {
    const followed = inflate(Buffer.concat([packed, Buffer.from('<html>trailing page</html>')]), LIMIT);
    assert.deepEqual([Buffer.from(followed.bytes).equals(whole), followed.complete], [true, true]);
    assert.match(followed.fault!, /follows/);
  });

  test(`${name}: a bomb is refused at the limit`, () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000));
    assert.throws(
      () => inflate(bomb, 1_000_000),
      (e) => e instanceof UnreadableDump && /limit/.test(e.advice),
    );
    assert.equal(inflate(bomb, LIMIT).bytes.length, 40_000_000);
  });

  test(`${name}: every prefix`, () => {
    for (let length = 0; length < 600; length++) {
      const { bytes, complete } = inflate(packed.subarray(0, length), LIMIT);
      assert.equal(complete, false, `${length}`);
      assert.ok(startsTheWhole(bytes));
    }
  });
}
