// Does every action of every view work without a pointer, and does the focus go in the order of reading?
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually, settledPicture } from '../support/settled.ts';
import { ViewsSession } from './views-session.ts';

describe('the keyboard alone', { timeout: 600_000 }, () => {
  let session: ViewsSession;

  before(async () => {
    session = await ViewsSession.start({
      folders: ['release-v1.8.0'],
      baseline: ['release-v1.7.0'],
    });
  });
  after(() => session?.end());
  afterEach(() => session.closePage());

  const rows = (page: Page) => page.locator('.virtual-table [data-row] >> visible=true');
  const said = () => session.open.said;
  const voice = async (page: Page) =>
    (await page.locator('.flame [role=status]').first().textContent())!.split(',')[0]!;

  /** Role and name of what has the focus. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: one } = document;
      const label = one?.getAttribute('aria-label') ?? one?.textContent ?? '';
      return `${one?.getAttribute('role') ?? one?.tagName.toLowerCase()}: ${label.trim().slice(0, 40)}`;
    });

  /** Presses Tab until the focus has these words; fails where it never comes. */
  async function tabTo(page: Page, words: RegExp): Promise<void> {
    const seen: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const at = await focused(page);
      if (words.test(at)) return;
      seen.push(at);
    }
    assert.fail(`${words} was never reached: ${seen.join(' | ')}`);
  }

  /** By keys alone: the card of a dump, then one of its views. */
  async function choose(page: Page, card: RegExp, view?: RegExp): Promise<void> {
    await tabTo(page, card);
    await page.keyboard.press('Enter');
    await tabTo(page, /^tab: (?:Table|Goroutines)$/);
    if (view === undefined) return;
    for (let i = 0; i < 6 && !view.test(await focused(page)); i++) await page.keyboard.press('ArrowRight');
    assert.match(await focused(page), view);
  }

  test('the focus goes from the cards to the tabs, the views, their tools, and the table', async () => {
    const page = await session.page();
    await tabTo(page, /button: .*CPU/);
    await page.keyboard.press('Enter');
    const tools = [/^tab: CPU/, /^tab: Table/, /checkbox: Marks/, /combobox: Rows/, /combobox: Sample type/];
    const rest = [
      /text-field: Filter/,
      /checkbox: Beside/,
      /checkbox: Only/,
      /region: Rows of/,
      /button: Flat/,
    ];
    let before = await focused(page);
    for (const words of [...tools, ...rest]) {
      await tabTo(page, words);
      const at = await focused(page);
      assert.notEqual(at, before);
      before = at;
    }
  });

  test('table: sort, choose a row, its callers, open its source', async () => {
    const page = await session.page();
    await choose(page, /button: .*CPU/);
    await rows(page).first().waitFor();
    await tabTo(page, /button: Cum/);
    await page.keyboard.press('Enter');
    assert.match(await focused(page), /button: Cum/);
    assert.equal(await page.locator('[aria-sort=descending]').textContent(), 'Cum ▼');
    await tabTo(page, /button: Name/);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+Tab');
    await tabTo(page, /button: Name/);
    await page.locator('.virtual').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.locator('.neighbours').getByText('Callees').first().waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => assert.ok(said().some((one) => one.type === 'ask' && one.name === 'source')));
    await tabTo(page, /button: In the flame graph/);
    await page.keyboard.press('Enter');
    await page.getByText('Focus: ').waitFor();
  });

  test('flame graph: walk, zoom, pan, search, menu, open', async () => {
    const page = await session.page();
    await choose(page, /button: .*CPU/, /tab: Flame graph/);
    await page.locator('.flame-canvas').waitFor();
    await tabTo(page, /text-field: Search/);
    await page.keyboard.type('mallocgc');
    await page.getByText(/boxes, .* of the whole/).waitFor();
    await tabTo(page, /application: Flame graph/);
    await page.keyboard.press('Home');
    assert.equal(await voice(page), 'all');
    await page.keyboard.press('ArrowDown');
    const first = await voice(page);
    assert.notEqual(first, 'all');
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await voice(page), first);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await voice(page), first);
    await page.keyboard.press('ArrowUp');
    assert.equal(await voice(page), 'all');
    await page.keyboard.press('ArrowDown');
    const picture = () => page.locator('.flame-canvas').first().screenshot();
    let before = await settledPicture(picture);
    for (const key of ['Enter', '-', '+', 'd', 'a', 'Escape']) {
      await page.keyboard.press(key);
      // Moving where there is no room to move changes nothing.
      if (key === 'Enter' || key === 'Escape')
        await eventually(async () => assert.notDeepEqual(await picture(), before, key));
      before = await settledPicture(picture);
    }
    await page.keyboard.press('o');
    await eventually(() => assert.ok(said().some((one) => one.type === 'ask' && one.name === 'source')));
    await page.keyboard.press('m');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(page), 'menuitem: Copy the stack');
    await page.keyboard.press('Enter');
    await eventually(() => assert.equal(said().at(-1)!.type, 'copy'));
    assert.match(await focused(page), /^application: Flame graph/);
  });

  test('goroutines: sort, choose a group, read its stack, open its line', async () => {
    const page = await session.page();
    await choose(page, /button: .*Trace/, /tab: Goroutines/);
    await rows(page).first().waitFor();
    await tabTo(page, /button: Born/);
    await page.keyboard.press('Space');
    assert.match((await page.locator('[aria-sort] >> visible=true').textContent())!, /^Born/);
    await page.locator('.goroutines .virtual').focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.neighbours .stack li').first().waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => assert.match(JSON.stringify(said().at(-1)), /openSite.*reqctx\.go/));
    await tabTo(page, /button: Copy the stack/);
    await page.keyboard.press('Enter');
    await eventually(() => assert.equal(said().at(-1)!.type, 'copy'));
  });

  test('timeline: choose a time, widen it, let it go', async () => {
    const page = await session.page();
    await choose(page, /button: .*Trace/, /tab: Timeline/);
    await page.locator('.lane-row').first().waitFor();
    await tabTo(page, /application: Chosen time/);
    await page.keyboard.press('ArrowRight');
    const text = () => page.locator('.timeline [role=status]').last().textContent();
    const narrow = await text();
    assert.match(narrow!, /^Chosen: /);
    await page.keyboard.press('Shift+ArrowRight');
    assert.notEqual(await text(), narrow);
    await page.keyboard.press('Escape');
    assert.match((await text())!, /^The whole trace/);
    await eventually(() => {
      const asked = said().flatMap((one) =>
        one.type === 'ask' && one.name === 'goroutines' ? [one.request.range] : [],
      );
      assert.equal(asked.at(-1), null);
      assert.ok(asked.some((range) => range !== null));
    });
  });

  test('what changed: its places are reached and opened', async () => {
    const page = await session.page();
    await tabTo(page, /^tab: /);
    await page.keyboard.press('ArrowRight');
    await tabTo(page, /region: Against/);
    await tabTo(page, /link: internal\/reqctx/);
    await page.keyboard.press('Enter');
    await eventually(() => assert.match(JSON.stringify(said().at(-1)), /openSite.*reqctx\.go/));
  });
});
