// From the command to the guilty line: does the real VS Code show what Go's own tools count in the incident?
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { readBirths, readTopLine, readTotal } from '../support/golden.ts';
import { hoverText, type RenderedLine, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { sayTheSame } from '../support/shown-number.ts';
import { Workbench } from '../support/workbench.ts';

const release = 'release-v1.8.0';
const births = readBirths(release, '/reqctx.go:19');
const cumOfSite = (dump: string): string => readTopLine(`${release}-${dump}`, 'reqctx.WithCache').cum;

describe('the incident of the bad release', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;
  let report: Frame;

  before(async () => {
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd(), height: 880 });
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/${release}`);
    report = await workbench.webview('.verdict');
    await workbench.hideSideBar();
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  test('the report names the line, and its picture is taken', async () => {
    assert.equal(
      await report.locator('.verdict .where .site').first().textContent(),
      'internal/reqctx/reqctx.go:19',
    );
    await workbench.picture('report.png');
  });

  test('the report gives each dump the total that go tool pprof gives', async () => {
    for (const dump of ['mem', 'cpu', 'block', 'mutex', 'threadcreate']) {
      await assertShown(sizeOf(report, `${dump}.pprof`), readTotal(`${release}-${dump}`), dump);
    }
  });

  test('a click on the suspect opens the line', async () => {
    await report.locator('.verdict .where .site').first().click();
    await workbench.waitForPosition('reqctx.go', 19);
  });

  test('the line has a mark and its numbers, and no other line is a suspect', async () => {
    const lines = await waitForLines(
      workbench.page,
      (shown) => hasMark(shown, 19) && afterOf(shown, 19) !== '',
    );
    assert.match(markOf(lines, 19), /suspect/);
    assert.deepEqual(
      lines.filter(({ line }) => line !== 19 && /suspect/.test(markOf(lines, line))),
      [],
    );
    assert.ok(sayTheSame(afterOf(lines, 19), `${births.born}`), afterOf(lines, 19));
  });

  test('its hover counts what each dump counts', async () => {
    const hover = await hoverText(workbench.page, 19, 'NewCache');
    assertRow(hover, 'goroutines born / ended / alive (trace', `${births.born}`);
    assertRow(hover, 'heap held', cumOfSite('mem'));
    for (const dump of ['cpu', 'mutex', 'block']) assertRow(hover, `(${dump})`, cumOfSite(dump));
    await workbench.picture('hover.png');
  });

  test('another marked file, opened by hand, has its marks too', async () => {
    await workbench.open('internal/consumer/consumer.go', 55);
    const lines = await waitForLines(workbench.page, (shown) => afterOf(shown, 55) !== '');
    assert.ok(sayTheSame(afterOf(lines, 55), `${births.born}`), afterOf(lines, 55));
    assert.match(await hoverText(workbench.page, 55, 'WithCache'), /consumer\.go:55/);
  });

  test('Clear takes the marks away', async () => {
    await workbench.command('Culprit: Clear');
    await waitForLines(workbench.page, (shown) =>
      shown.every(({ after, marks }) => after === '' && marks.length === 0),
    );
  });

  test('nothing was asked of the internet', () => assert.deepEqual(workbench.blocked, []));
});

const markOf = (lines: readonly RenderedLine[], line: number): string =>
  lines
    .find((one) => one.line === line)
    ?.marks.map(({ image }) => decodeURIComponent(image))
    .join(' ') ?? '';

const hasMark = (lines: readonly RenderedLine[], line: number): boolean => markOf(lines, line) !== '';

const afterOf = (lines: readonly RenderedLine[], line: number): string =>
  lines.find((one) => one.line === line)?.after ?? '';

/** What the strip of dumps gives as the one number of a file. */
const sizeOf = async (report: Frame, file: string): Promise<string> =>
  (await report
    .locator(`.strip .dump[title^="${sampleDumps}"][title*="${file}"] .size`, {})
    .first()
    .textContent()) ?? '';

async function assertShown(shown: Promise<string>, expected: string, what: string): Promise<void> {
  const text = await shown;
  assert.ok(sayTheSame(text, expected), `${what}: "${text}" is shown, go tool pprof says ${expected}`);
}

/** The row of the hover's table with this in its label has the expected number. */
function assertRow(hover: string, label: string, expected: string): void {
  const row = hover.split('\n').find((one) => one.includes(label));
  const shown = row?.split('\t')[1] ?? '';
  assert.ok(shown !== '' && sayTheSame(shown, expected), `"${label}" is not ${expected} in:\n${hover}`);
}
