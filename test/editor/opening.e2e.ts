// By which ways can dumps be opened, and do they all lead to the same report?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { hoverText, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

describe('dumps in the workspace', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const dumps = path.join(sample.folder, 'dumps/bad-release');
  let workbench: Workbench;

  before(async () => {
    fs.cpSync(`${sampleDumps}/release-v1.8.0`, dumps, { recursive: true });
    fs.cpSync(`${sampleDumps}/release-v1.8.0-later`, path.join(sample.folder, 'dumps/later'), {
      recursive: true,
    });
    fs.copyFileSync(`${sampleDumps}/release-v1.8.0/mem.pprof`, path.join(sample.folder, 'snapshot.bin'));
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd() });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  const row = (name: string) =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
  const pick = (text: string): Promise<void> =>
    workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();

  const chooseOpen = (): Promise<void> => workbench.chooseInMenu('Open pprof Dump');

  async function assertReport(count: number): Promise<void> {
    const report = await workbench.webview('.verdict');
    await report.locator(`.strip li:nth-child(${count}):last-child`).waitFor({ timeout: 20_000 });
    await workbench.command('Culprit: Clear');
  }

  test('the view offers it before anything is open, with the sample and the walkthrough', async () => {
    await workbench.page
      .locator('.activitybar .action-label[aria-label^="Culprit"]')
      .first()
      .click({ force: true });
    const welcome = workbench.page.locator('.welcome-view-content');
    await welcome.waitFor({ timeout: 20_000 });
    assert.match(await welcome.innerText(), /Open the dumps of a Go incident/);
    await welcome.locator('.monaco-button', { hasText: 'Open pprof Dump' }).click();
    await pick('bad-release');
    await assertReport(6);
    await welcome.locator('a', { hasText: 'See how it works' }).click();
    const steps = workbench.page.locator('.getting-started-step');
    await steps.first().waitFor({ timeout: 20_000 });
    assert.equal(await steps.count(), 4);
    await workbench.page
      .locator('.getting-started-step', { hasText: 'Open the dumps of an incident' })
      .first()
      .click();
    await workbench.page
      .locator('.getting-started-step .button-link, .getting-started-step .monaco-button', {
        hasText: 'Open the Sample Incident',
      })
      .first()
      .click();
    await assertReport(6);
  });

  test('a folder of the Explorer', async () => {
    await workbench.page
      .locator('.activitybar .action-label[aria-label^="Explorer"]')
      .first()
      .click({ force: true });
    await row('dumps').click();
    await row('bad-release').click({ button: 'right' });
    await chooseOpen();
    await assertReport(6);
  });

  test('several files of the Explorer', async () => {
    await row('bad-release').click();
    await row('mem.pprof').click();
    await row('block.pprof').click({ modifiers: ['ControlOrMeta'] });
    await row('block.pprof').click({ button: 'right' });
    await chooseOpen();
    // A click opens a file as well, in an editor of its own over all dumps of the folder.
    const report = await workbench.webview('.strip li:nth-child(2):last-child');
    await report.locator('.strip .dump', { hasText: 'Block' }).waitFor({ timeout: 20_000 });
    await workbench.command('Culprit: Clear');
  });

  test('a folder by its own command', async () => {
    await workbench.command('Culprit: Open Dumps in Folder');
    await workbench.suggested(/order-consumer/);
    await workbench.answer(`${dumps}/`);
    const take = workbench.page.locator('.quick-input-widget .monaco-button:visible', {
      hasText: 'Open Dumps',
    });
    await take.click({ timeout: 3000 }).catch(() => {});
    await assertReport(6);
  });

  test('files of the dialog, whatever they are called', async () => {
    await workbench.command('Culprit: Open pprof Dump');
    // The folders with dumps come a moment later, and move the rows.
    await workbench.page
      .locator('.quick-input-widget .monaco-list-row', { hasText: 'bad-release' })
      .first()
      .waitFor();
    await pick('Choose Files');
    await workbench.suggested(/order-consumer/);
    await workbench.answer(`${sample.folder}/snapshot.bin`);
    // On a busy machine the dialog may still be listing the folder, and then takes the next Enter.
    const box = workbench.page.locator('.quick-input-widget:visible');
    await box.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => workbench.page.keyboard.press('Enter'));
    const report = await workbench.webview('.strip');
    await report.locator('.strip .dump', { hasText: 'Heap' }).waitFor({ timeout: 20_000 });
    await workbench.command('Culprit: Clear');
  });

  test('a path that is typed; a folder of folders asks which', async () => {
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(path.join(sample.folder, 'dumps'));
    await pick('bad-release');
    const report = await workbench.webview('.verdict');
    await report.locator('.verdict .where .site').first().click();
    await workbench.waitForPosition('reqctx.go', 19);
  });

  test('from the hover to the flame graph, with the function in focus', async () => {
    await waitForLines(workbench.page, (lines) =>
      lines.some(({ line, after }) => line === 19 && after !== ''),
    );
    await hoverText(workbench.page, 19, 'NewCache');
    await workbench.page.locator('.monaco-hover a', { hasText: 'Flame graph' }).first().click();
    const report = await workbench.webview('.flame, canvas');
    await report
      .locator('[role=tab][aria-selected=true]', { hasText: 'Flame graph' })
      .waitFor({ timeout: 20_000 });
  });

  test('from the hover to the next suspect, and to the finding', async () => {
    await workbench.page.locator('.tab', { hasText: 'reqctx.go' }).click();
    await hoverText(workbench.page, 19, 'NewCache');
    await workbench.page.locator('.monaco-hover a', { hasText: 'Next suspect' }).first().click();
    await workbench.waitForPosition('reqctx.go', 19);
    await hoverText(workbench.page, 19, 'NewCache');
    await workbench.page.locator('.monaco-hover a', { hasText: 'Open report' }).first().click();
    const report = await workbench.webview('.verdict');
    await report.locator('#verdict-title:focus').waitFor({ timeout: 10_000 });
  });

  test('the output channel is one command away', async () => {
    await workbench.command('Culprit: Show Log');
    await workbench.page
      .locator('.part.panel .output-view, .part.panel [id="workbench.panel.output"]')
      .first()
      .waitFor();
    const channel = workbench.page.locator('.part.panel select, .part.panel .monaco-select-box').first();
    assert.match((await channel.textContent()) ?? '', /Culprit/);
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
