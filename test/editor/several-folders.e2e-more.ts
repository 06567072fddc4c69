// Are lines found in the right one of several folders?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

describe('a workspace of several folders', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;

  before(async () => {
    const parent = path.dirname(sample.folder);
    const other = path.join(parent, 'other');
    fs.mkdirSync(path.join(other, 'internal/reqctx'), { recursive: true });
    fs.writeFileSync(path.join(other, 'go.mod'), 'module example.test/other\n');
    // A file of the same path that is not meant.
    fs.writeFileSync(
      path.join(other, 'internal/reqctx/reqctx.go'),
      `package reqctx\n${'// nothing\n'.repeat(30)}`,
    );
    const file = path.join(parent, 'two.code-workspace');
    fs.writeFileSync(file, JSON.stringify({ folders: [{ path: 'other' }, { path: 'order-consumer' }] }));
    workbench = await Workbench.open({ folder: file, extension: process.cwd() });
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  test('the report names the folder, and a click opens the file of that folder', async () => {
    const report = await workbench.webview('.verdict');
    const site = report.locator('.verdict .where .site').first();
    assert.equal(await site.textContent(), 'order-consumer/internal/reqctx/reqctx.go:19');
    await site.click();
    await workbench.waitForPosition('reqctx.go', 19);
    const lines = await waitForLines(workbench.page, (shown) =>
      shown.some(({ line, after }) => line === 19 && after !== ''),
    );
    assert.match(lines.find(({ line }) => line === 19)?.text ?? '', /NewCache/);
  });

  test('the file of the other folder has no marks', async () => {
    await workbench.open(path.join(path.dirname(sample.folder), 'other/internal/reqctx/reqctx.go'));
    const lines = await waitForLines(workbench.page, (shown) =>
      shown.some(({ text }) => text.includes('nothing')),
    );
    assert.deepEqual(
      lines.filter(({ marks, after }) => marks.length > 0 || after !== ''),
      [],
    );
  });
});
