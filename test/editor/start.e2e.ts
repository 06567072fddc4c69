// Does VS Code show the incident as `npm start` opens it, and a dump that is opened as a file?
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openerExtension } from '../support/opener-extension.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

const dumps = `${sampleDumps}/release-v1.8.0`;

describe('dumps without the command', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;

  before(async () => {
    const installed = [openerExtension(dumps)];
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd(), installed });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  async function assertVerdict(): Promise<void> {
    const report = await workbench.webview('.verdict');
    assert.equal(await report.locator('.strip .dump').count(), 6);
    assert.match((await report.locator('.verdict').textContent()) ?? '', /internal\/reqctx\/reqctx\.go:19/);
  }

  test('the start shows the verdict', assertVerdict);

  test('a dump that is opened as a file shows the verdict over all dumps of its folder', async () => {
    await workbench.command('Culprit: Clear');
    await workbench.open(`${dumps}/trace.out`);
    await assertVerdict();
  });
});
