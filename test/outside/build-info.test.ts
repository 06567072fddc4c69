// Does a program tell the commit that it was built from, and nothing else take itself for one?
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { sourceOf } from '../../src/bytes/source.ts';
import { builtCommit, isProgram } from '../../src/outside/build-info.ts';
import { openFileSource } from '../../src/outside/file-source.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const MAGIC = '\xff Go buildinf:';

function varint(length: number): number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
}

function header(version: string, lines: string, flags = 2): number[] {
  const bytes = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
  const marked = `${'0'.repeat(16)}${lines}${'1'.repeat(16)}`;
  const head = [...bytes(MAGIC), 8, flags, ...Array<number>(16).fill(0)];
  return [...head, ...varint(version.length), ...bytes(version), ...varint(marked.length), ...bytes(marked)];
}

const told = (bytes: readonly number[]) => builtCommit(sourceOf(Uint8Array.from(bytes)));
const lines = `path\tacme.io/shop\nbuild\tvcs=git\nbuild\tvcs.revision=${COMMIT}\nbuild\tvcs.modified=true\n`;

describe('what is written in a program', () => {
  test('tells its commit, wherever the header stands', () => {
    for (const before of [0, 5, 4096, (1 << 20) - 7])
      assert.deepEqual(told([...Array<number>(before).fill(1), ...header('go1.24.1', lines)]), {
        commit: COMMIT,
        modified: true,
      });
  });

  test('is passed over where it only looks like a header', () => {
    const real = header('go1.24.1', `build\tvcs.revision=${COMMIT}\n`);
    const decoys = [header('x', lines), header('go1.17', lines, 0), header('go1.24.1', 'path\tx\n')];
    for (const decoy of decoys) {
      assert.equal(told(decoy), undefined);
      assert.deepEqual(told([...decoy, ...real]), { commit: COMMIT, modified: false });
    }
  });

  test('that is cut, or none at all, tells nothing', () => {
    const whole = header('go1.24.1', lines);
    for (const length of [0, 3, 14, 20, 33, 40, 60, whole.length - 1])
      assert.equal(told(whole.slice(0, length)), undefined, String(length));
  });
});

test('Go’s own linker writes what is read', (t) => {
  if (spawnSync('go', ['version']).status !== 0) return t.skip('no Go here');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-program-'));
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.invalid', ...args], {
        cwd: folder,
        encoding: 'utf8',
      }).trim();
    fs.writeFileSync(path.join(folder, 'go.mod'), 'module acme.io/shop\n');
    fs.writeFileSync(path.join(folder, 'main.go'), 'package main\n\nfunc main() {}\n');
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
    const program = path.join(folder, 'shop');
    execFileSync('go', ['build', '-buildvcs=true', '-o', program, '.'], { cwd: folder, stdio: 'pipe' });
    const source = openFileSource(program);
    assert.equal(isProgram(source), true);
    assert.deepEqual(builtCommit(source), { commit: git('rev-parse', 'HEAD'), modified: false });
    source.close();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
