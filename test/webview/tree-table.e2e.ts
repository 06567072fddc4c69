// Does the table show whole stacks, by keys and by the pointer, with the other sample types beside?
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { contrastsBelow } from './contrast.ts';
import { seriousFaults } from './serious-faults.ts';
import { ViewsSession } from './views-session.ts';

describe('the table of stacks', { timeout: 120_000 }, () => {
  let session: ViewsSession;

  before(async () => {
    session = await ViewsSession.start({ folders: ['release-v1.8.0'] });
  });
  after(() => session?.end());
  afterEach(() => session.closePage());

  const rows = (page: Page) => page.locator('[role=treegrid] [data-row]');
  const names = (page: Page) => rows(page).locator('.mono').allTextContents();
  const stacks = async (dump: string, way = 'Tree from the roots') => {
    const page = await session.view(dump, 'Table');
    await page.getByRole('combobox', { name: 'Rows' }).click();
    await page.getByRole('option', { name: way }).click();
    await rows(page).nth(1).waitFor();
    return page;
  };

  test('opens and closes rows by keys, and leads to the source', async () => {
    const page = await stacks('CPU');
    assert.match((await names(page))[1]!, /consumer\.\(\*Consumer\)\.Run\.func1$/);
    const before = await rows(page).count();
    await page.locator('.tree .virtual').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const chosen = rows(page).nth(1);
    assert.equal(await chosen.getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('ArrowRight');
    assert.equal(await chosen.getAttribute('aria-expanded'), 'true');
    assert.ok((await rows(page).count()) > before);
    assert.equal(await rows(page).nth(2).getAttribute('aria-level'), '3');
    assert.match(await chosen.getAttribute('class').then(String), /chosen/);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await rows(page).count(), before);
    await page.keyboard.press('ArrowLeft');
    assert.match(await rows(page).first().getAttribute('class').then(String), /chosen/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    assert.ok(session.open.said.some((one) => one.type === 'ask' && one.name === 'source'));
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(await contrastsBelow(page, 4.5), []);
    await page.screenshot({ path: 'out/pictures/view-tree-dark.png' });
  });

  test('opens by the pointer, filters, and turns to the leaves', async () => {
    const page = await stacks('CPU');
    const before = await rows(page).count();
    await rows(page).nth(1).locator('.tree-twisty').click();
    assert.ok((await rows(page).count()) > before);
    await page.getByRole('textbox', { name: 'Filter by text' }).fill('NewTimingWheelWithTicker');
    await page.waitForFunction(() => document.querySelector('[data-row]')?.textContent?.includes('all'));
    await page.locator('.tree').getByText('NewTimingWheelWithTicker').first().waitFor();
    assert.ok(!(await names(page)).some((name) => name.includes('gcBgMarkWorker')));
    await page.getByRole('textbox', { name: 'Filter by text' }).fill('');
    await page.getByRole('combobox', { name: 'Rows' }).click();
    await page.getByRole('option', { name: 'Tree from the leaves' }).click();
    await page.waitForFunction(() => document.querySelector('[data-row="1"]')?.textContent?.includes('Seed'));
    await page.getByRole('combobox', { name: 'Rows' }).click();
    await page.getByRole('option', { name: 'Functions' }).click();
    await page.locator('[aria-label="Rows of the profile"] [data-row]').first().waitFor();
  });

  test('has the other sample types of the dump beside', async () => {
    const page = await stacks('Heap');
    const heads = await page.locator('[role=treegrid] thead th').allTextContents();
    assert.deepEqual(heads.slice(0, 3), ['Cum', 'Cum %', 'Flat']);
    for (const type of ['inuse_objects', 'alloc_space', 'alloc_objects'])
      assert.ok(heads.includes(type), `${type} in ${heads}`);
  });
});
