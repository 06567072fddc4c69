// Which recorded folders is a person asked about?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { buildFolderOf } from '../../src/investigation/recorded-folders.ts';
import type { RecordedFolder } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const BLOCK = path.join(sampleDumps, 'release-v1.8.0', 'block.pprof');

describe('the folder that a path alone tells', () => {
  const cases: readonly [fn: string, file: string, folder: string | undefined][] = [
    ['acme.io/shop/internal/cart.Add', '/app/internal/cart/cart.go', '/app'],
    // The module's folder has the module's name: which of them is the root cannot be told, the outer holds both.
    ['acme.io/shop/internal/cart.(*Cart[...]).Add', 'C:\\work\\shop\\internal\\cart\\cart.go', 'C:\\work'],
    ['main.main', '/app/cmd/shop/main.go', '/app/cmd/shop'],
    ['acme.io/team/shop/internal/cart.Add', 'acme.io/team/shop/internal/cart/cart.go', 'acme.io/team/shop'],
    ['shop/internal/cart.Add', 'shop/internal/cart/cart.go', 'shop'],
    ['acme.io/lib/sub.F', '/go/pkg/mod/acme.io/lib@v1.2.0/sub/f.go', '/go/pkg/mod/acme.io/lib@v1.2.0'],
    // The package's own folders lie at the top: the first of them is taken for the program's.
    ['app/cart.Add', '/app/cart/cart.go', '/app'],
    ['main.main', 'main.go', undefined],
    ['main.main', '/main.go', undefined],
  ];
  for (const [fn, file, folder] of cases)
    test(`${fn} in ${file}: ${folder ?? 'none'}`, () =>
      assert.equal(buildFolderOf({ function: fn, file, line: 1 }), folder));
});

describe('dumps of the sample', () => {
  let workspace: ReturnType<typeof sampleWorkspace>;
  beforeEach(() => {
    workspace = sampleWorkspace('v1.8.0');
  });
  afterEach(() => workspace.remove());

  async function folders(options: OpenOptions = {}): Promise<readonly RecordedFolder[]> {
    const investigation = newInvestigation();
    await investigation.handle('open', {
      inputs: [{ path: BLOCK, file: BLOCK }],
      workspace: { kind: 'folders', folders: [workspace.folder] },
      options,
    });
    return investigation.handle('recordedFolders', null);
  }

  test('name libraries only, while the sources are there', async () => {
    const found = await folders();
    assert.ok(found.length > 0);
    assert.deepEqual(
      found.filter(({ ours }) => ours),
      [],
    );
    for (const { recorded } of found) assert.match(recorded, /@v\d/);
  });

  test('name the folder of the service first, when its sources lie elsewhere; a folder map settles it', async () => {
    fs.mkdirSync(path.join(workspace.folder, 'old'));
    for (const part of ['internal', 'cmd'])
      fs.renameSync(path.join(workspace.folder, part), path.join(workspace.folder, 'old', part));
    fs.rmSync(path.join(workspace.folder, 'go.mod'));
    // The module is unknown now, and files of another name stand in the way of a guess.
    for (const name of fs.readdirSync(path.join(workspace.folder, 'old/internal')))
      fs.renameSync(
        path.join(workspace.folder, 'old/internal', name),
        path.join(workspace.folder, 'old/internal', `${name}2`),
      );
    const [first] = await folders();
    assert.equal(first.ours, true);
    assert.equal(first.recorded, '/app');
    assert.ok(first.files.every((file) => file.startsWith('/app/')));
    assert.deepEqual(first.candidates, []);
    fs.cpSync(
      path.join(workspace.folder, 'old/internal/reqctx2'),
      path.join(workspace.folder, 'x/internal/reqctx'),
      {
        recursive: true,
      },
    );
    const [left] = await folders({ folderMap: [{ from: '/app', to: 'x' }] });
    assert.ok(left.lines < first.lines);
  });

  test('that fit two folders name both', async () => {
    for (const copy of ['left', 'right'])
      fs.cpSync(path.join(workspace.folder, 'internal'), path.join(workspace.folder, copy, 'internal'), {
        recursive: true,
      });
    fs.rmSync(path.join(workspace.folder, 'internal'), { recursive: true });
    fs.rmSync(path.join(workspace.folder, 'go.mod'));
    const [first] = await folders();
    assert.equal(first.recorded, '/app');
    assert.deepEqual(first.candidates, ['left', 'right']);
    const mapped = (await folders({ folderMap: [{ from: '/app', to: 'left' }] })).find(
      (f) => f.recorded === '/app',
    );
    assert.equal(mapped?.lines, 0);
    assert.deepEqual(mapped?.files, first.files);
  });
});
