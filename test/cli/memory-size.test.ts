import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMemorySize } from '../../src/model/memory-size.ts';

test('limits are read as GOMEMLIMIT and manifests write them', () => {
  const cases: [text: string, bytes: number | undefined][] = [
    ['2GiB', 2 ** 31],
    ['2Gi', 2 ** 31],
    ['2GB', 2 ** 31],
    ['512 mib', 2 ** 29],
    ['1.5kb', 1536],
    ['1024', 1024],
    ['1024B', 1024],
    ['2G', undefined],
    ['i', undefined],
    ['5i', undefined],
    ['0', undefined],
    ['-1GiB', undefined],
    ['1e9', undefined],
  ];
  for (const [text, bytes] of cases) assert.equal(parseMemorySize(text), bytes, text);
});
