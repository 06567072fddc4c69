// Can each folder of a workspace be told by its prefix?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderPrefixes } from '../../src/model/folder-names.ts';

test('a single folder needs no prefix', () => assert.deepEqual(folderPrefixes(['app']), ['']));

test('no two folders share a prefix, and an empty name gets one', () => {
  assert.deepEqual(folderPrefixes(['api', 'web', 'api', '', 'api-2']), [
    'api',
    'web',
    'api-2',
    'root',
    'api-2-2',
  ]);
});
