// Does a file source give the bytes that the file has, and nothing past its end?

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openFileSource } from '../../src/outside/file-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'file-source-'));
after(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const path = join(folder, `${text.length}.bin`);
  writeFileSync(path, text);
  return path;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

test('reads from the middle, and fewer bytes only at the end', () => {
  const source = openFileSource(fileOf('0123456789'));
  assert.equal(source.size, 10);
  assert.equal(text(source.read(3, 4)), '3456');
  assert.equal(text(source.read(8, 100)), '89');
  assert.equal(text(source.read(10, 1)), '');
  assert.equal(text(source.read(11, 1)), '');
  source.close();
});

test('a file that shrinks while it is read gives what is left', () => {
  const path = fileOf('0123456789abc');
  const source = openFileSource(path);
  truncateSync(path, 5);
  assert.equal(text(source.read(3, 10)), '34');
  source.close();
});

test('a folder is refused in words', () => {
  assert.throws(() => openFileSource(folder), /a folder: only files can be read/);
});
