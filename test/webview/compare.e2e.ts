// Do the views show what changed against a baseline, with numbers of both, in a real browser?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import { settledPicture } from '../support/settled.ts';
import { contrastsBelow } from './contrast.ts';
import { THEMES, type ThemeName } from './page-in-browser.ts';
import { seriousFaults } from './serious-faults.ts';
import { ViewsSession } from './views-session.ts';

describe('the views beside a baseline', { timeout: 600_000 }, () => {
  let session: ViewsSession;

  before(async () => {
    session = await ViewsSession.start({
      folders: ['release-v1.8.0', 'release-v1.8.0-later'],
      baseline: ['release-v1.7.0', 'release-v1.7.0-later'],
    });
  });
  after(() => session?.end());
  afterEach(() => session.closePage());

  test('the tab of the comparison has what is new, and the growth', async () => {
    const page = await session.page();
    await page.getByRole('tab', { name: 'Compare', exact: true }).click();
    const row = page.locator('.compare-table tr', { hasText: 'reqctx.go:19' }).first();
    await row.waitFor();
    assert.match((await row.textContent())!, /✚ new/);
  });

  test('the table has the baseline beside the dump: the difference is that of the two profiles', async () => {
    const page = await session.view('CPU', 'Table');
    await page.getByRole('button', { name: 'Baseline' }).waitFor();
    await page.getByRole('textbox', { name: 'Filter by text' }).fill('/^runtime.mallocgc$/');
    await page.waitForFunction(() => document.querySelectorAll('.virtual-table [data-row]').length === 1);
    const cells = await page.locator('.virtual-table [data-row] td.numeric').allTextContents();
    const dump = session.host.report.dumps.find(({ kind }) => kind === 'cpu')!;
    const [alone, both] = await Promise.all([
      session.host.ask('rows', { dump: dump.id, by: 'functions' }),
      session.host.ask('rows', { dump: dump.id, by: 'functions', compare: true }),
    ]);
    const [a, b] = [alone, both].map(({ names }) => names.indexOf('runtime.mallocgc'));
    assert.equal(both.cum[1]![b!], alone.cum[1]![a!]);
    const ms = (ns: number) => `${ns / 1e6} ms`;
    assert.deepEqual(cells.slice(4, 5), [ms(both.base!.cum[1]![b!]!)]);
    // What is gone has a row of its own.
    assert.ok(both.names.length > alone.names.length);
  });

  test('the flame graph tells of a box what it was, and what became of it', async () => {
    const page = await session.view('Heap', 'Flame graph');
    await page.locator('.flame-canvas').focus();
    await page.keyboard.press('Home');
    const voice = page.locator('.flame [role=status]').first();
    assert.match((await voice.textContent())!, /^all, now .*, baseline .*, grown ×/);
    await page.getByText('Widths are of the dump and the baseline together.').waitFor();
    await page.getByRole('checkbox', { name: 'Beside the baseline' }).click();
    await page.getByText('this workspace').waitFor();
    await page.locator('.flame-canvas').focus();
    await page.keyboard.press('Home');
    assert.match((await voice.textContent())!, /^all, with callees/);
  });

  test('the goroutines of the trace: new groups, and those of the baseline that are gone', async () => {
    const page = await session.view('Trace', 'Goroutines');
    const leak = page.locator('.virtual-table [data-row]', { hasText: 'reqctx.go:19' }).first();
    await leak.waitFor();
    assert.match((await leak.textContent())!, /24,866.*✚ new/);
  });

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    test(`pictures beside a baseline in the theme ${theme}; words can be read`, async () => {
      fs.mkdirSync('out/pictures', { recursive: true });
      const page = await session.view('Heap', 'Flame graph', { theme });
      const take = async (name: string) => {
        await settledPicture(() => page.screenshot({ path: `out/pictures/compare-${name}-${theme}.png` }));
        assert.deepEqual(await contrastsBelow(page, 4.5), [], name);
        assert.deepEqual(await seriousFaults(page), [], name);
      };
      await page.locator('.flame-canvas').waitFor();
      await take('flame');
      await page.locator('.view-tabs').getByRole('tab', { name: 'Table' }).click();
      await page.locator('.virtual-table [data-row]').first().waitFor();
      await take('table');
      await page.getByRole('tab', { name: 'Compare', exact: true }).click();
      await take('changes');
      await page.locator('.strip .dump', { hasText: 'Trace' }).click();
      await page.locator('.virtual-table [data-row] >> visible=true').first().waitFor();
      await take('goroutines');
    });
  }
});
