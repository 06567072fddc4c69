// What is told of files that change, fail or are no files while they are read, and do the others stay?
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import type { ByteSource } from '../../src/bytes/source.ts';
import { type OpenDeps, openIncident, readInput } from '../../src/investigation/open-incident.ts';
import { UnreadableDump } from '../../src/model/problems.ts';
import { openFileSource, sourceOver, unreadableFile } from '../../src/outside/file-source.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';

const TRACE = 'sample/dumps/release-v1.8.0/trace.out';
const PROFILE = 'sample/dumps/release-v1.8.0/block.pprof';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'changing-'));
after(() => fs.rmSync(folder, { recursive: true }));

const deps: OpenDeps = { inflate: inflateWithNode, limits: DEFAULT_LIMITS, openFile: openFileSource };

function copyOf(file: string, name: string): string {
  const copy = path.join(folder, name);
  fs.copyFileSync(file, copy);
  return copy;
}

/** Reads the file; `change` happens when about half of it has been read. */
function readWhile(file: string, change: () => void) {
  let isChanged = false;
  const [decoded] = readInput(
    deps,
    { path: file, file },
    {
      onProgress: (share) => {
        if (isChanged || share < 0.5) return;
        isChanged = true;
        change();
      },
    },
  );
  assert.ok(isChanged);
  return decoded;
}

test('a trace that grows is whole as far as it went, and says so', () => {
  const file = copyOf(TRACE, 'growing.trace');
  const decoded = readWhile(file, () => fs.appendFileSync(file, fs.readFileSync(TRACE)));
  assert.ok('dump' in decoded);
  assert.deepEqual(decoded.dump.problems[0], {
    severity: 'partial',
    text: 'the file grew while it was read: what was added is missing',
    advice: 'Open it again when it is whole.',
  });
});

test('a trace that becomes shorter gives what was there, and says why', () => {
  const file = copyOf(TRACE, 'shrinking.trace');
  const { size } = fs.statSync(file);
  const decoded = readWhile(file, () => fs.truncateSync(file, Math.floor(size / 2)));
  assert.ok('dump' in decoded && decoded.dump.kind === 'trace');
  assert.ok(decoded.dump.goroutines.length > 0);
  assert.match(decoded.dump.problems[0].text, /became shorter while it was read/);
});

test('a file that is emptied before its first byte is read is refused, with the cause', () => {
  const file = copyOf(PROFILE, 'emptied.pprof');
  const openFile = (name: string) => {
    const source = openFileSource(name);
    fs.truncateSync(name, 0);
    return source;
  };
  const [decoded] = readInput({ ...deps, openFile }, { path: file, file });
  assert.ok('error' in decoded);
  assert.match(decoded.error.found, /\(the file became shorter while it was read: its end is missing\)/);
  assert.equal(decoded.error.advice, 'Open it again when nothing writes to it.');
});

/** A file on a disk that fails at a byte. */
function failingAt(file: string, failAt: number): ByteSource {
  const size = fs.statSync(file).size;
  return sourceOver(fs.openSync(file, 'r'), file, size, (handle, bytes, at, length, position) => {
    if (position >= failAt) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    return fs.readSync(handle, bytes, at, Math.min(length, failAt - position), position);
  });
}

test('a disk that fails in the middle: what was read is kept, the byte is told, and the other files are read', () => {
  const openFile = (name: string) => (name === TRACE ? failingAt(name, 300_000) : openFileSource(name));
  const inputs = [TRACE, PROFILE].map((file) => ({ path: file, file }));
  const { dumps, unreadable } = openIncident({ ...deps, openFile }, inputs, () => {});
  assert.deepEqual(unreadable, []);
  const trace = dumps.find((d) => d.path === TRACE)?.dump;
  assert.ok(trace?.kind === 'trace' && trace.goroutines.length > 0);
  assert.deepEqual(trace.problems[0], {
    severity: 'partial',
    text: 'a file that the disk cannot read: what stands behind is missing',
    at: 300_000,
    advice: 'Copy the file again: the disk may be failing.',
  });
});

test('a disk that fails at once, or before anything can be shown, is told as the cause', () => {
  const told = [0, 40].map((failAt) => {
    const [decoded] = readInput(
      { ...deps, openFile: (name) => failingAt(name, failAt) },
      { path: PROFILE, file: PROFILE },
    );
    return 'error' in decoded ? decoded.error.message : '';
  });
  assert.match(told[0], /^a file that the disk cannot read at byte 0\. Copy the file again/);
  assert.match(told[1], /\(a file that the disk cannot read: .*\) at byte 40\. Copy the file again/);
});

test('a file that has become a pipe or a folder is refused at once', { timeout: 10_000 }, (t) => {
  const pipe = path.join(folder, 'pipe');
  if (spawnSync('mkfifo', [pipe]).status !== 0) return t.skip('there are no named pipes here');
  const inputs = [pipe, folder, '/dev/zero', PROFILE].map((file) => ({ path: file, file }));
  const { dumps, unreadable } = openIncident(deps, inputs, () => {});
  assert.equal(dumps.length, 1);
  assert.deepEqual(
    unreadable.map((u) => u.error.found),
    [
      'a named pipe: only files can be read',
      'a folder: only files can be read',
      'a device: only files can be read',
    ],
  );
});

/** The superuser may read everything: then another user tries. */
const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

test('a file that may not be read says whose it is, and how to get at it', (t) => {
  if (process.platform === 'win32') return t.skip('there are no such rights here');
  const file = copyOf(PROFILE, 'secret.pprof');
  fs.chmodSync(folder, 0o755);
  fs.chmodSync(file, 0o200);
  const program = path.join(folder, 'cli.cjs');
  fs.copyFileSync('dist/cli.js', program);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'inspect', file], {
    encoding: 'utf8',
    cwd: folder,
    ...other,
  });
  assert.deepEqual([status, stdout], [2, '']);
  const owner = fs.statSync(file).uid;
  assert.equal(
    stderr,
    `culprit: ${file}: a file that you may not read (mode 200, owner ${owner}). Ask its owner for the right to read it (chmod +r).\n`,
  );
});

test('every fault of the system has words of its own, and an advice', () => {
  const told = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EIO', 'EMFILE', 'ENAMETOOLONG', 'ESTALE'].map(
    (code) => {
      const fault = unreadableFile(
        Object.assign(new Error(`${code}: told by the system`), { code }),
        '/x',
        7,
      );
      assert.ok(fault instanceof UnreadableDump);
      assert.equal(fault.at, 7);
      assert.ok(fault.advice.length > 10, code);
      return fault.found;
    },
  );
  assert.equal(new Set(told).size, told.length);
});
