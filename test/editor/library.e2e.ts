// Does a frame of a library lead to its source, where that is, and is it told where it would be?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

const PACKAGE = 'github.com/zeromicro/go-zero@v1.7.6/core/collection';

/** Long enough for every line that the dumps name, and recognisable. */
const source = (where: string): string =>
  [
    'package collection',
    '',
    `// read from ${where}`,
    'func (tw *TimingWheel) run() {',
    ...Array(400).fill('\t_ = 0'),
    '}',
    '',
  ].join('\n');

describe('a frame of timingwheel.go', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const cache = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-modules-')));
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({
      folder: sample.folder,
      extension: process.cwd(),
      env: { GOMODCACHE: cache },
      height: 900,
    });
    await openDumps();
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
    fs.rmSync(cache, { recursive: true, force: true });
  });

  async function openDumps(): Promise<void> {
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
    await workbench.webview('.strip');
  }

  /** From the table of the block profile to the function's source. */
  async function openFunction(): Promise<void> {
    await workbench.command('Culprit: Show Report');
    const report = await workbench.webview('.strip');
    await report.getByRole('tab', { name: 'Block' }).click();
    await report
      .getByRole('tab', { name: 'Table' })
      .or(report.getByRole('radio', { name: 'Table' }))
      .first()
      .click();
    const filter = report.locator('input:visible, vscode-text-field:visible input').first();
    await filter.fill('TimingWheel).run');
    await report.locator('tbody tr:visible', { hasText: 'TimingWheel).run' }).first().dblclick();
  }

  test('that is nowhere on this machine is told with the place where it would be', async () => {
    await openFunction();
    const toast = await workbench.notification('It would be at');
    assert.ok(
      (await toast.innerText()).includes(`${cache}/${PACKAGE}/timingwheel.go`),
      await toast.innerText(),
    );
    await toast.locator('.codicon-notifications-clear').click();
  });

  async function assertReadOnly(where: string): Promise<void> {
    await workbench.page.locator('.tab.active', { hasText: 'timingwheel.go' }).waitFor({ timeout: 20_000 });
    await workbench.page.keyboard.press('Control+Home');
    await waitForLines(workbench.page, (lines) => lines.some(({ text }) => text === `// read from ${where}`));
    // VS Code shows a file before it can be told that nothing may be typed there.
    await workbench.page.waitForTimeout(1000);
    await workbench.page.keyboard.type('typed');
    const lines = await waitForLines(workbench.page, (shown) => shown.length > 3);
    assert.equal(lines[0]?.text, 'package collection');
    assert.equal(await workbench.page.locator('.tab.active.dirty').count(), 0);
  }

  test('opens read-only in the module cache', async () => {
    fs.mkdirSync(path.join(cache, PACKAGE), { recursive: true });
    fs.writeFileSync(path.join(cache, PACKAGE, 'timingwheel.go'), source('the cache'));
    await openFunction();
    await assertReadOnly('the cache');
  });

  test('opens read-only in the vendor folder, which goes before the cache', async () => {
    const vendor = path.join(sample.folder, 'vendor/github.com/zeromicro/go-zero/core/collection');
    fs.mkdirSync(vendor, { recursive: true });
    fs.writeFileSync(path.join(vendor, 'timingwheel.go'), source('the vendor folder'));
    await openDumps();
    await openFunction();
    await assertReadOnly('the vendor folder');
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
