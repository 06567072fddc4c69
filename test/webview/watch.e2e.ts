// Does a person see how a watched service grows, in every theme and language?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { WatchPicture } from '../../src/protocol/watch-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { contrastsBelow } from './contrast.ts';
import { type OpenOptions, type OpenPage, openPage, THEMES, type ThemeName } from './page-in-browser.ts';
import { seriousFaults } from './serious-faults.ts';

/** Two minutes of a service that gets 400 goroutines a second. */
const grows: WatchPicture = {
  target: 'http://10.0.0.7:6060/debug/pprof/',
  sizes: Array.from({ length: 25 }, (_, i) => ({
    at: 1_700_000_000_000 + i * 5000,
    goroutines: i === 7 ? null : 120 + i * 400,
    heapBytes: 30e6 + i * 9e6 - (i % 4) * 3e6,
  })),
  goroutinesPerSecond: 80,
  heapBytesPerSecond: 1.8e6,
  limits: { goroutines: 10_000, heapBytes: 1e9, goroutinesPerSecond: 100 },
  everyMs: 5000,
  phase: 'watching',
  note: '',
};

describe('the page of a watched service', { timeout: 600_000 }, () => {
  let browser: Browser;
  let opened: OpenPage | undefined;
  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await opened?.close();
    await browser?.close();
  });

  async function open(picture: WatchPicture, options: OpenOptions = {}): Promise<OpenPage> {
    await opened?.close();
    opened = await openPage(browser, { script: 'dist/watch.js', ...options });
    await show(picture);
    await opened.page.locator('.watch-measure').first().waitFor();
    return opened;
  }
  const show = (picture: WatchPicture) =>
    opened!.page.evaluate((data) => window.postMessage(data, '*'), { type: 'watched', picture });

  for (const theme of Object.keys(THEMES) as ThemeName[])
    test(`sizes, slopes and limits (${theme})`, async () => {
      const { page, faults } = await open(grows, { theme });
      const [goroutines, heap] = await page.locator('.watch-measure').allInnerTexts();
      assert.match(goroutines!, /9,720/);
      assert.match(goroutines!, /\+80 per second/);
      assert.match(goroutines!, /at 10,000: 97 % of it now/);
      assert.match(goroutines!, /at 100 per second: 80 % of it now/);
      assert.match(heap!, /at 954 MB: 24 % of it now/);
      assert.equal(await page.locator('.curve').count(), 3, 'the limit of the heap is out of sight');
      fs.mkdirSync('out/pictures', { recursive: true });
      await page.screenshot({ path: `out/pictures/watch-${theme}.png` });
      assert.deepEqual(await contrastsBelow(page, 4.5), []);
      assert.deepEqual(await seriousFaults(page), []);
      assert.deepEqual(faults, []);
    });

  test('its two buttons are reached and pressed by keyboard, and keep the focus when numbers change', async () => {
    const { page, said } = await open(grows);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await show({ ...grows, note: 'timed out' });
    await page.getByText('timed out').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual(said as unknown, [{ type: 'ready' }, { type: 'takeNow' }, { type: 'stop' }]);
  });

  test('nothing can be asked of a watch that has ended, and it says why it has', async () => {
    const { page } = await open({ ...grows, phase: 'ended', note: '10,120 goroutines, past the 10,000' });
    assert.equal(await page.getByRole('button').count(), 0);
    assert.equal(await page.getByRole('status').innerText(), '10,120 goroutines, past the 10,000');
  });

  test('speaks Chinese where the editor does, and a look without numbers is not a zero', async () => {
    const { page } = await open(
      { ...grows, sizes: [{ at: 1, goroutines: null, heapBytes: 5 }] },
      { language: 'zh-cn' },
    );
    const text = await page.locator('.watch').innerText();
    assert.match(text, /正在监视/);
    assert.match(text, /–\s+此服务未提供|–/);
    assert.ok(!/Watching|ago|now\b/.test(text), text);
  });
});
