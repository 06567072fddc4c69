// Is a file that is too large to be held refused before it is read?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_LIMITS, type Limits } from '../../src/bytes/decode-context.ts';
import type { ByteSource } from '../../src/bytes/source.ts';
import { decodeAll } from '../../src/formats/decode.ts';
import { nodeContext } from '../support/decode-file.ts';
import { drawProfile } from '../support/protobuf.ts';

const MOST_READ = 1 << 20;

/** A profile's beginning, of which nobody may ask for much. */
function huge(size: number): ByteSource {
  const head = drawProfile();
  return {
    size,
    read(offset, length) {
      assert.ok(length <= MOST_READ, `${length} bytes were asked for`);
      return head.subarray(offset, offset + length);
    },
  };
}

function refusal(size: number, limits: Limits): string {
  const [one] = decodeAll('huge', huge(size), { ...nodeContext, limits });
  assert.ok(one !== undefined && 'error' in one);
  return one.error.message;
}

test('past the limit: refused with the limit and how to raise it', () => {
  assert.match(
    refusal(3 * 2 ** 30, DEFAULT_LIMITS),
    /3221225472 bytes, more than the limit of 2048 MiB.*--max-expanded/,
  );
  const little: Limits = { maxExpandedBytes: 2 ** 20, setByUser: true };
  assert.match(refusal(2 ** 20 + 1, little), /more than the limit of 1 MiB/);
});

test('past what can be addressed: refused whatever the limit', () => {
  const raised: Limits = { maxExpandedBytes: 2 ** 33, setByUser: true };
  assert.match(refusal(3 * 2 ** 30, raised), /more than can be read as a whole.*2 GiB is the most/);
  assert.match(refusal(2 ** 31, DEFAULT_LIMITS), /more than can be read as a whole/);
});
