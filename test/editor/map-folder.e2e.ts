// Is the user asked when several folders fit, and is the answer kept?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

describe('sources that lie where nobody recorded them', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const elsewhere = path.join(path.dirname(sample.folder), 'elsewhere');
  let workbench: Workbench;

  before(async () => {
    // Two copies without go.mod: nothing tells which one was built.
    for (const copy of ['left', 'right'])
      for (const part of ['internal', 'cmd'])
        fs.cpSync(path.join(sample.folder, part), path.join(sample.folder, copy, part), { recursive: true });
    for (const part of ['internal', 'cmd', 'go.mod', 'go.sum', '.git'])
      fs.rmSync(path.join(sample.folder, part), { recursive: true });
    fs.mkdirSync(path.join(elsewhere, 'nothing-here'), { recursive: true });
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd() });
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  const site = (report: Frame): Promise<string | null> =>
    report.locator('.verdict .where .mono').first().textContent();

  async function waitForSite(expected: string): Promise<void> {
    const report = await workbench.webview('.verdict');
    const where = report.locator('.verdict .where .mono', { hasText: expected });
    await where.first().waitFor({ timeout: 20_000 });
    assert.equal(await site(report), expected);
  }

  const pick = (text: string): Promise<void> =>
    workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();

  /** The dialog goes into the folder, which is seen by what it lists; there its button takes it. */
  async function chooseFolder(folder: string, listed: string): Promise<void> {
    await workbench.suggested(/order-consumer/);
    await workbench.answer(`${folder}/`);
    const inside = workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: listed });
    await inside.first().waitFor({ timeout: 10_000 });
    const take = workbench.page.locator('.quick-input-widget .monaco-button:visible', {
      hasText: 'Map This Folder',
    });
    for (let tries = 0; tries < 5; tries++) {
      await take.click({ timeout: 3000 }).catch(() => {});
      if (!(await take.isVisible())) return;
    }
  }

  test('the two folders are offered, and none is taken', async () => {
    const toast = await workbench.notification('Several folders fit /app: left, right');
    assert.match(
      (await site(await workbench.webview('.verdict'))) ?? '',
      /^\/app\/internal\/reqctx\/reqctx\.go:19/,
    );
    await toast.locator('.monaco-button', { hasText: 'Map This Folder' }).click();
    await pick('right');
    await waitForSite('right/internal/reqctx/reqctx.go:19');
    await workbench.notification('/app is right now');
  });

  test('the line is marked there, and in the other copy is not', async () => {
    await workbench.open('right/internal/reqctx/reqctx.go', 19);
    await waitForLines(workbench.page, (shown) =>
      shown.some(({ line, after }) => line === 19 && after !== ''),
    );
    await workbench.open('left/internal/reqctx/reqctx.go', 20);
    const lines = await waitForLines(workbench.page, (shown) =>
      shown.some(({ text }) => /NewCache/.test(text)),
    );
    assert.deepEqual(
      lines.filter(({ after, marks }) => after !== '' || marks.length > 0),
      [],
    );
  });

  test('it is remembered after the window was loaded again', async () => {
    await workbench.page.reload();
    await workbench.page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
    await workbench.page.locator('.tab', { hasText: 'Culprit: release-v1.8.0' }).click();
    await waitForSite('right/internal/reqctx/reqctx.go:19');
  });

  test('another folder can be chosen by hand; one that holds none of the files is refused', async () => {
    await workbench.command('Culprit: Map This Folder');
    await pick('/app');
    await chooseFolder(elsewhere, 'nothing-here');
    await workbench.notification('holds none of the files');
    await workbench.command('Culprit: Map This Folder');
    await pick('/app');
    await chooseFolder(`${sample.folder}/left`, 'internal');
    await waitForSite('left/internal/reqctx/reqctx.go:19');
  });

  test('it can be forgotten', async () => {
    const row = workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: '→ left' }).first();
    await workbench.openUntil(
      () => workbench.command('Culprit: Map This Folder'),
      async () => {
        await row.hover({ timeout: 5000 });
        await row.locator('.action-label[aria-label="Forget"]').click({ timeout: 5000 });
      },
      'a folder that can be forgotten',
    );
    await workbench.page.keyboard.press('Escape');
    await waitForSite('/app/internal/reqctx/reqctx.go:19');
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
