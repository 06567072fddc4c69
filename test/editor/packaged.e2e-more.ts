// Does the package work where it is installed, without the project around it?
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
const vsix = path.resolve(`culprit-${version}.vsix`);

describe('the installed package', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;

  before(async () => {
    execFileSync(process.execPath, ['scripts/package.mjs'], { stdio: 'inherit' });
    workbench = await Workbench.open({ folder: sample.folder, vsix });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  test('shows the verdict, and a click opens the line', async () => {
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
    const report = await workbench.webview('.verdict');
    await report.locator('.verdict .where .site').first().click();
    await workbench.waitForPosition('reqctx.go', 19);
  });

  test('brings its sample along', async () => {
    await workbench.command('Culprit: Clear');
    await workbench.command('Culprit: Open the Sample Incident');
    const report = await workbench.webview('.verdict');
    assert.equal(await report.locator('.strip .dump').count(), 6);
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
