// Does the flame graph fetch what was too small as one zooms, and show whose code it is in every theme?
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { FlameTree } from '../../src/protocol/flame.ts';
import type { FromPage, ToPage } from '../../src/protocol/page.ts';
import { ViewsSession } from './views-session.ts';

describe('the flame graph', { timeout: 120_000 }, () => {
  let session: ViewsSession;

  before(async () => {
    session = await ViewsSession.start({ folders: ['release-v1.8.0'] });
  });
  after(() => session?.end());
  afterEach(() => session.closePage());

  const askedUnder = () =>
    session.open.said.flatMap((one) =>
      one.type === 'ask' && one.name === 'flame' ? [one.request.under] : [],
    );
  /** Answers as of a profile of which much was too small to be sent. */
  const answer = async (message: FromPage): Promise<ToPage | undefined> => {
    const answered = await session.host.answer(message);
    if (answered?.type !== 'answer' || message.type !== 'ask' || message.name !== 'flame') return answered;
    return { ...answered, answer: { ...(answered.answer as FlameTree), leftOut: 1000 } };
  };
  const until = async (page: Page, holds: () => boolean) => {
    for (let i = 0; i < 50 && !holds(); i++) await page.waitForTimeout(100);
    assert.ok(holds(), JSON.stringify(askedUnder()));
  };
  const wheel = async (page: Page, by: number) => {
    for (let i = 0; i < 8; i++) await page.mouse.wheel(0, by);
    await page.waitForTimeout(50);
  };

  test('asks for more below what the wheel brought into sight, keeps the place, and goes back', async () => {
    const page = await session.view('CPU', 'Flame graph', { answer });
    const canvas = page.locator('.flame-canvas');
    await canvas.waitFor();
    const { x, y, width } = (await canvas.boundingBox())!;
    await page.mouse.move(x + width * 0.1, y + 60);
    await page.keyboard.down('Control');
    await wheel(page, -100);
    await until(page, () => (askedUnder().at(-1)?.length ?? 0) > 0);
    await page.waitForTimeout(400);
    const frame = page.locator('.minimap-frame');
    const share = await frame.evaluate((one) => Number.parseFloat((one as HTMLElement).style.width));
    assert.ok(share < 50, `${share} % in sight`);
    await wheel(page, 200);
    await page.keyboard.up('Control');
    await until(page, () => askedUnder().at(-1)!.length === 0);
  });

  for (const theme of ['hc-dark', 'hc-light'] as const)
    test(`in ${theme} whose code a box is can be seen, and the legend says it`, async () => {
      const page = await session.view('CPU', 'Flame graph', { theme });
      await page.locator('.flame-canvas').waitFor();
      await page.waitForTimeout(300);
      /** How much of the line through the names of a row is of the boxes' own colour. */
      const filled = (row: number) =>
        page.evaluate((at) => {
          const canvas = document.querySelector<HTMLCanvasElement>('.flame-canvas')!;
          const pixels = canvas.getContext('2d')!.getImageData(0, at * 18 + 3, 500, 1).data;
          const ground = getComputedStyle(document.documentElement)
            .getPropertyValue('--vscode-editor-background')
            .trim();
          const dark = Number.parseInt(ground.slice(1, 3), 16);
          let other = 0;
          for (let i = 0; i < pixels.length; i += 4) if (Math.abs(pixels[i]! - dark) > 30) other++;
          return other / 500;
        }, row);
      assert.ok((await filled(1)) > 0.95, `consumer.(*Consumer).Run.func1: ${await filled(1)}`);
      assert.ok((await filled(5)) < 0.2, `collection.NewCache: ${await filled(5)}`);
      await page.locator('.legend .own .swatch').waitFor();
      assert.equal(await page.locator('.legend-entry').count(), 3);
    });
});
