// Are the Go files of folders listed and read, and nothing else?

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { workspaceOnDisk } from '../../src/outside/workspace-node.ts';

const top = mkdtempSync(path.join(tmpdir(), 'workspace-'));
after(() => rmSync(top, { recursive: true, force: true }));

/** Writes files (their text is their path) and gives the folder. */
function folder(name: string, files: readonly string[]): string {
  const root = path.join(top, name);
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), file);
  }
  return root;
}

test('Go files, go.mod and go.work are listed, vendor included', async () => {
  const root = folder('one', [
    'a.go',
    'go.mod',
    'go.work',
    'README.md',
    'xgo.mod',
    'b/c.go',
    'vendor/x.y/z/z.go',
    '.git/hook.go',
    'node_modules/m/m.go',
    'b/node_modules/m.go',
  ]);
  const workspace = workspaceOnDisk([root]);
  assert.deepEqual(await workspace.list(), ['a.go', 'go.mod', 'go.work', 'b/c.go', 'vendor/x.y/z/z.go']);
  assert.equal(await workspace.read('b/c.go'), 'b/c.go');
  utimesSync(path.join(root, 'a.go'), 5, 7);
  assert.equal(await workspace.changedAt('a.go'), 7000);
  assert.equal(await workspace.changedAt('README.md'), undefined);
  assert.equal(await workspace.read('README.md'), undefined);
  assert.equal(await workspace.read('../one/a.go'), undefined);
  assert.deepEqual(workspace.folders, [{ prefix: '', absolute: root }]);
});

test('several folders are told apart by their names', async () => {
  const workspace = workspaceOnDisk([
    folder('l/shop', ['a.go']),
    folder('r/shop', ['b.go']),
    folder('cart', ['c.go']),
  ]);
  assert.deepEqual(await workspace.list(), ['shop/a.go', 'shop-2/b.go', 'cart/c.go']);
  assert.equal(await workspace.read('shop-2/b.go'), 'b.go');
});

test('loops, outward links, pipes and folders with Go names are passed over', {
  skip: process.platform === 'win32' && 'needs links and pipes',
}, async () => {
  const root = folder('odd', ['in/a.go', 'dir.go/b.go']);
  symlinkSync(root, path.join(root, 'in', 'loop'));
  symlinkSync(folder('far', ['secret.go']), path.join(root, 'far'));
  symlinkSync(path.join(top, 'far', 'secret.go'), path.join(root, 'out.go'));
  symlinkSync(path.join(root, 'in', 'a.go'), path.join(root, 'link.go'));
  spawnSync('mkfifo', [path.join(root, 'pipe.go')]);
  const workspace = workspaceOnDisk([root]);
  assert.deepEqual(await workspace.list(), ['link.go', 'out.go', 'dir.go/b.go', 'in/a.go']);
  assert.equal(await workspace.read('out.go'), undefined);
  assert.equal(await workspace.read('pipe.go'), undefined);
  assert.equal(await workspace.read('link.go'), 'in/a.go');
});

test('limits hold', async () => {
  const root = folder('many', ['a.go', 'b.go', 'c.go', 'd.go']);
  const cut = workspaceOnDisk([root], { maxEntries: 2, maxFileBytes: 3 });
  assert.deepEqual(await cut.list(), ['a.go', 'b.go']);
  assert.equal(cut.isCut(), true);
  assert.equal(await cut.read('a.go'), undefined);
  const whole = workspaceOnDisk([root], { maxEntries: 4, maxFileBytes: 4 });
  await whole.list();
  assert.equal(whole.isCut(), false);
});

test('a folder that is not there is empty', async () => {
  assert.deepEqual(await workspaceOnDisk([path.join(top, 'none')]).list(), []);
});
