// Do two releases stand side by side in marks and hover, and does every surface lead to its finding in the report?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { readTopLine } from '../support/golden.ts';
import { hoverText, type RenderedLine, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { sayTheSame } from '../support/shown-number.ts';
import { Workbench } from '../support/workbench.ts';

const HANDLE = 'internal/consumer.(*Consumer).handle';

describe('two releases, and the ways back to the report', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd(), height: 880 });
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
    await workbench.webview('.verdict');
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  const afterOf = async (line: number, wanted: RegExp): Promise<string> => {
    const find = (lines: readonly RenderedLine[]): string =>
      lines.find((one) => one.line === line)?.after ?? '';
    return find(await waitForLines(workbench.page, (lines) => wanted.test(find(lines))));
  };

  /** The card of the verdict has the focus: the report was brought there. */
  async function waitForVerdict(): Promise<void> {
    const report = await workbench.webview('.verdict');
    await report.locator('#verdict-title:focus').waitFor({ timeout: 10_000 });
  }

  test('the dumps of the incident themselves are no baseline', async () => {
    await workbench.command('Culprit: Compare With');
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
    await workbench.notification('These are the dumps of the open incident');
  });

  test('the release before is the baseline: the hover has its numbers, as go tool pprof counts them', async () => {
    await workbench.command('Culprit: Compare With');
    await workbench.answer(`${sampleDumps}/release-v1.7.0`);
    await workbench.open('internal/consumer/consumer.go', 55);
    await afterOf(55, /baseline/);
    const hover = await hoverText(workbench.page, 55, 'WithCache');
    assert.match(hover, /baseline, whole function/);
    for (const kind of ['cpu', 'block', 'mutex']) {
      const row = hover.split('\n').find((one) => one.includes(`(${kind})`));
      const expected = readTopLine(`release-v1.7.0-${kind}`, HANDLE).cum;
      assert.ok(sayTheSame(row?.split('\t')[2] ?? '', expected), `${kind}: ${row}, pprof ${expected}`);
    }
  });

  test('the suspect is new: its mark says that the baseline has none', async () => {
    await workbench.open('internal/reqctx/reqctx.go', 19);
    assert.match(await afterOf(19, /baseline/), /24,866 born · 0 ended .* · baseline: none/);
  });

  test('the line leads to its finding in the report', async () => {
    await workbench.command('Culprit: Reveal in Report');
    await waitForVerdict();
  });

  test('a problem leads to its finding', async () => {
    await workbench.open('internal/reqctx/reqctx.go', 19);
    await workbench.command('View: Toggle Problems');
    const problem = workbench.page
      .locator('.markers-panel .monaco-list-row', { hasText: 'go-zero cache' })
      .first();
    await problem.waitFor({ timeout: 10_000 });
    await workbench.menuWith(problem, 'Reveal in Report');
    await workbench.chooseInMenu('Reveal in Report');
    await waitForVerdict();
  });

  test('a problem leads to its line', async () => {
    const problem = workbench.page
      .locator('.markers-panel .monaco-list-row', { hasText: 'go-zero cache' })
      .first();
    await problem.click();
    await workbench.waitForPosition('reqctx.go', 19);
    await workbench.command('View: Toggle Problems');
  });

  test('a suspect of the tree leads to its finding, and a caller to its line', async () => {
    await workbench.page
      .locator('.activitybar .action-label[aria-label^="Culprit"]')
      .first()
      .click({ force: true });
    const row = (text: string) =>
      workbench.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
    await row('reqctx.go:19').waitFor({ timeout: 10_000 });
    await row('reqctx.go:19').hover();
    await row('reqctx.go:19').locator('.action-label[aria-label^="Reveal in Report"]').click();
    await waitForVerdict();
    await row('Called from').click();
    await row('consumer.go:55').click();
    await workbench.waitForPosition('consumer.go', 55);
    await row('reqctx.go:19').click();
    await workbench.waitForPosition('reqctx.go', 19);
  });

  test('after Stop Comparing nothing speaks of a baseline', async () => {
    await workbench.command('Culprit: Stop Comparing');
    await waitForLines(workbench.page, (lines) =>
      lines.some(({ line, after }) => line === 19 && /born/.test(after) && !/baseline/.test(after)),
    );
  });

  test('a setting that judges or marks takes effect at once', async () => {
    const settings = `${sample.folder}/.vscode/settings.json`;
    const set = (values: Readonly<Record<string, unknown>>): void =>
      fs.writeFileSync(settings, JSON.stringify(values));
    const texts = (lines: readonly RenderedLine[]): number =>
      lines.filter(({ after }) => after !== '').length;
    fs.mkdirSync(`${sample.folder}/.vscode`, { recursive: true });
    await workbench.open('internal/consumer/consumer.go', 55);
    const all = texts(await waitForLines(workbench.page, (lines) => texts(lines) > 1));
    set({ 'culprit.marks.text': false });
    await waitForLines(workbench.page, (lines) => lines.length > 0 && texts(lines) === 0);
    set({ 'culprit.marks.threshold': 99 });
    await waitForLines(workbench.page, (lines) => texts(lines) > 0 && texts(lines) < all);
    set({ 'culprit.git.since': 'v1.7.0' });
    await workbench.command('Culprit: Show Report');
    const report = await workbench.webview('.verdict');
    await report.locator('.verdict .where', { hasText: /added in v1\.8\.0/ }).waitFor({ timeout: 20_000 });
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
