// Is what the user said of folders kept, and is nothing else taken for it?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FolderMaps } from '../../src/editor/sources/folder-maps.ts';

function memory(first: unknown) {
  let kept = first;
  return {
    get: <T>(_: string, otherwise?: T): T => (kept === undefined ? otherwise : kept) as T,
    update: async (_: string, value: unknown) => {
      kept = value;
    },
  };
}

test('what was said last comes first, and replaces what was said before of the same folder', async () => {
  const maps = new FolderMaps(memory(undefined));
  await maps.remember({ from: '/app', to: 'left' });
  await maps.remember({ from: '/lib', to: '/home/me/lib' });
  await maps.remember({ from: '/app', to: 'right' });
  assert.deepEqual(maps.all, [
    { from: '/app', to: 'right' },
    { from: '/lib', to: '/home/me/lib' },
  ]);
  await maps.forget('/app');
  assert.deepEqual(maps.all, [{ from: '/lib', to: '/home/me/lib' }]);
});

test('a memory that holds something else is no folder map', () => {
  for (const odd of [null, 7, 'x', {}, [null, 1, {}, { from: 1, to: 'x' }, { from: '/a' }]])
    assert.deepEqual(new FolderMaps(memory(odd)).all, []);
});
