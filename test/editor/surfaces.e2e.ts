// Do the commands around an incident do what they say: numbers, marks, uses, filter, copy, export, sample?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { totalOf } from '../../src/analysis/totals/site-values.ts';
import { formatValue } from '../../src/model/units.ts';
import { profileOf } from '../support/decode-file.ts';
import { readTopLine, readTotal } from '../support/golden.ts';
import { type RenderedLine, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { sayTheSame } from '../support/shown-number.ts';
import { Workbench } from '../support/workbench.ts';

const release = 'release-v1.8.0';

describe('the commands around an incident', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({
      folder: sample.folder,
      extension: process.cwd(),
      settings: { 'culprit.marks.codeLens': true },
    });
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/${release}`);
    await workbench.webview('.verdict');
    await workbench.open('internal/reqctx/reqctx.go', 19);
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  /** The status bar follows the lines by a moment. */
  const waitForStatus = (text: string): Promise<void> =>
    workbench.page.locator('[id*="culprit.status"]', { hasText: text }).first().waitFor({ timeout: 10_000 });

  /** Picks a row of the list that a command has opened. */
  async function pick(text: string): Promise<void> {
    await workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();
  }

  const afterOf = (lines: readonly RenderedLine[], line: number): string =>
    lines.find((one) => one.line === line)?.after ?? '';

  test('a lens above the function counts the whole function', async () => {
    const lens = workbench.page.locator('.codelens-decoration').first();
    await lens.waitFor({ state: 'visible', timeout: 10_000 });
    assert.match(await lens.innerText(), /born · 0 ended/);
  });

  test('the status bar offers the dumps; with one chosen, its number stands on the line', async () => {
    await workbench.command('Culprit: Choose Numbers on Lines');
    await pick('mem.pprof · inuse_space');
    const held = readTopLine(`${release}-mem`, 'reqctx.WithCache').cum;
    const lines = await waitForLines(workbench.page, (shown) => /inuse_space/.test(afterOf(shown, 19)));
    assert.ok(sayTheSame(afterOf(lines, 19).split(' inuse')[0]!, held), afterOf(lines, 19));
    await waitForStatus('mem.pprof · inuse_space');
  });

  test('marks are hidden and shown again', async () => {
    await workbench.command('Culprit: Toggle Marks');
    await waitForLines(workbench.page, (shown) =>
      shown.every(({ after, marks }) => after + marks.length === '0'),
    );
    await waitForStatus('marks hidden');
    await workbench.command('Culprit: Toggle Marks');
    await waitForLines(workbench.page, (shown) => afterOf(shown, 19) !== '');
  });

  test('the uses of a library lead to the line that calls it', async () => {
    await workbench.command('Culprit: Find Uses of This Package');
    await pick('core/collection');
    await pick('internal/reqctx/reqctx.go:19');
    await workbench.waitForPosition('reqctx.go', 19);
  });

  /** What the command writes in a format; `opened` when it shows it as text. */
  async function exported(format: string, file: string, opened: boolean): Promise<Buffer> {
    await workbench.command('Culprit: Export');
    await pick(format);
    await workbench.suggested(new RegExp(`${file.replace(/^[^.]*/, '').replaceAll('.', '\\.')}$`));
    await workbench.answer(`${sample.folder}/${file}`);
    if (opened) await workbench.page.locator('.tab.active', { hasText: file }).waitFor({ timeout: 10_000 });
    else await workbench.notification(`Exported to ${file}`);
    return fs.readFileSync(`${sample.folder}/${file}`);
  }

  test('the report is exported in each format of the command line', async () => {
    assert.match(
      (await exported('for a ticket', 'report.md', true)).toString(),
      /internal\/reqctx\/reqctx\.go:19/,
    );
    const json = JSON.parse((await exported('for programs', 'report.json', true)).toString());
    assert.equal(json.findings[0].site.line, 19);
    const sarif = JSON.parse((await exported('for code scanning', 'report.sarif', true)).toString());
    assert.equal(sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine, 19);
    const html = (await exported('one file with tables', 'report.html', false)).toString();
    assert.match(html, /Content-Security-Policy/);
    assert.match(html, /"rows":\[\{/);
  });

  test('the samples of the chosen dump are exported, and go tool pprof’s total is in them', async () => {
    const total = readTotal(`${release}-mem`);
    const profile = await exported('for go tool pprof', 'heap.pb.gz', false);
    const read = profileOf(profile);
    assert.ok(sayTheSame(formatValue(totalOf(read, read.defaultSampleType), 'bytes'), total));
    const folded = (await exported('one line for each stack', 'heap.folded.txt', true)).toString();
    const sum = folded
      .trim()
      .split('\n')
      .reduce((all, line) => all + Number(line.slice(line.lastIndexOf(' '))), 0);
    assert.ok(sayTheSame(`${sum} B`, total), `${sum} ${total}`);
    const speedscope = JSON.parse(
      (await exported('for speedscope', 'heap.speedscope.json', true)).toString(),
    );
    assert.equal(speedscope.profiles.length, 4);
    assert.match(
      (await exported('for spreadsheets', 'heap.csv', true)).toString(),
      /^"alloc_objects \(count\)"/,
    );
  });

  test('a filter hides suspects of the tree, and says so', async () => {
    await workbench.page
      .locator('.activitybar .action-label[aria-label^="Culprit"]')
      .first()
      .click({ force: true });
    const suspects = workbench.page.locator('.monaco-list-row[aria-level="1"]', { hasText: '.go:' });
    await suspects.first().waitFor({ state: 'visible', timeout: 10_000 });
    const all = await suspects.count();
    await workbench.command('Culprit: Filter Suspects');
    await pick('goroutine leak');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.message', { hasText: /suspects are shown/ }).waitFor({ timeout: 10_000 });
    await suspects.nth(all - 1).waitFor({ state: 'detached', timeout: 10_000 });
  });

  test('the sample incident opens without a path', async () => {
    await workbench.command('Culprit: Open the Sample Incident');
    const report = await workbench.webview('.verdict');
    assert.equal(await report.locator('.strip .dump').count(), 6);
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
