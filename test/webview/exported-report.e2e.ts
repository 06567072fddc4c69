// Does a report in one file show itself in a browser, from the disk, without asking for anything?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { readPageParts } from '../../src/cli/report-document.ts';
import { exportedTop, reportHtml } from '../../src/documents/report-html.ts';
import { launchBrowser } from '../support/browser.ts';
import { hostileReport } from './hostile.ts';
import { incidentReport, topTableOf } from './page-in-browser.ts';

describe('a report in one file', { timeout: 600_000 }, () => {
  let browser: Browser;
  let folder: string;

  before(async () => {
    browser = await launchBrowser();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-html-'));
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** The document, opened from the disk; `faults` are requests, dialogs, errors and broken policies. */
  async function opened(html: string): Promise<{ page: Page; faults: string[] }> {
    const file = path.join(folder, 'report.html');
    fs.writeFileSync(file, html);
    const page = await (await browser.newContext()).newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => faults.push('dialog')));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) faults.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('.report');
    return { page, faults };
  }

  test('shows the verdict and the table of a dump', async () => {
    const report = incidentReport();
    const cpu = report.dumps.find(({ kind }) => kind === 'cpu')!;
    const table = topTableOf(report, cpu.id, 'release-v1.8.0-cpu-top.txt');
    const orders = (['flat', 'cum'] as const).map((by) => ({
      sampleType: cpu.defaultSampleType,
      by,
      table,
    }));
    const html = reportHtml(report, [exportedTop(orders)], await readPageParts('dist'));
    const { page, faults } = await opened(html);
    const suspect = page.locator('.verdict .where .site').first();
    assert.equal(await suspect.textContent(), 'internal/reqctx/reqctx.go:19');
    assert.ok((await page.locator('.pictures canvas, .pictures svg').count()) > 0);
    await page.locator('.dump', { hasText: 'CPU' }).click();
    await page.waitForSelector('.top tbody tr');
    assert.equal(await page.locator('.top tbody th').first().textContent(), table.rows[0]!.function);
    assert.deepEqual(faults, []);
  });

  test('withstands names that try to be markup', async () => {
    const { page, faults } = await opened(
      reportHtml(hostileReport(incidentReport()), [], await readPageParts('dist')),
    );
    assert.equal(await page.locator('main img, main script, main iframe').count(), 0);
    assert.deepEqual(faults, []);
  });
});
