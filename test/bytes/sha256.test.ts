// Is the hash the one that other programs make?
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256Base64, sha256Hex } from '../../src/bytes/sha256.ts';

test('the examples of the standard', () => {
  assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('texts of every length around a block, and outside of ASCII, as OpenSSL hashes them', () => {
  for (const text of [...Array(140).keys()]
    .map((n) => 'x'.repeat(n))
    .concat('ключ 鍵 🗝', 'y'.repeat(100_000))) {
    assert.equal(sha256Hex(text), createHash('sha256').update(text, 'utf8').digest('hex'));
    assert.equal(sha256Base64(text), createHash('sha256').update(text, 'utf8').digest('base64'));
  }
});
