// Are dumps told from other files by their names?

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
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

const dumpNames = [
  'cpu.prof',
  'heap.pb.gz',
  'TRACE.OUT',
  'mem_1.out',
  'goroutine',
  'heap.2.gz',
  'app.trace',
  'x.cpuprof',
];

const otherNames = [
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

test('names that people give to dumps', () => {
  for (const name of dumpNames) assert.ok(looksLikeDump(name), name);
});

test('other files of a project', () => {
  for (const name of otherNames) assert.ok(!looksLikeDump(name), name);
});

test('the Explorer offers to open the same files', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [{ when }] = contributes.menus['explorer/context'] as readonly { readonly when: string }[];
  const [, pattern] = /resourceFilename =~ \/(.*)\/i$/.exec(when) ?? [];
  const offered = new RegExp(pattern, 'i');
  const all = [...dumpNames, ...otherNames, 'heap', 'goroutine-debug2.txt.gz', 'trace', 'tracer', 'cpu.txt'];
  for (const name of all) assert.equal(offered.test(name), looksLikeDump(name), name);
});
