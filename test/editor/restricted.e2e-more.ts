// Do dumps open in restricted mode, and does no program run there?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

describe('a workspace that is not trusted', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const programs = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-programs-'));
  const started = path.join(programs, 'started');
  let workbench: Workbench;

  before(async () => {
    // Stands before the real one on the PATH and tells that it was started.
    for (const name of ['git', 'go'])
      fs.writeFileSync(path.join(programs, name), `#!/bin/sh\necho "$0 $*" >> '${started}'\nexit 1\n`, {
        mode: 0o755,
      });
    workbench = await Workbench.open({
      folder: sample.folder,
      extension: process.cwd(),
      env: { PATH: `${programs}${path.delimiter}${process.env.PATH}` },
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.untrustedFiles': 'open',
      },
    });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
    fs.rmSync(programs, { recursive: true, force: true });
  });

  test('is in restricted mode', async () => {
    await workbench.page
      .locator('.statusbar-item', { hasText: 'Restricted Mode' })
      .waitFor({ timeout: 20_000 });
  });

  test('shows the verdict and marks the line', async () => {
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
    const report = await workbench.webview('.verdict');
    await report.locator('.verdict .where .site').first().click();
    await workbench.waitForPosition('reqctx.go', 19);
    await waitForLines(workbench.page, (shown) =>
      shown.some(({ line, after }) => line === 19 && after !== ''),
    );
  });

  test('no program was started', () => assert.equal(fs.existsSync(started), false));
});
