// Does a dump that was cut anywhere ever pass for a whole one?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { isPartial, UnreadableDump } from '../../src/model/problems.ts';
import { decodeBytes } from '../support/decode-file.ts';

type Answer = 'refused' | 'partial' | 'whole';

function answer(bytes: Uint8Array): Answer {
  try {
    return isPartial(decodeBytes(bytes).problems) ? 'partial' : 'whole';
  } catch (e) {
    assert.ok(e instanceof UnreadableDump, String(e));
    return 'refused';
  }
}

/** All sixteenths, and every `step`th of the first 4,096 lengths. */
function* cuts(length: number, step: number): Generator<number> {
  for (let k = 0; k < 16; k++) yield Math.floor((length * k) / 16);
  for (let n = 1; n < Math.min(4096, length); n += step) yield n;
}

const FILES = ['release-v1.8.0/cpu.pprof', 'release-v1.8.0/mem.pprof', 'release-v1.8.0/mutex.pprof'];

for (const file of FILES) {
  const packed = fs.readFileSync(`sample/dumps/${file}`);
  const raw = gunzipSync(packed);

  test(`${file}, gzip cut`, () => {
    for (const length of cuts(packed.length, 41))
      assert.notEqual(answer(packed.subarray(0, length)), 'whole', `${length}`);
  });

  test(`${file}, message cut`, () => {
    for (const length of cuts(raw.length, 17))
      assert.notEqual(answer(raw.subarray(0, length)), 'whole', `${length}`);
  });
}

test('half of a gzipped profile still shows most of its stacks', () => {
  const packed = fs.readFileSync('sample/dumps/release-v1.8.0/cpu.pprof');
  const whole = decodeBytes(packed);
  const half = decodeBytes(packed.subarray(0, packed.length * 0.7));
  assert.ok(whole.kind === 'profile' && half.kind === 'profile');
  assert.ok(half.sampleCount > 0.5 * whole.sampleCount, `${half.sampleCount} of ${whole.sampleCount}`);
  assert.ok(half.problems.every((p) => p.severity !== 'partial' || p.text.length > 20));
  assert.ok(half.problems.some((p) => /ends early/.test(p.text) && p.advice));
});

test('a profile cut before its names says that once, and asks for nothing by a name that is missing', () => {
  const packed = fs.readFileSync('sample/dumps/release-v1.8.0/cpu.pprof');
  const cut = decodeBytes(packed.subarray(0, packed.length * 0.7));
  assert.ok(cut.kind === 'profile' && cut.defaultSampleTypeName === undefined);
  assert.equal(cut.problems.filter((p) => p.text.includes('names are missing')).length, 1);
  assert.ok(cut.problems.every((p) => !p.text.includes('missing string')));
});

test('the text twin of the sample, cut', () => {
  const text = fs.readFileSync('sample/dumps/release-v1.8.0-later/goroutine-debug1.txt');
  for (const length of cuts(text.length, 41))
    assert.notEqual(answer(text.subarray(0, length)), 'whole', `${length}`);
});
