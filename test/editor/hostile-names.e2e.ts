// Can a name in a dump run, load or open anything in a real VS Code?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

const names = path.resolve('../shared/corpus/generated-bad/hostile-names');
const skip = fs.existsSync(names) ? false : '../shared/corpus is not here';

describe('dumps with hostile names', { timeout: 600_000, skip }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const violations: string[] = [];
  const dialogs: string[] = [];
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd() });
    workbench.page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text());
    });
    workbench.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  for (const file of fs.existsSync(names) ? fs.readdirSync(names).sort() : []) {
    test(file, async () => {
      await workbench.command('Culprit: Open pprof Dump');
      await workbench.answer(path.join(names, file));
      const report = await workbench.webview(`#report:has-text("${file}")`);
      const made = await report.evaluate(
        () =>
          document.querySelectorAll('img, iframe, a[href^="command:"], script:not([src], #_vscodeApiScript)')
            .length,
      );
      assert.equal(made, 0);
      for (const site of await report.locator('.site').all()) if (await site.isVisible()) await site.click();
      assert.equal(await workbench.page.locator('.editor-group-container .tab').count(), 1);
    });
  }

  test('nothing was loaded, asked or executed', () => {
    assert.deepEqual(workbench.blocked, []);
    assert.deepEqual(dialogs, []);
    // Styles that the toolkit's controls would set inline are refused; a name causes no more than that.
    assert.deepEqual(
      violations.filter((text) => !/inline style/.test(text)),
      [],
    );
  });
});
