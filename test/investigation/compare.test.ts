import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const dumpsOf = (...folders: string[]) =>
  folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(sampleDumps, folder))
      .map((f) => path.join(sampleDumps, folder, f))
      .map((file) => ({ path: file, file })),
  );

test('one release against the one before: what is new is told, and the finding says so', async () => {
  const workspace = sampleWorkspace('v1.8.0');
  try {
    const request = {
      inputs: dumpsOf('release-v1.8.0'),
      workspace: { kind: 'folders', folders: [workspace.folder] },
      baseline: dumpsOf('release-v1.7.0'),
    } as const;
    const { findings, comparison } = await newInvestigation().handle('open', request);
    assert.match(findings[0]!.explanation, /New in this release's dumps\./);
    assert.equal(comparison!.baseline!.sameBuild, false);
    const [first] = comparison!.changes;
    assert.deepEqual(
      [first!.measure, first!.change, first!.site.file, first!.site.line, first!.value, first!.base],
      ['births', 'new', 'internal/reqctx/reqctx.go', 19, 24_866, 0],
    );
    const redacted = await newInvestigation().handle('open', { ...request, options: { redact: true } });
    assert.ok(!JSON.stringify(redacted.comparison).includes(sampleDumps));
    const back = await newInvestigation().handle('open', {
      ...request,
      inputs: request.baseline,
      baseline: request.inputs,
    });
    assert.equal(back.comparison!.changes[0]!.change, 'gone');
  } finally {
    workspace.remove();
  }
});
