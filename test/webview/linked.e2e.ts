// Do the editor and the views follow one another?
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually, settledPicture } from '../support/settled.ts';
import { ViewsSession } from './views-session.ts';

const HANDLE = 'github.com/acme-shop/order-consumer/internal/consumer.(*Consumer).Run.func1';

describe('the editor and the views', { timeout: 600_000 }, () => {
  let session: ViewsSession;

  before(async () => {
    session = await ViewsSession.start();
  });
  after(() => session?.end());
  afterEach(() => session.closePage());

  const cpu = () => session.host.report.dumps.find(({ kind }) => kind === 'cpu')!.id;
  const marks = () => session.open.said.flatMap((one) => (one.type === 'marks' ? [one.only] : []));
  const rowsOf = (page: Page) => page.locator('.virtual-table [data-row]');

  test('the editor shows a function in the flame graph of a dump', async () => {
    const page = await session.page();
    await session.open.send({ type: 'showFunction', dump: cpu(), function: HANDLE });
    await page.getByText('Focus: consumer.(*Consumer).Run.func1').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.flame-canvas').length === 2);
  });

  test('the function at the cursor is pointed to in the table and in the flame graph', async () => {
    const page = await session.view('CPU', 'Table');
    await rowsOf(page).first().waitFor();
    assert.equal(await page.locator('.pointed').count(), 0);
    const first = (await rowsOf(page).nth(1).locator('th').textContent())!;
    await session.open.send({ type: 'cursor', functions: [first] });
    await page.locator('.pointed').first().waitFor();
    assert.match((await rowsOf(page).nth(1).locator('th').textContent())!, /^▸ /);
    await page.locator('.view-tabs').getByRole('tab', { name: 'Flame graph' }).click();
    await page.locator('.flame-canvas').waitFor();
    const picture = () => page.locator('.flame-canvas').screenshot();
    const before = await settledPicture(picture);
    await session.open.send({ type: 'cursor', functions: [] });
    await eventually(async () => assert.notDeepEqual(await picture(), before));
  });

  test('marks follow what is looked at, only when that is wished', async () => {
    const page = await session.view('CPU', 'Table');
    await rowsOf(page).first().waitFor();
    await rowsOf(page).first().click();
    assert.deepEqual(marks(), []);
    const row = (await rowsOf(page).first().locator('th').textContent())!;
    await page.getByRole('checkbox', { name: 'Marks in the editor follow' }).click();
    await eventually(() => assert.equal(marks().length, 1));
    const { sampleType } = marks()[0]!;
    assert.deepEqual(marks(), [{ dump: cpu(), sampleType, function: row }]);
    await rowsOf(page).nth(2).click();
    const third = (await rowsOf(page).nth(2).locator('th').textContent())!;
    await eventually(() => assert.deepEqual(marks().at(-1), { dump: cpu(), sampleType, function: third }));
    await page.getByRole('checkbox', { name: 'Marks in the editor follow' }).click();
    await eventually(() => assert.equal(marks().at(-1), null));
  });

  test('marks of a focus count only the samples that pass through it', async () => {
    const dump = cpu();
    const [all, inside, leaf] = await Promise.all([
      session.host.ask('marks', { only: { dump, sampleType: 1 }, minShare: 0 }),
      session.host.ask('marks', { only: { dump, sampleType: 1, function: HANDLE }, minShare: 0 }),
      session.host.ask('marks', { only: { dump, sampleType: 1, function: 'no.such' }, minShare: 0 }),
    ]);
    const shares = (marks_: typeof all) => new Map(marks_.map((m) => [`${m.file}:${m.line}`, m]));
    const whole = shares(all);
    assert.ok(inside.length > 0);
    for (const mark of inside.filter(({ function: name }) => name === HANDLE)) {
      const before = whole.get(`${mark.file}:${mark.line}`)!;
      assert.ok(mark.share >= before.share);
      // The table tells of the whole dump still.
      assert.deepEqual(mark.numbers, before.numbers);
    }
    assert.ok(leaf.every(({ share }) => share === 0));
  });
});
