// Do the flame graph and the long table draw, move and speak in a real browser?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { FlameTree } from '../../src/protocol/flame.ts';
import type { Found } from '../../webview/flame/find.ts';
import type { FlameView } from '../../webview/flame/view.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually, settledPicture } from '../support/settled.ts';
import { type OpenPage, openPage, THEMES, type ThemeName } from './page-in-browser.ts';

interface Exposed {
  readonly flame: FlameView;
  readonly tree: FlameTree;
  readonly opened: readonly string[];
  readonly firstPaint: number;
}

describe('views of many things', { timeout: 600_000 }, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-page-'));
  const script = path.join(folder, 'components.js');
  let browser: Browser;
  let opened: OpenPage;
  let page: Page;

  before(async () => {
    await build({
      entryPoints: ['test/webview/components-page.ts'],
      bundle: true,
      outfile: script,
      format: 'iife',
      logLevel: 'error',
    });
    browser = await launchBrowser();
    opened = await openPage(browser, { script });
    page = opened.page;
    await page.waitForFunction(() => 'firstPaint' in window);
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const voice = () => page.locator('.flame [role=status]').textContent();
  /** How many colours a coarse grid of the canvas's pixels has: 1 when nothing is drawn. */
  const coloursDrawn = (on: Page) =>
    on.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4 * 97)
        seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      return seen.size;
    });

  test('fifty thousand nodes are drawn', async () => {
    assert.ok((await coloursDrawn(page)) > 20);
  });

  test('the pointer is told what it is over, all of it text', async () => {
    await page.locator('.flame-canvas').hover({ position: { x: 300, y: 9 } });
    const tip = page.locator('.flame-tip');
    await tip.waitFor();
    assert.match(
      (await tip.textContent())!,
      /^rootwith callees \d+ samples \(100%\)itself 0 samples \(0%\)the whole$/,
    );
  });

  test('the keyboard walks to callees and back, and each step is spoken', async () => {
    await page.locator('.flame-canvas').focus();
    await page.keyboard.press('Home');
    assert.match((await voice())!, /^root, with callees/);
    await page.keyboard.press('ArrowDown');
    assert.match((await voice())!, /called by root, depth 1$/);
    await page.keyboard.press('ArrowUp');
    assert.match((await voice())!, /^root, /);
    await page.keyboard.press('o');
    assert.deepEqual(await page.evaluate(() => (window as unknown as Exposed).opened), ['node 0']);
  });

  test('a click zooms to a node, Escape goes back', async () => {
    const at = { x: 400, y: 27 };
    const under = async () => {
      await page.locator('.flame-canvas').hover({ position: { x: 5, y: 9 } });
      await page.locator('.flame-canvas').hover({ position: at });
      return page.locator('.flame-tip').textContent();
    };
    const name = await under();
    await page.locator('.flame-canvas').click({ position: at });
    for (const x of [10, 600, 1200])
      await eventually(async () => {
        await page.locator('.flame-canvas').hover({ position: { x, y: at.y } });
        assert.equal(await page.locator('.flame-tip').textContent(), name, `at ${x}`);
      });
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await under(), name));
  });

  test('a search says how much it covers', async () => {
    const found = await page.evaluate(
      () => (window as unknown as Exposed).flame.search('WithCache') as Found,
    );
    assert.equal(found.count, 1);
    assert.ok(found.share > 0 && found.share < 1);
    assert.equal(await page.evaluate(() => (window as unknown as Exposed).flame.search('')), null);
  });

  test('of a hundred thousand rows only those in sight exist, and they say which they are', async () => {
    const table = page.locator('.virtual');
    await table.focus();
    await page.keyboard.press('End');
    await page.getByText('function 99999', { exact: true }).waitFor();
    assert.ok((await page.locator('.virtual [data-row]').count()) < 60);
    assert.equal(await page.locator('.virtual-table').getAttribute('aria-rowcount'), '100001');
    assert.equal(await page.locator('.virtual .chosen').getAttribute('aria-rowindex'), '100001');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Enter');
    const last = await page.evaluate(() => (window as unknown as Exposed).opened.at(-1));
    assert.match(last!, /^row 999\d\d$/);
    const box = await page.locator('.virtual .chosen').boundingBox();
    const frame = await table.boundingBox();
    assert.ok(
      box!.y >= frame!.y + 22 && box!.y + box!.height <= frame!.y + frame!.height + 1,
      'the chosen row is in sight',
    );
  });

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    test(`pictures of both are taken in the theme ${theme}`, async () => {
      const other = await openPage(browser, { script, theme });
      await other.page.waitForFunction(() => 'firstPaint' in window);
      await other.page.evaluate(() => (window as unknown as Exposed).flame.search('pkg7'));
      await other.page.locator('.flame-canvas').hover({ position: { x: 300, y: 27 } });
      fs.mkdirSync('out/pictures', { recursive: true });
      await settledPicture(() => other.page.screenshot({ path: `out/pictures/components-${theme}.png` }));
      assert.ok((await coloursDrawn(other.page)) > 2);
      await other.close();
    });
  }

  test('nothing went wrong meanwhile', () => assert.deepEqual(opened.faults, []));
});
