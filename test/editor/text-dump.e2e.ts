// Does a text dump open as a report where VS Code would not show its text, and does a text that is none say what it is?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

const MEGABYTE = 1e6;
/** VS Code keeps larger texts from extensions. */
const SIZE = 56 * MEGABYTE;

const wheel = 'github.com/zeromicro/go-zero/core/collection';
const place = `/go/pkg/mod/github.com/zeromicro/go-zero@v1.7.6/core/collection/timingwheel.go`;

function goroutine(id: number): string {
  return [
    `goroutine ${id} [select, ${id % 60} minutes]:`,
    `${wheel}.(*TimingWheel).run(0xc000${id.toString(16)})`,
    `\t${place}:153 +0xa5`,
    `created by ${wheel}.NewTimingWheelWithTicker in goroutine 7`,
    `\t${place}:93 +0x1f`,
    '\n',
  ].join('\n');
}

/** @returns how many goroutines it lists */
function writeListing(file: string): number {
  const out = fs.openSync(file, 'w');
  let count = 0;
  for (let size = 0; size < SIZE; ) {
    let piece = '';
    while (piece.length < MEGABYTE) piece += goroutine(++count);
    size += fs.writeSync(out, piece);
  }
  fs.closeSync(out);
  return count;
}

describe('text dumps', { timeout: 300_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;
  let count: number;

  before(async () => {
    count = writeListing(path.join(sample.folder, 'goroutine-debug2.txt'));
    fs.mkdirSync(path.join(sample.folder, 'saved'));
    fs.writeFileSync(path.join(sample.folder, 'saved/goroutine.txt'), '404 page not found\n');
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd() });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  const row = (name: string) =>
    workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();

  async function openWithCulprit(name: string): Promise<void> {
    const choice = workbench.page
      .locator('.quick-input-widget .monaco-list-row', { hasText: 'Culprit Report' })
      .first();
    await workbench.openUntil(
      async () => {
        await row(name).click({ button: 'right' });
        await workbench.chooseInMenu('Open With...');
      },
      () => choice.click({ timeout: 8000 }),
      'a report in the list of editors',
    );
  }

  test('of more than 50 MB open with "Open With…", and are counted whole', async () => {
    await openWithCulprit('goroutine-debug2.txt');
    const report = await workbench.webview('.verdict', 120_000);
    const dump = await report.locator('.strip .dump').first().innerText();
    assert.ok(dump.includes(count.toLocaleString('en-US')), `${count} goroutines: ${dump}`);
  });

  test('that are none say what they are, and what to do', async () => {
    await row('saved').click();
    await openWithCulprit('goroutine.txt');
    const page = await workbench.webview('.state[role=alert]');
    const told = await page.locator('.state').innerText();
    assert.match(told, /saved\/goroutine\.txt: .*"404 page not found"/);
    assert.match(told, /import net\/http\/pprof and check the path and the port/);
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
