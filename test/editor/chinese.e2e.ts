// Does everything of ours speak Chinese where VS Code does?
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hoverText, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

describe('a Chinese VS Code', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd(), language: 'zh-cn' });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  test('offers the commands in Chinese, and the page speaks it', async () => {
    await workbench.command('Culprit: 打开 pprof 转储');
    await workbench.page
      .locator('.quick-input-title', { hasText: '打开一次事件的转储' })
      .waitFor({ timeout: 10_000 });
    await workbench.answer(`${sampleDumps}/release-v1.8.0`);
    const report = await workbench.webview('.verdict');
    assert.match(await report.locator('html').getAttribute('lang').then(String), /^zh/);
    await report.locator('.verdict .where .site').first().click();
    await workbench.waitForPosition('reqctx.go', 19);
  });

  test('hover, status bar and problems do, too', async () => {
    await waitForLines(workbench.page, (lines) =>
      lines.some(({ line, after }) => line === 19 && after !== ''),
    );
    const hover = await hoverText(workbench.page, 19, 'NewCache');
    for (const text of ['此行', '占比', 'goroutine 泄漏，置信度', '打开报告', '火焰图', '下一个嫌疑'])
      assert.ok(hover.includes(text), `${text} is not in ${hover}`);
    const status = workbench.page.locator('[id*="culprit.status"]', { hasText: '1 个嫌疑' });
    await status.first().waitFor({ timeout: 10_000 });
    await workbench.picture('chinese.png');
  });
});
