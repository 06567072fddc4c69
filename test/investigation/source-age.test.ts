// Is a line that was written after the dumps said to be outdated, and no other?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { siteRemarks } from '../../src/model/site-words.ts';
import type { Report } from '../../src/protocol/answers.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const BAD = path.join(sampleDumps, 'release-v1.8.0');
const TRACE = [path.join(BAD, 'trace.out')];
const WITH_PROFILES = [...TRACE, path.join(BAD, 'mem.pprof')];
const SUSPECT = 'internal/reqctx/reqctx.go';
const OUTDATED = 'outdated: the file was changed after the dump was taken';
const LONG_AGO = new Date('2020-01-01');

let workspace: ReturnType<typeof sampleWorkspace>;
beforeEach(() => {
  workspace = sampleWorkspace('v1.8.0');
});
afterEach(() => workspace.remove());

const inside = (file: string) => path.join(workspace.folder, file);

/** Puts lines behind line `after` of the suspect's file. */
function insert(after: number, ...added: string[]): void {
  const lines = fs.readFileSync(inside(SUSPECT), 'utf8').split('\n');
  fs.writeFileSync(inside(SUSPECT), lines.toSpliced(after, 0, ...added).join('\n'));
}

function replace(text: string, by: string): void {
  fs.writeFileSync(inside(SUSPECT), fs.readFileSync(inside(SUSPECT), 'utf8').replace(text, by));
}

function commit(time?: string): void {
  const nobody = ['-c', 'user.name=n', '-c', 'user.email=n@example.invalid'];
  execFileSync('git', [...nobody, 'commit', '-q', '-a', '-m', 'later'], {
    cwd: workspace.folder,
    env: { ...process.env, ...(time === undefined ? {} : { GIT_COMMITTER_DATE: time }) },
  });
}

const open = (files: readonly string[], builtFrom = ''): Promise<Report> =>
  newInvestigation().handle('open', {
    inputs: files.map((file) => ({ path: file, file })),
    workspace: { kind: 'folders', folders: [workspace.folder] },
    options: { builtFrom },
  });

/** `19 outdated: …` of the finding at the suspect's file. */
async function told(files: readonly string[], builtFrom?: string): Promise<string> {
  const { findings } = await open(files, builtFrom);
  const found = findings.find(({ site }) => site.file === SUSPECT);
  return found ? `${found.site.line} ${siteRemarks(found.site)}`.trim() : 'nothing';
}

describe('a file that was written after the dumps', () => {
  test('only by checking it out: git knows that it is as it was', async () => {
    assert.equal(await told(TRACE), '19');
    assert.equal(await told(WITH_PROFILES), '19');
  });

  test('changed below the line: it is the same line', async () => {
    insert(30, '// below');
    assert.equal(await told(TRACE), '19');
  });

  test('changed above, or inside the function before the line, committed or not: it is followed', async () => {
    const moved = (line: number) => `${line} moved: line 19 when it was built`;
    insert(2, '// above');
    for (const files of [TRACE, WITH_PROFILES]) assert.equal(await told(files), moved(20));
    commit();
    insert(19, '\t// inside');
    for (const files of [TRACE, WITH_PROFILES]) assert.equal(await told(files), moved(21));
    commit();
    for (const files of [TRACE, WITH_PROFILES]) assert.equal(await told(files), moved(21));
  });

  test('the line itself was written since: what the dump says is not of it', async () => {
    insert(18, '\tcache, err := shared()');
    replace('\tcache, err := collection', '\tother, err := collection');
    assert.equal(await told(WITH_PROFILES), `19 ${OUTDATED}`);
    assert.equal(await told(TRACE), `19 ${OUTDATED}`);
  });

  test('the file was changed before the dumps, too: a profile tells by how much, git does not', async () => {
    insert(2, '// before');
    commit('2026-11-01T00:00:00Z');
    assert.equal(await told(TRACE), '19');
    assert.equal(await told(WITH_PROFILES), '20 moved: line 19 when it was built');
    insert(2, '// after');
    assert.equal(await told(WITH_PROFILES), '21 moved: line 19 when it was built');
  });

  test('the commit that was profiled is known: its difference counts', async () => {
    insert(18, '\t// inside');
    assert.equal(await told(WITH_PROFILES, 'v1.8.0'), '20 moved: line 19 when it was built');
  });
});

describe('without git', () => {
  beforeEach(() => fs.rmSync(inside('.git'), { recursive: true, force: true }));

  test('the time of the file counts, where nothing else shows the line', async () => {
    assert.equal(await told(TRACE), `19 ${OUTDATED}`);
    fs.utimesSync(inside(SUSPECT), LONG_AGO, LONG_AGO);
    assert.equal(await told(TRACE), '19');
  });

  test('a function that begins where it began is shown to be the same', async () => {
    assert.equal(await told(WITH_PROFILES), '19');
  });
});
