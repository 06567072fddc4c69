// Does the user's word on folders lead to the files, and is it said what could not be settled without it?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { NO_COLOURS } from '../../src/cli/paint.ts';
import { reportText } from '../../src/cli/report-text.ts';
import type { Report } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { judgeIncident } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const MEM = path.join(sampleDumps, 'release-v1.8.0', 'mem.pprof');
const BLOCK = path.join(sampleDumps, 'release-v1.8.0', 'block.pprof');
const TRACE = path.join(sampleDumps, 'release-v1.8.0', 'trace.out');

let workspace: ReturnType<typeof sampleWorkspace>;
beforeEach(() => {
  workspace = sampleWorkspace('v1.8.0');
});
afterEach(() => workspace.remove());

const judge = (options: OpenOptions = {}, files = [TRACE]): Promise<Report> =>
  judgeIncident(files, workspace.folder, options);

/** Two copies of the service without go.mod: nothing tells which one was built. */
function makeTwins(): void {
  for (const copy of ['left', 'right'])
    for (const part of ['internal', 'cmd'])
      fs.cpSync(path.join(workspace.folder, part), path.join(workspace.folder, copy, part), {
        recursive: true,
      });
  for (const part of ['internal', 'cmd', 'go.mod', 'go.sum'])
    fs.rmSync(path.join(workspace.folder, part), { recursive: true });
}

test('several files that fit are a question, and the folder map is its answer', async () => {
  makeTwins();
  const asked = await judge();
  assert.equal(asked.findings[0].site.mappedBy, 'none');
  const [question, ...more] = asked.questions ?? [];
  assert.deepEqual(more, []);
  assert.deepEqual(question.candidates, ['left', 'right']);
  const text = reportText(asked, NO_COLOURS, 120);
  assert.match(text, /Which folder is \/app: left or right\? For \S+\.go, 2 files fit equally well\./);
  assert.match(text, /--map\s+\/app=left\./);

  const told = await judge({ folderMap: [{ from: question.recorded, to: 'right' }] });
  assert.equal(told.questions, undefined);
  assert.equal(told.findings[0].site.file, 'right/internal/reqctx/reqctx.go');
  assert.equal(told.findings[0].site.mappedBy, 'folder-map');
});

test('lines of one’s own code that no file holds are counted for each dump', async () => {
  const whole = await judge({}, [MEM, BLOCK, TRACE]);
  assert.deepEqual(notesOf(whole), []);
  fs.rmSync(path.join(workspace.folder, 'internal/reqctx'), { recursive: true });
  const without = await judge({}, [MEM, TRACE]);
  const notes = notesOf(without);
  assert.deepEqual(
    notes.map((n) => n.dump),
    without.dumps.map((d) => d.path).filter((p) => p === MEM || p === TRACE),
  );
  for (const { text } of notes) {
    const [, missing, all] =
      /^(\d+) of (\d+) lines of your code that it names are in no file/.exec(text) ?? [];
    assert.ok(Number(missing) > 0 && Number(missing) < Number(all), text);
  }
});

const notesOf = (report: Report) => report.setCheck.filter((s) => s.text.includes('lines of your code'));
