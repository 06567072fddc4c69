// Do the views of the dumps show, lead, follow and speak, in a real browser with real answers?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { eventually, settledPicture } from '../support/settled.ts';
import { contrastsBelow } from './contrast.ts';
import { type OpenOptions, type OpenPage, openPage, THEMES, type ThemeName } from './page-in-browser.ts';
import { seriousFaults } from './serious-faults.ts';
import { type ViewsHost, viewsHost } from './views-host.ts';

const RUN = 'github.com/acme-shop/order-consumer/internal/consumer.(*Consumer).Run.func1';

describe('the views of the dumps', { timeout: 600_000 }, () => {
  let browser: Browser;
  let host: ViewsHost;
  let open: OpenPage | undefined;

  before(async () => {
    [browser, host] = await Promise.all([launchBrowser(), viewsHost()]);
  });
  after(async () => {
    await browser?.close();
    host?.remove();
  });
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = undefined;
    assert.deepEqual(faults, []);
  });

  async function dumpTab(dump: string, view = '', options: OpenOptions = {}): Promise<Page> {
    open = await openPage(browser, { answer: host.answer, ...options });
    const { page } = open;
    await page.waitForSelector('.report');
    await page.locator('.strip .dump', { hasText: dump }).first().click();
    if (view !== '') await page.locator('.view-tabs').getByRole('tab', { name: view }).click();
    return page;
  }

  const rows = (page: Page) => page.locator('.virtual-table [data-row]');
  const flame = async (options: OpenOptions = {}) => {
    const page = await dumpTab('CPU', 'Flame graph', options);
    await page.waitForSelector('.flame-canvas');
    return page;
  };
  const voice = (page: Page) => page.locator('.flame [role=status]').first().textContent();
  const asked = () => open!.said.flatMap((message) => (message.type === 'ask' ? [message] : []));

  test('the table has the numbers of pprof, and the neighbours of a row', async () => {
    const page = await dumpTab('CPU');
    await rows(page).first().waitFor();
    const first = rows(page).first();
    assert.equal(await first.locator('th').textContent(), 'math/rand.(*rngSource).Seed');
    assert.deepEqual((await first.locator('td.numeric').allTextContents()).slice(0, 4), [
      '200 ms',
      '7.14%',
      '360 ms',
      '12.86%',
    ]);
    await first.click();
    await page.locator('.neighbours').getByText('math/rand.seedrand').waitFor();
  });

  test('the table shows lines, files and packages, two sample types, and filters by expression', async () => {
    const page = await dumpTab('Heap');
    await rows(page).first().waitFor();
    for (const [way, name] of [
      ['Lines', 'Place'],
      ['Files', 'Name'],
      ['Packages', 'Name'],
    ] as const) {
      await page.getByRole('combobox', { name: 'Rows' }).click();
      await page.getByRole('option', { name: way }).click();
      await page.getByRole('columnheader', { name }).first().waitFor();
      await rows(page).first().waitFor();
    }
    await page.getByRole('textbox', { name: 'Filter by text' }).fill('/^runtime/');
    await page.waitForFunction(() =>
      /^\d+ of/.test(document.querySelector('.table-foot')?.textContent ?? ''),
    );
    await eventually(async () => {
      const names = await page.locator('.virtual-table tbody th').allTextContents();
      assert.ok(names.length > 0 && names.every((name) => name.startsWith('runtime')), names.join(' '));
    });
    await page.getByRole('textbox', { name: 'Filter by text' }).fill('/(/');
    await page.getByText('This expression cannot be read.').waitFor();
  });

  test('the flame graph focuses, hides and folds from its menu and its tools, by keyboard alone', async () => {
    const page = await flame();
    await page.locator('.flame-canvas').focus();
    await page.keyboard.press('Home');
    assert.match((await voice(page))!, /^all, with callees 2\.8/);
    await page.keyboard.press('ArrowDown');
    const name = (await voice(page))!.split(',')[0]!;
    await page.keyboard.press('m');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Focus: ').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.flame-canvas').length === 2);
    const requests = asked().filter((message) => message.name === 'flame');
    assert.deepEqual(
      requests
        .slice(-2)
        .map(({ request }) => ('direction' in request ? [request.focus, request.direction] : [])),
      [
        [name, 'callees'],
        [name, 'callers'],
      ],
    );
  });

  test('a search says its share, and zooming leads back', async () => {
    const page = await flame();
    await page.getByRole('textbox', { name: 'Search' }).fill('mallocgc');
    await page.getByText(/^\d+ boxes, \d+(\.\d+)?% of the whole$/).waitFor();
    await page.getByRole('textbox', { name: 'Search' }).fill('');
  });

  test('a box opens its source: the editor is asked for the place', async () => {
    const page = await flame();
    await page.getByRole('textbox', { name: 'Search' }).fill('');
    await page.locator('.view-tabs').getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('textbox', { name: 'Filter by text' }).fill(RUN);
    await eventually(async () => assert.equal(await rows(page).count(), 1));
    await rows(page).first().click();
    await page.locator('.neighbours').getByRole('button', { name: 'Open the source' }).click();
    await eventually(() => {
      const opened = open!.said.at(-1)!;
      assert.equal(opened.type, 'openSite');
      assert.match(JSON.stringify(opened), /internal\/consumer\/consumer\.go/);
    });
    await page.locator('.neighbours').getByRole('button', { name: 'Its lines' }).click();
    await page.locator('.source-lines .counted').first().waitFor();
    assert.match((await page.locator('.source-lines').textContent())!, /func|go /);
  });

  test('goroutines of the trace: the leak is the largest group, with its births and its stack', async () => {
    const page = await dumpTab('Trace');
    await rows(page).first().waitFor();
    const text = (await rows(page).first().textContent())!;
    assert.match(text, /24,866/);
    assert.match(text, /reqctx\.go:19/);
    await rows(page).first().locator('td').first().click();
    await page.locator('.neighbours .stack li').first().waitFor();
    await page.getByRole('button', { name: 'Born', exact: true }).click();
    assert.match((await rows(page).first().textContent())!, /24,866/);
  });

  test('a time that is chosen in the time line is followed by the goroutines', async () => {
    const page = await dumpTab('Trace', 'Timeline');
    await page.locator('.brush-area').waitFor();
    assert.ok((await page.locator('.lane-row').count()) > 3);
    await page.locator('.brush-area').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText(/^Chosen: /).waitFor();
    const box = (await page.locator('.brush-area').boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.locator('.view-tabs').getByRole('tab', { name: 'Goroutines' }).click();
    await page.locator('.changes').getByText('✕').waitFor();
    const last = asked().at(-1)!;
    assert.equal(last.name, 'goroutines');
    const { range } = last.request as { range: { from: number; to: number } };
    assert.ok(
      range.from > 0 && range.to > 1.5 * range.from && range.to < 3 * range.from,
      JSON.stringify(range),
    );
    const text = (await rows(page).first().textContent())!;
    assert.doesNotMatch(text, /24,866/);
    for (const view of ['Flame graph', 'Table']) {
      const before = asked().length;
      await page.locator('.view-tabs').getByRole('tab', { name: view }).click();
      await eventually(() => {
        assert.ok(asked().length > before);
        assert.deepEqual(Reflect.get(asked().at(-1)!.request, 'range'), range);
      });
    }
    const before = asked().length;
    await page.locator('.changes').getByText('✕').click();
    await eventually(() => assert.ok(asked().length >= before + 3));
    const afterwards = asked().slice(before);
    assert.ok(afterwards.every(({ request }) => !Reflect.get(request, 'range')));
  });

  test('the view that was chosen is there again after the page was rebuilt', async () => {
    let page = await flame();
    const state: unknown = await page.evaluate(() => Reflect.get(window, 'keptState'));
    await open!.close();
    open = await openPage(browser, { answer: host.answer, state });
    page = open.page;
    await page.locator('.flame-canvas').waitFor();
    assert.equal(await page.locator('.view-tabs [aria-selected=true]').first().textContent(), 'Flame graph');
  });

  test('in Chinese the views speak Chinese', async () => {
    const page = await dumpTab('Trace', '时间线', { language: 'zh-cn' });
    await page.getByText('拖动').first().waitFor();
  });

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    test(`pictures of every view in the theme ${theme}; words can be read`, async () => {
      fs.mkdirSync('out/pictures', { recursive: true });
      const page = await flame({ theme });
      const take = async (name: string) => {
        await settledPicture(() => page.screenshot({ path: `out/pictures/view-${name}-${theme}.png` }));
        assert.deepEqual(await contrastsBelow(page, 4.5), [], name);
        assert.deepEqual(await seriousFaults(page), [], name);
      };
      await settledPicture(() => page.locator('.flame-canvas').screenshot());
      await page.locator('.flame-canvas').click({ position: { x: 500, y: 30 }, button: 'right' });
      await take('flame');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelectorAll('.flame-canvas').length === 2);
      await take('focus');
      await page.locator('.view-tabs').getByRole('tab', { name: 'Table' }).click();
      await rows(page).nth(2).click();
      await take('table');
      await page.locator('.neighbours').getByRole('button', { name: 'Its lines' }).click();
      await page.locator('.source-lines').waitFor();
      await take('source');
      await page.locator('.strip .dump', { hasText: 'Trace' }).click();
      await page.locator('.view-panel .virtual-table [data-row]').first().waitFor();
      await page.locator('.virtual-table [data-row] td >> visible=true').first().click();
      await take('goroutines');
      await page.getByRole('tab', { name: 'Timeline' }).click();
      await page.locator('.lane-row').first().waitFor();
      await take('timeline');
    });
  }
});
