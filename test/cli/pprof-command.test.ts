// Do top, peek and list of the command line print, refuse and end as promised?
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sampleWorkspace } from '../support/sample.ts';

const cpu = path.resolve('sample/dumps/release-v1.8.0/cpu.pprof');

function run(...args: string[]) {
  const { TZ: _, ...env } = process.env;
  return spawnSync(process.execPath, ['dist/cli.js', ...args], { encoding: 'utf8', env });
}

function golden(name: string): string {
  const text = fs.readFileSync(`test/golden/pprof-report/${name}.txt`, 'utf8');
  return text.slice(text.indexOf('\n') + 1);
}

test('top prints the report and nothing else', () => {
  const { status, stdout, stderr } = run('top', cpu);
  assert.equal(stdout, golden('cpu-default'));
  assert.equal(stderr, '');
  assert.equal(status, 0);
});

test('peek prints callers and callees', () => {
  assert.equal(run('peek', 'gcDrain|timingwheel', cpu).stdout, golden('cpu-peek-drain'));
});

test('list finds the sources of another machine in the workspace', () => {
  const { folder, remove } = sampleWorkspace('v1.8.0');
  try {
    const { status, stdout } = run('list', 'WithCache', cpu, '--workspace', folder);
    assert.equal(status, 0);
    assert.match(stdout, /^ROUTINE =+ \S+WithCache in \/app\/internal\/reqctx\/reqctx\.go$/m);
    assert.match(stdout, /^ {9}\. +1\.27s +\d+:\t.*collection\.NewCache/m);
  } finally {
    remove();
  }
});

test('what cannot be answered ends with 2 and a reason, and prints no report', () => {
  for (const [args, reason] of [
    [['peek', 'NoSuchFunction', cpu], /no matches found for regexp: NoSuchFunction/],
    [['top', '-focus=(', cpu], /missing closing \)/],
    [['top', '-sample_index=heap', cpu], /sample_index "heap" must be one of: \[samples cpu\]/],
    [['top', 'package.json'], /package\.json: .*no profile|no profile could be read/],
    [['top', '-base', 'sample/dumps/release-v1.8.0/mem.pprof', cpu], /no|incompatible|common/],
  ] as const) {
    const { status, stdout, stderr } = run(...args);
    assert.equal(stdout, '', args.join(' '));
    assert.match(stderr, reason);
    assert.equal(status, 2);
  }
});

test('a filter that matches nothing is told beside the report', () => {
  const { status, stderr } = run('top', '-focus=NoSuchFunction', cpu);
  assert.match(stderr, /^culprit: Focus expression matched no samples$/m);
  assert.equal(status, 0);
});
