// Does the extension read profiles and traces where it runs in a web page, without node and without a disk?
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readBirths, readTopLine } from '../support/golden.ts';
import { hoverText, waitForLines } from '../support/rendered-editor.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { sayTheSame } from '../support/shown-number.ts';
import { webOnlyExtension } from '../support/web-extension.ts';
import { Workbench } from '../support/workbench.ts';

const release = 'release-v1.8.0';

describe('the extension in the web worker host', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const extension = webOnlyExtension();
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ folder: sample.folder, extension: extension.folder });
  });
  after(async () => {
    await workbench?.close();
    extension.remove();
    sample.remove();
  });

  test('opens the six dumps, and names the line', async () => {
    await workbench.command('Culprit: Open pprof Dump');
    await workbench.answer(`${sampleDumps}/${release}`);
    const report = await workbench.webview('.verdict');
    assert.equal(await report.locator('.strip .dump').count(), 6);
    const site = report.locator('.verdict .where .site').first();
    assert.equal(await site.textContent(), 'internal/reqctx/reqctx.go:19');
    await site.click();
    await workbench.waitForPosition('reqctx.go', 19);
  });

  test('marks the line, and counts what the tools of Go count', async () => {
    const lines = await waitForLines(workbench.page, (shown) =>
      shown.some(({ line, after }) => line === 19 && after !== ''),
    );
    const marked = lines.find(({ line }) => line === 19)!;
    assert.match(decodeURIComponent(marked.marks.map(({ image }) => image).join()), /suspect/);
    assert.ok(sayTheSame(marked.after, `${readBirths(release, '/reqctx.go:19').born}`), marked.after);
    const hover = await hoverText(workbench.page, 19, 'NewCache');
    const held = hover.split('\n').find((row) => row.includes('heap held'));
    assert.ok(
      sayTheSame(held?.split('\t')[1] ?? '', readTopLine(`${release}-mem`, 'reqctx.WithCache').cum),
      hover,
    );
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
