// Are dumps told from other files by their names?

import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { looksLikeDump } from '../../src/protocol/dump-names.ts';

test('every file that the sample incident was dumped into', () => {
  const files = readdirSync('sample/dumps', { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join('sample/dumps', name)).isFile(),
  );
  assert.ok(files.length > 20);
  assert.deepEqual(
    files.filter((name) => !looksLikeDump(basename(name))),
    [],
  );
});

test('names that people give to dumps', () => {
  const names = [
    'cpu.prof',
    'heap.pb.gz',
    'TRACE.OUT',
    'mem_1.out',
    'goroutine',
    'heap.2.gz',
    'app.trace',
    'x.cpuprof',
  ];
  for (const name of names) assert.ok(looksLikeDump(name), name);
});

test('other files of a project', () => {
  const names = [
    'main.go',
    'go.mod',
    'README.md',
    'memory.go',
    'trace.go',
    'a.out',
    'notes.txt',
    'blocks.txt',
    'dump.sh',
    'profiles',
    'x.gz',
  ];
  for (const name of names) assert.ok(!looksLikeDump(name), name);
});
