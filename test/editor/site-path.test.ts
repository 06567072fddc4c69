// Which paths may be opened?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInside, relativeParts } from '../../src/editor/sources/site-path.ts';

test('paths of a workspace', () => {
  assert.deepEqual(relativeParts('main.go', true), ['main.go']);
  assert.deepEqual(relativeParts('internal/a b/größe..go', true), ['internal', 'a b', 'größe..go']);
  assert.deepEqual(relativeParts('auxiliary/console.go', true), ['auxiliary', 'console.go']);
});

test('everything that could lead elsewhere is refused', () => {
  const paths = [
    '',
    '/etc/passwd',
    '//host/share/a.go',
    '\\\\host\\share\\a.go',
    '\\\\?\\C:\\a.go',
    '\\\\.\\pipe\\x',
    '..\\a.go',
    'C:\\a.go',
    'C:/a.go',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode://x/y',
    'a.go:stream',
    '~/a.go',
    '../a.go',
    'a/../../b.go',
    'a/./b.go',
    'a//b.go',
    'a/',
    'a\u0000.go',
    'a\n.go',
    'aux.go',
    'sub/NUL',
    'com1',
    'a. ',
    'a.',
  ];
  for (const path of paths) assert.ok('refused' in relativeParts(path, true), path);
});

test('only Windows has devices among its file names', () => {
  assert.deepEqual(relativeParts('aux.go', false), ['aux.go']);
  assert.ok('refused' in relativeParts('C:/a.go', false));
});

test('inside means below, not beginning with the same letters', () => {
  assert.ok(isInside('/w/app/a.go', '/w/app', '/'));
  assert.ok(isInside('/a.go', '/', '/'));
  assert.ok(!isInside('/w/app2/a.go', '/w/app', '/'));
  assert.ok(!isInside('/W/app/a.go', '/w/app', '/'));
  assert.ok(isInside('C:\\W\\App\\a.go', 'c:\\w\\app', '\\'));
  assert.ok(!isInside('C:\\W\\App2\\a.go', 'c:\\w\\app', '\\'));
});
