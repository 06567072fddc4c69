// Does the editor say which lines a release brought, and where the profiled lines are by now?
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { hoverText, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

const SUSPECT = 'internal/reqctx/reqctx.go';

describe('a checkout that went on since the release', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const file = `${sample.folder}/${SUSPECT}`;
  let workbench: Workbench;

  /** Puts a line into the suspect's file behind line `after`. */
  function insert(after: number, text: string): void {
    fs.writeFileSync(
      file,
      fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .toSpliced(after, 0, ...text.split('\n'))
        .join('\n'),
    );
  }

  before(async () => {
    insert(2, '// one\n// two');
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd() });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  async function openDumps(name = 'release-v1.8.0'): Promise<void> {
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/${name}`);
  }

  async function choose(text: string): Promise<void> {
    const row = workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
    await workbench.openUntil(
      () => workbench.command('Culprit: Choose Release'),
      () => row.click({ timeout: 5000 }),
      `a release "${text}"`,
    );
  }

  async function verdictSays(text: RegExp): Promise<void> {
    await workbench.command('Culprit: Show Report');
    const report = await workbench.webview('.verdict');
    await report.locator('.verdict .where', { hasText: text }).first().waitFor({ timeout: 20_000 });
  }

  /** The mark's text, once it is at that line and as wanted. */
  async function waitForMark(line: number, wanted: RegExp): Promise<void> {
    await workbench.open(SUSPECT, line);
    await waitForLines(workbench.page, (shown) =>
      shown.some((one) => one.line === line && wanted.test(one.after)),
    );
  }

  test('lines that were added above: the mark stands where the line is now, and says so', async () => {
    await openDumps();
    await verdictSays(/reqctx\.go:21.*moved: line 19 when it was built/);
    await waitForMark(21, /^24,866 born[^a-z]*0 ended(?!.*outdated)/);
    assert.match(await hoverText(workbench.page, 21, 'NewCache'), /moved: line 19 when it was built/);
  });

  test('a release that is picked tells what it brought', async () => {
    await choose('v1.7.0');
    await verdictSays(/added in v1\.8\.0/);
    await workbench.open(SUSPECT, 21);
    assert.match(await hoverText(workbench.page, 21, 'NewCache'), /added in v1\.8\.0 · moved/);
  });

  test('until none is', async () => {
    await choose('No Release');
    await workbench.command('Culprit: Show Report');
    const report = await workbench.webview('.verdict');
    await report
      .locator('.verdict .where', { hasText: /added in/ })
      .first()
      .waitFor({ state: 'detached', timeout: 20_000 });
  });

  test('a line that is typed, which git does not know, is refused with a reason', async () => {
    await choose('Another Revision');
    await workbench.page.locator('.quick-input-widget input[placeholder*="HEAD~3"]').waitFor();
    await workbench.answer('v9.9.9');
    await workbench.command('Culprit: Show Report');
    const report = await workbench.webview('.verdict');
    await report.locator('.notes', { hasText: 'has no revision "v9.9.9"' }).waitFor({ timeout: 20_000 });
    await workbench.picture('release-note.png');
    await choose('No Release');
  });

  test('the line itself was written after the dump was taken: outdated', async () => {
    insert(20, '\t// another');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('cache, err :=', 'other, err :='));
    const nobody = ['-c', 'user.name=n', '-c', 'user.email=n@example.invalid'];
    execFileSync('git', [...nobody, 'commit', '-q', '-a', '-m', 'later'], { cwd: sample.folder });
    await workbench.command('Culprit: Clear');
    await openDumps();
    await verdictSays(/outdated: the file was changed after the dump was taken/);
    await waitForMark(21, / · outdated$/);
  });

  test('a commit that is said to have been profiled goes before the times', async () => {
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('other, err :=', 'cache, err :='));
    fs.mkdirSync(`${sample.folder}/.vscode`, { recursive: true });
    fs.writeFileSync(
      `${sample.folder}/.vscode/settings.json`,
      JSON.stringify({ 'culprit.git.builtFrom': 'v1.8.0' }),
    );
    await verdictSays(/reqctx\.go:22.*moved: line 19 when it was built/);
    await waitForMark(22, /born(?!.*outdated)/);
    await hoverText(workbench.page, 22, 'NewCache');
    await workbench.picture('release-hover.png');
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
