// Does every large number and every small picture of the verdict lead to the view behind it?
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ViewsSession } from './views-session.ts';

describe('from the verdict to the views', { timeout: 120_000 }, () => {
  let session: ViewsSession;

  before(async () => {
    session = await ViewsSession.start({ folders: ['release-v1.8.0'] });
  });
  after(() => session?.end());
  afterEach(() => session.closePage());

  const shownView = async (page: Page) =>
    page.locator('.view-tabs [aria-selected=true] >> visible=true').textContent();
  const back = (page: Page) => page.getByRole('tab', { name: 'Verdict' }).click();

  test('each number leads somewhere, and to what it counts', async () => {
    const page = await session.page();
    const figures = page.locator('.figure');
    assert.equal(await figures.locator('button').count(), await figures.count());
    for (const [label, view] of [
      [/goroutines born/, 'Goroutines'],
      [/heap growth/, 'Timeline'],
      [/held in all/, 'Flame graph'],
    ] as const) {
      await figures.filter({ hasText: label }).getByRole('button').click();
      assert.equal(await shownView(page), view);
      await back(page);
    }
  });

  test('each picture leads by its head, from the keyboard too, and by the rest of its card', async () => {
    const page = await session.page();
    const head = page.locator('.picture').getByRole('button', { name: 'Heap while tracing' });
    await head.focus();
    await page.keyboard.press('Enter');
    assert.equal(await shownView(page), 'Timeline');
    await back(page);
    const card = page.locator('.picture', { hasText: 'Where the CPU goes' });
    const { x, y, height } = (await card.boundingBox())!;
    await page.mouse.click(x + 20, y + height - 20);
    assert.equal(await shownView(page), 'Flame graph');
  });
});
