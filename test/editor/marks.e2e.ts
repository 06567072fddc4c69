// Do marks, hovers, the dump editor and its menus hold while a person works with them?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { hoverText, type RenderedLine, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

const notADump = '<html><body>404 page not found</body></html>';

describe('an incident whose dumps lie in the workspace', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const dumps = `${sample.folder}/dumps`;
  let workbench: Workbench;

  before(async () => {
    fs.cpSync(`${sampleDumps}/release-v1.8.0`, `${dumps}/bad-release`, { recursive: true });
    fs.mkdirSync(`${dumps}/mixed`);
    fs.cpSync(`${sampleDumps}/release-v1.8.0/block.pprof`, `${dumps}/mixed/block.pprof`);
    fs.writeFileSync(`${dumps}/mixed/heap.pprof`, notADump);
    fs.mkdirSync(`${dumps}/wrong`);
    fs.writeFileSync(`${dumps}/wrong/heap.pprof`, notADump);
    workbench = await Workbench.open({
      folder: sample.folder,
      extension: process.cwd(),
      settings: { 'files.autoSave': 'off' },
    });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  async function openDumps(folder: string): Promise<void> {
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${dumps}/${folder}`);
  }

  test('the Explorer offers to open dumps and their folders, and nothing else', async () => {
    const row = (name: string) =>
      workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
    const offered = async (name: string): Promise<boolean> => {
      await row(name).click({ button: 'right' });
      const menu = workbench.page.locator('.monaco-menu');
      await menu.first().waitFor({ state: 'visible' });
      const found = await menu.locator('.action-label', { hasText: 'Open pprof Dump' }).count();
      await workbench.page.keyboard.press('Escape');
      return found > 0;
    };
    // The command is known before; that the extension's menus are known is waited for.
    await openDumps('bad-release');
    await workbench.webview('.verdict');
    await workbench.command('Culprit: Clear');
    assert.deepEqual(
      [await offered('dumps'), await offered('go.mod'), await offered('internal')],
      [true, false, false],
    );
    await row('dumps').click();
    await row('bad-release').click();
    assert.deepEqual([await offered('bad-release'), await offered('trace.out')], [true, true]);
  });

  test('a dump opens with the others of its folder and says so; one command opens it alone', async () => {
    await workbench.open('dumps/bad-release/trace.out');
    const report = await workbench.webview('.verdict');
    assert.equal(
      await report.locator('.notice').textContent(),
      'trace.out was opened with the 5 other dumps of its folder.',
    );
    await workbench.command('Culprit: Open Only This Dump');
    const alone = await workbench.webview('.strip li:only-child');
    assert.equal(await alone.locator('.notice').isVisible(), false);
  });

  test('marks follow edits, come back in a reopened editor, and go with their line', async () => {
    await workbench.open('internal/reqctx/reqctx.go', 19);
    await waitForLines(workbench.page, (shown) => suspects(shown).join() === '19');
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.type('// one\n// two\n');
    await waitForLines(workbench.page, (shown) => suspects(shown).join() === '21');
    await workbench.open('internal/consumer/consumer.go', 55);
    await workbench.open('internal/reqctx/reqctx.go', 21);
    await waitForLines(workbench.page, (shown) => suspects(shown).join() === '21');
    await workbench.page.keyboard.press('Control+Shift+K');
    await waitForLines(workbench.page, (shown) => suspects(shown).length === 0);
    await workbench.command('File: Revert File');
    await waitForLines(workbench.page, (shown) => suspects(shown).join() === '19');
  });

  test('the link in the hover leads back to the report', async () => {
    await hoverText(workbench.page, 19, 'NewCache');
    await workbench.page.locator('.monaco-hover a', { hasText: 'Open report' }).first().click();
    await workbench.webview('.verdict');
    assert.equal((await workbench.position()).file, 'trace.out');
  });

  test('one bad file is told in the report and stops nothing', async () => {
    await openDumps('mixed');
    const report = await workbench.webview('.strip li:nth-child(2):last-child');
    assert.match((await report.locator('.strip').textContent()) ?? '', /404 page not found/);
    assert.match((await report.locator('.verdict').textContent()) ?? '', /reqctx\.go:19/);
    assert.deepEqual(await workbench.notifications(), []);
  });

  test('when nothing can be read, one notification says why', async () => {
    await openDumps('wrong');
    await workbench.webview('.state[role=alert]');
    await workbench.notification('404 page not found');
    // A notification about progress may be on its way out.
    const told = (await workbench.notifications()).filter((text) => !/reading/.test(text));
    assert.equal(told.length, 1, told.join('; '));
    assert.match(told[0]!, /dumps\/wrong\/heap\.pprof: /);
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});

/** The lines that are marked as suspects. */
function suspects(lines: readonly RenderedLine[]): number[] {
  const isSuspect = ({ marks }: RenderedLine): boolean =>
    marks.some(({ image }) => /suspect/.test(decodeURIComponent(image)));
  return lines.filter(isSuspect).map(({ line }) => line);
}
