import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { parseExportCommand, runExport } from '../../src/cli/export-command.ts';
import { cell } from '../../src/documents/samples.ts';

const CPU = 'sample/dumps/release-v1.8.0/cpu.pprof';
const HEAP = 'sample/dumps/release-v1.8.0/mem.pprof';
const hasGo = spawnSync('go', ['version']).status === 0;

/** The file that `export` writes. */
async function exported(...argv: string[]): Promise<Buffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-export-'));
  try {
    const output = path.join(folder, 'out');
    const command = parseExportCommand([...argv, '-o', output]);
    assert.ok(command.command === 'export');
    assert.equal(await runExport(command, DEFAULT_LIMITS), 0);
    return fs.readFileSync(output);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const goTop = (...args: string[]) =>
  execFileSync('go', ['tool', 'pprof', '-symbolize=none', '-top', '-nodecount=100000', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .split('\n')
    .filter((line) => /^\s*-?\d/.test(line));

test('go tool pprof sees in the written profile what it sees in the first', {
  skip: !hasGo && 'no Go',
}, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-export-'));
  const file = path.join(folder, 'x.pprof');
  try {
    const cases: [input: string, ...flags: string[]][] = [
      [CPU],
      [HEAP],
      ['sample/dumps/release-v1.8.0/block.pprof'],
      [CPU, '-focus=WithCache', '-relative_percentages'],
    ];
    for (const [input, ...flags] of cases) {
      fs.writeFileSync(file, await exported(input, ...flags));
      const rows = goTop(...flags, input);
      assert.ok(rows.length > 1);
      const numbers = (lines: string[]) => lines.map((l) => l.replace(/ \((partial-)?inline\)$/, ''));
      assert.deepEqual(numbers(goTop(file)), numbers(rows));
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('several files of one kind become one profile, of the same program, as in pprof', {
  skip: !hasGo && 'no Go',
}, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-export-'));
  const file = path.join(folder, 'x.pprof');
  const later = 'sample/dumps/release-v1.7.0/cpu.pprof';
  try {
    fs.writeFileSync(file, await exported(CPU, later, '--merge'));
    assert.deepEqual(
      goTop(file).map((l) => l.replace(/ \((partial-)?inline\)$/, '')),
      goTop(CPU, later).map((l) => l.replace(/ \((partial-)?inline\)$/, '')),
    );
    const head = execFileSync('go', ['tool', 'pprof', '-symbolize=none', '-top', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    assert.match(head, /^File: \S+\nBuild ID: [0-9a-f]+\n/);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('files of different kinds, or that are not to be merged, are refused', async () => {
  const both = parseExportCommand([CPU, HEAP, '--merge', '-o', 'unwritten']);
  assert.ok(both.command === 'export');
  assert.equal(await runExport(both, DEFAULT_LIMITS), 2);
  assert.equal(fs.existsSync('unwritten'), false);
  assert.equal(parseExportCommand([CPU, CPU, '--merge=false', '-o', 'x']).command, 'wrong');
});

test('folded stacks, speedscope and CSV hold the same total', async () => {
  const lines = (await exported(CPU, '--format', 'folded')).toString().trim().split('\n');
  const total = lines.reduce((sum, l) => sum + Number(l.slice(l.lastIndexOf(' '))), 0);
  const scope = JSON.parse((await exported(CPU, '--format=speedscope')).toString());
  assert.equal(scope.profiles[scope.activeProfileIndex].endValue, total);
  assert.equal(total, 2_800_000_000);
  const rows = (await exported(CPU, '--format', 'csv')).toString().trim().split('\r\n');
  assert.equal(rows[0], '"samples (count)","cpu (nanoseconds)","labels","stack"');
  assert.equal(
    rows.slice(1).reduce((sum, r) => sum + Number(r.split(',')[1]), 0),
    total,
  );
});

test('no cell of a CSV is a formula', () => {
  assert.equal(cell('=cmd|x'), `"'=cmd|x"`);
  assert.equal(cell('+1'), `"'+1"`);
  assert.equal(cell('a"b'), '"a""b"');
});

test('what is missing is said', () => {
  const message = (...argv: string[]) => {
    const command = parseExportCommand(argv);
    return 'message' in command ? command.message : '';
  };
  assert.match(message(CPU), /-o FILE/);
  assert.match(message(CPU, '-o', 'x', '--format', 'xml'), /pprof, folded, speedscope, csv, not "xml"/);
});
