// Does the real VS Code open the sample service with this extension under development?
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { renderedLines, waitForLines } from '../support/rendered-editor.ts';
import { sampleWorkspace } from '../support/sample.ts';
import { Workbench } from '../support/workbench.ts';

describe('the workbench', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd() });
  });
  after(async () => {
    await workbench?.close();
    sample.remove();
  });

  test('shows a file of the workspace, and no marks before a dump is opened', async () => {
    await workbench.open('internal/reqctx/reqctx.go');
    const lines = await waitForLines(workbench.page, (shown) => shown.length > 15);
    assert.match(lines.find(({ line }) => line === 19)?.text ?? '', /collection\.NewCache/);
    assert.deepEqual(
      (await renderedLines(workbench.page)).filter(({ marks, after }) => marks.length > 0 || after !== ''),
      [],
    );
  });

  test('asks nothing of the internet', () => assert.deepEqual(workbench.blocked, []));
});
