// Does the report's page, in a real browser under its own policy, show, lead, sort and withstand?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Report } from '../../src/protocol/answers.ts';
import { launchBrowser } from '../support/browser.ts';
import { judgeIncident } from '../support/judge-incident.ts';
import { contrastsBelow } from './contrast.ts';
import { hostileReport } from './hostile.ts';
import {
  incidentReport,
  type OpenOptions,
  type OpenPage,
  openPage,
  THEMES,
  type ThemeName,
  topTableOf,
} from './page-in-browser.ts';
import { seriousFaults } from './serious-faults.ts';

const report = incidentReport();
const cpu = report.dumps.find(({ kind }) => kind === 'cpu')!;
const cpuTable = topTableOf(report, cpu.id, 'release-v1.8.0-cpu-top.txt');
const suspect = '.verdict .where .site >> nth=0';

describe('the report page', { timeout: 600_000 }, () => {
  let browser: Browser;
  let open: OpenPage | undefined;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = undefined;
    assert.deepEqual(faults, []);
  });

  /** The page with a report in it. */
  async function shown(options: OpenOptions = {}, what: Report = report): Promise<OpenPage> {
    open = await openPage(browser, options);
    await open.send({ type: 'report', report: what });
    await open.page.waitForSelector('.report');
    return open;
  }

  /** The page with the tab of the cpu profile in front, its table filled. */
  async function cpuTab(): Promise<OpenPage> {
    const opened = await shown();
    await opened.page.locator('.dump', { hasText: 'CPU' }).click();
    await opened.send({ type: 'top', table: cpuTable });
    await opened.page.waitForSelector('.top tbody tr');
    return opened;
  }

  const firstNames = async ({ page }: OpenPage, n: number): Promise<string[]> =>
    (await page.locator('.top tbody th').allTextContents()).slice(0, n);

  test('while dumps are read it says how far, and can be stopped', async () => {
    open = await openPage(browser);
    await open.send({ type: 'progress', progress: { step: 'Reading trace.out', share: 0.42 } });
    await open.page.getByText('Reading trace.out · 42 %').waitFor();
    await open.page.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(open.said, [{ type: 'ready' }, { type: 'cancel' }]);
  });

  test('in Chinese the report is Chinese, but for names, numbers and commands', async () => {
    const folder = 'sample/dumps/release-v1.8.0';
    const files = fs.readdirSync(folder).map((file) => `${folder}/${file}`);
    const judged = await judgeIncident(files, 'sample/workspace');
    const { page } = await shown({ language: 'zh-cn', width: 1280, height: 1400 }, judged);
    fs.mkdirSync('out/pictures', { recursive: true });
    await page.screenshot({ path: 'out/pictures/report-zh-cn.png' });
    for (const part of ['.verdict h2', '.reasons p', '.figures dt', '.lines td', '.strip .worth'])
      for (const text of await page.locator(part).allTextContents())
        assert.match(text, /^(?:[^a-z]*|\S+)$|\p{Script=Han}/u, `${part}: ${text}`);
    await page.getByText('goroutine 泄漏').first().waitFor();
  });

  test('while a long trace is read, it shows what the first part says', async () => {
    const start = { function: 'main.worker', born: 12_345, ended: 12_000, alive: 345 };
    const counts = { born: 12_345, ended: 12_000, alive: 345 };
    const preview = {
      path: 'big.trace',
      generations: 1,
      durationNs: 1e9,
      ...counts,
      starts: [start],
      otherStarts: 2,
    };
    open = await openPage(browser);
    const step = 'Reading big.trace';
    await open.send({ type: 'progress', progress: { step, share: 0.1, preview } });
    await open.page.getByText('So far, after 1 s: 12,345 goroutines born, 345 alive.').waitFor();
    const row = open.page.getByRole('row', { name: /main\.worker/ });
    assert.deepEqual(await row.getByRole('cell').allTextContents(), ['12,345', '12,000', '345']);
    await open.page.getByText('2 more functions').waitFor();
    await open.send({ type: 'progress', progress: { step: 'Judging', share: 1 } });
    await open.page.getByText('Judging · 100 %').waitFor();
    assert.equal(await row.count(), 1, 'it stays until the report is there');
  });

  test('when nothing can be read it says why', async () => {
    open = await openPage(browser);
    await open.send({ type: 'failed', message: 'mem.pprof: file is empty. Fetch it again with curl -f.' });
    const alert = open.page.getByRole('alert');
    await alert.waitFor();
    assert.match((await alert.textContent())!, /mem\.pprof: file is empty\. Fetch it again/);
  });

  test('without dumps it says how to open some; without findings it stays calm', async () => {
    open = await openPage(browser);
    await open.send({ type: 'report', report: { ...report, dumps: [] } });
    await open.page.getByText('No dump is open').waitFor();
    await open.send({ type: 'report', report: { ...report, findings: [] } });
    await open.page.getByText('No suspect in these 6 dumps').waitFor();
  });

  test('the verdict names the line, its caller, its numbers and its text', async () => {
    const { page } = await shown();
    const [first] = report.findings;
    assert.equal(await page.locator(suspect).textContent(), 'internal/reqctx/reqctx.go:19');
    assert.equal(await page.locator('.where .site').nth(1).textContent(), 'internal/consumer/consumer.go:55');
    assert.equal(await page.locator('.excerpt .hot .after').textContent(), first!.lineText);
    assert.deepEqual(
      await page.locator('.figure dd').allTextContents(),
      first!.figures.map(({ value }) => value),
    );
    assert.match((await page.locator('.verdict').textContent())!, /confidence 98 %/);
  });

  test('a click on a site, and Enter on it, ask the editor to open it', async () => {
    const { page, said } = await shown();
    const opens = { type: 'openSite', site: { file: 'internal/reqctx/reqctx.go', line: 19 } };
    await page.locator(suspect).click();
    await page.locator(suspect).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(said.slice(1), [opens, opens]);
  });

  test('the command of the disproof is copied whole', async () => {
    const { page, said } = await shown();
    await page.getByRole('button', { name: 'copy the command' }).click();
    const text = 'curl -so goroutine.pprof http://HOST/debug/pprof/goroutine';
    assert.deepEqual(said.at(-1), { type: 'copy', text });
  });

  test('the first screen holds the verdict and its pictures, wide and narrow', async () => {
    for (const width of [1280, 800]) {
      const { page, close } = await shown({ width });
      const box = await page.locator('.pictures').boundingBox();
      assert.ok(box!.y + box!.height <= 800, `at ${width} the pictures end at ${box!.y + box!.height}`);
      await close();
    }
  });

  test('nothing is wider than the panel', async () => {
    for (const width of [1280, 800, 420]) {
      const { page, close } = await shown({ width });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `at ${width} it is ${over} px too wide`);
      await close();
    }
  });

  test('a dump asks for its functions once, in the order of pprof', async () => {
    const opened = await cpuTab();
    assert.deepEqual(opened.said.slice(1), [
      { type: 'askTop', dump: cpu.id, sampleType: cpu.defaultSampleType, by: 'flat' },
    ]);
    assert.deepEqual(await firstNames(opened, 3), [
      'math/rand.(*rngSource).Seed',
      'runtime.tryDeferToSpanScan',
      'math/rand.seedrand',
    ]);
    const row = opened.page.locator('.top tbody tr').first();
    assert.deepEqual(await row.locator('td.numeric').allTextContents(), [
      '0.20s',
      '7.14%',
      '0.36s',
      '12.86%',
    ]);
  });

  test('headers sort, and say so', async () => {
    const opened = await cpuTab();
    const cum = opened.page.locator('.top thead th', { hasText: /^Cum[▼▲]?$/ });
    await opened.page.getByRole('button', { name: 'Cum', exact: true }).click();
    assert.equal(
      (await firstNames(opened, 1))[0],
      'github.com/acme-shop/order-consumer/internal/consumer.(*Consumer).Run.func1',
    );
    assert.equal(await cum.getAttribute('aria-sort'), 'descending');
    await opened.page.keyboard.press('Enter');
    assert.equal(await cum.getAttribute('aria-sort'), 'ascending');
    await opened.page.getByRole('button', { name: 'Function' }).click();
    const names = await firstNames(opened, 40);
    assert.deepEqual(names, names.toSorted());
  });

  test('the filter, and only the workspace, leave out the rest', async () => {
    const opened = await cpuTab();
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Filter functions and files' }).fill('TimingWheel');
    const wheel = await firstNames(opened, 99);
    assert.ok(wheel.length > 3 && wheel.every((name) => name.includes('TimingWheel')), wheel.join('\n'));
    await page.getByRole('checkbox', { name: 'Only the workspace' }).click();
    assert.match((await page.locator('.table-foot').textContent())!, /No function matches\./);
    await page.getByRole('textbox', { name: 'Filter functions and files' }).fill('');
    const own = await firstNames(opened, 99);
    assert.ok(own.length > 3 && own.every((name) => name.includes('acme-shop')), own.join('\n'));
  });

  test('more rows come when they are asked for', async () => {
    const { page } = await cpuTab();
    assert.equal(await page.locator('.top tbody tr').count(), 50);
    await page.getByRole('button', { name: 'Show more' }).click();
    assert.equal(await page.locator('.top tbody tr').count(), 100);
  });

  test('another sample type is asked for when not all functions are in hand', async () => {
    const opened = await shown();
    await opened.page.locator('.dump', { hasText: 'CPU' }).click();
    await opened.send({ type: 'top', table: { ...cpuTable, functions: 9000 } });
    await opened.page.getByText('with the greatest values (9,000 in all)').waitFor();
    await opened.page.getByRole('combobox', { name: 'Sample type' }).click();
    await opened.page.getByRole('option', { name: /^samples/ }).click();
    assert.deepEqual(opened.said.at(-1), { type: 'askTop', dump: cpu.id, sampleType: 0, by: 'flat' });
  });

  test('the chosen tab is there again after the page was rebuilt', async () => {
    const { page, close } = await cpuTab();
    const state: unknown = await page.evaluate(() => Reflect.get(window, 'keptState'));
    await close();
    const again = await shown({ state });
    assert.deepEqual(again.said.slice(1), [
      { type: 'askTop', dump: cpu.id, sampleType: cpu.defaultSampleType, by: 'flat' },
    ]);
    assert.equal(await again.page.getByRole('tab', { selected: true }).textContent(), 'CPU');
  });

  test('the keyboard reaches every tab, and every control of the verdict in reading order', async () => {
    const { page } = await shown();
    await page.getByRole('tab', { name: 'Verdict' }).focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.getByRole('tab', { selected: true }).textContent(), 'Heap');
    await page.keyboard.press('Home');
    const reached: string[] = [];
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
    }
    assert.deepEqual(reached, [
      'internal/reqctx/reqctx.go:19',
      'internal/consumer/consumer.go:55',
      '17',
      '18',
      '19',
      '20',
      'copy the command',
      'trace.out',
    ]);
  });

  test('every control and picture has a name for those who do not see it', async () => {
    const { page } = await cpuTab();
    const nameless = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          'button, [role=img], table, [role=region], vscode-text-field, vscode-dropdown',
        ),
      ]
        .filter((one) => !one.getAttribute('aria-label') && !one.textContent?.trim())
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(nameless, []);
    assert.equal(
      await page.locator('.top thead th:not([scope=col]), .top tbody th:not([scope=row])').count(),
      0,
    );
  });

  test('names that try to run or to hide do neither', async () => {
    const opened = await shown({}, hostileReport(report));
    const { page } = opened;
    for (let i = 0; i < report.dumps.length; i++) await page.locator('.dump').nth(i).click();
    await opened.send({ type: 'top', table: hostileTable() });
    await page.locator('.top tbody tr').first().waitFor({ state: 'attached' });
    const text = (await page.locator('body').textContent())!;
    assert.ok(text.includes('<img src=x onerror=alert(1)>'), 'shown as text');
    assert.ok(text.includes('‹U+202E›') && text.includes('␛') && text.includes('␀'), 'made visible');
    assert.doesNotMatch(text, /[\u0000\u001b\u202e\u2066]/);
    assert.equal(await page.locator('.report img, .report script, .report iframe, .report a').count(), 0);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
  });

  function hostileTable() {
    const rows = cpuTable.rows
      .slice(0, 5)
      .map((row) => ({ ...row, function: '<img src=x onerror=alert(1)>\u202e\u001b]0;x\u0007' }));
    return { ...cpuTable, rows };
  }

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    test(`words can be read in the theme ${theme}, and its pictures are taken`, async () => {
      const opened = await shown({ theme });
      fs.mkdirSync('out/pictures', { recursive: true });
      await opened.page.screenshot({ path: `out/pictures/report-${theme}.png` });
      assert.deepEqual(await contrastsBelow(opened.page, 4.5), []);
      assert.deepEqual(await seriousFaults(opened.page), []);
      await opened.page.locator('.dump', { hasText: 'CPU' }).click();
      await opened.send({ type: 'top', table: cpuTable });
      await opened.page.waitForSelector('.top tbody tr');
      await opened.page.screenshot({ path: `out/pictures/table-${theme}.png` });
      assert.deepEqual(await contrastsBelow(opened.page, 4.5), []);
    });
  }
});
