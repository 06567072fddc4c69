// Are profiled lines found where the checkout has them now, and is it said what became of them?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Site } from '../../src/model/finding.ts';
import { siteRemarks } from '../../src/model/site-words.ts';
import type { Mark, Report } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const BAD = path.join(sampleDumps, 'release-v1.8.0');
const FILES = ['trace.out', 'mem.pprof', 'cpu.pprof'].map((f) => path.join(BAD, f));
const SUSPECT = 'internal/reqctx/reqctx.go';
const BUILT = { builtFrom: 'v1.8.0' };

let workspace: ReturnType<typeof sampleWorkspace>;
beforeEach(() => {
  workspace = sampleWorkspace('v1.8.0');
});
afterEach(() => workspace.remove());

const inside = (file: string) => path.join(workspace.folder, file);

/** Changes the lines of a file of the checkout. */
function edit(file: string, change: (lines: string[]) => string[]): void {
  fs.writeFileSync(inside(file), change(fs.readFileSync(inside(file), 'utf8').split('\n')).join('\n'));
}

async function judge(
  options: OpenOptions,
  files: readonly string[] = FILES,
): Promise<{ report: Report; marks: readonly Mark[] }> {
  const investigation = newInvestigation();
  const report = await investigation.handle('open', {
    inputs: files.map((file) => ({ path: file, file })),
    workspace: { kind: 'folders', folders: [workspace.folder] },
    options,
  });
  return { report, marks: await investigation.handle('marks', null) };
}

const told = ({ site }: { site: Site }) => `${site.file}:${site.line} ${site.drift ?? 'same'}`;

async function listingOf(name: string) {
  const investigation = newInvestigation();
  const { dumps } = await investigation.handle('open', {
    inputs: FILES.map((file) => ({ path: file, file })),
    workspace: { kind: 'folders', folders: [workspace.folder] },
  });
  const cpu = dumps.find(({ path: file }) => file.endsWith('cpu.pprof'));
  return investigation.handle('source', { dump: cpu?.id ?? 0, function: name });
}

const suspectMark = (marks: readonly Mark[]) => marks.find((m) => m.finding === 1);

describe('the checkout is not the profiled commit', () => {
  test('lines above were added: the line moved, its mark with it', async () => {
    edit(SUSPECT, (lines) => [...lines.slice(0, 12), '', '// more', '', ...lines.slice(12)]);
    const { report, marks } = await judge(BUILT);
    const [finding] = report.findings;
    assert.equal(told(finding), `${SUSPECT}:22 moved`);
    assert.equal(siteRemarks(finding.site), 'moved: line 19 when it was built');
    assert.match(finding.excerpt?.lines.find((l) => l.line === 22)?.text ?? '', /collection\.NewCache/);
    assert.equal(suspectMark(marks)?.line, 22);
    assert.equal(suspectMark(marks)?.remark, 'moved: line 19 when it was built');
    assert.equal(finding.callers[0].drift ?? null, null);
  });

  test('the line was rewritten: it is said, and the mark is outdated', async () => {
    edit(SUSPECT, (lines) => lines.with(18, '\tcache, err := shared()'));
    const { report, marks } = await judge(BUILT);
    assert.equal(told(report.findings[0]), `${SUSPECT}:19 changed`);
    assert.equal(siteRemarks(report.findings[0].site), 'changed since: line 19 when it was built');
    assert.match(suspectMark(marks)?.text ?? '', / · outdated$/);
  });

  test('the line was taken out', async () => {
    edit(SUSPECT, (lines) => lines.toSpliced(18, 1));
    const { report } = await judge(BUILT);
    assert.equal(told(report.findings[0]), `${SUSPECT}:19 gone`);
    assert.match(siteRemarks(report.findings[0].site), /^gone: line 19 of the profiled commit is gone$/);
    assert.deepEqual(
      report.setCheck.filter((s) => s.text.includes('no longer where it says')).map((s) => s.dump),
      report.dumps.filter((d) => d.kind !== 'unreadable').map((d) => d.path),
    );
  });

  test('the file was taken out', async () => {
    fs.rmSync(inside(SUSPECT));
    const { report } = await judge(BUILT);
    assert.equal(told(report.findings[0]), `${SUSPECT}:19 gone`);
    assert.equal(report.findings[0].excerpt, null);
  });

  test('the file has another name', async () => {
    fs.renameSync(inside(SUSPECT), inside('internal/reqctx/context.go'));
    const { execFileSync } = await import('node:child_process');
    execFileSync('git', ['add', '-A'], { cwd: workspace.folder });
    const { report } = await judge(BUILT);
    assert.equal(told(report.findings[0]), 'internal/reqctx/context.go:19 moved');
  });

  test('a line that is gone was still brought by the release', async () => {
    edit(SUSPECT, (lines) => lines.toSpliced(18, 1));
    for (const options of [{ since: 'v1.7.0..v1.8.0' }, { since: 'v1.7.0', ...BUILT }]) {
      const { report } = await judge(options);
      assert.equal(report.findings[0].site.added?.release, 'v1.8.0');
      assert.match(siteRemarks(report.findings[0].site), /^added in v1\.8\.0 · gone/);
    }
  });

  test('built from the checkout: nothing is said', async () => {
    const { report } = await judge(BUILT);
    assert.equal(told(report.findings[0]), `${SUSPECT}:19 same`);
    assert.equal(siteRemarks(report.findings[0].site), '');
  });
});

describe('where nobody says from which commit the program was built', () => {
  test('lines are found from where their function began, which profiles tell', async () => {
    edit(SUSPECT, (lines) => [...lines.slice(0, 12), ...Array(40).fill('// more'), ...lines.slice(12)]);
    const { report, marks } = await judge({});
    assert.equal(told(report.findings[0]), `${SUSPECT}:59 moved`);
    assert.equal(siteRemarks(report.findings[0].site), 'moved: line 19 when it was built');
    assert.equal(suspectMark(marks)?.line, 59);
    assert.doesNotMatch(suspectMark(marks)?.text ?? '', /outdated/);
  });

  test('a trace alone, whose time git can be asked for, is followed as well', async () => {
    edit(SUSPECT, (lines) => [...lines.slice(0, 12), ...Array(40).fill('// more'), ...lines.slice(12)]);
    const { report } = await judge({}, FILES.slice(0, 1));
    assert.equal(told(report.findings[0]), `${SUSPECT}:59 moved`);
    assert.deepEqual(
      report.setCheck.filter((s) => s.text.includes('no longer where it says')),
      [],
    );
  });

  test('a trace alone, without git: a line outside of its function is said to be outdated', async () => {
    fs.rmSync(inside('.git'), { recursive: true, force: true });
    edit(SUSPECT, (lines) => [...lines.slice(0, 12), ...Array(40).fill('// more'), ...lines.slice(12)]);
    const { report, marks } = await judge({}, FILES.slice(0, 1));
    const [{ site }] = report.findings;
    const head = fs
      .readFileSync(inside(SUSPECT), 'utf8')
      .split('\n')
      .findIndex((l) => /^func WithCache/.test(l));
    assert.equal(told(report.findings[0]), `${SUSPECT}:${head + 1} changed`);
    assert.equal(siteRemarks(site), 'changed since: line 19 is not inside the function');
    assert.match(suspectMark(marks)?.text ?? '', / · outdated$/);
  });

  test('a function that is no more', async () => {
    edit(SUSPECT, (lines) => lines.map((l) => l.replace('func WithCache(', 'func WithOther(')));
    const { report } = await judge({});
    assert.equal(report.findings[0].site.mappedBy, 'none');
    assert.equal(siteRemarks(report.findings[0].site), 'gone: the file declares no such function');
  });

  test('the listing of a function has its numbers beside the lines where they are now', async () => {
    const name = 'github.com/acme-shop/order-consumer/internal/reqctx.WithCache';
    const before = await listingOf(name);
    edit(SUSPECT, (lines) => [...lines.slice(0, 12), '// one', '// two', ...lines.slice(12)]);
    const after = await listingOf(name);
    const told = ({ lines }: typeof before, by: number) =>
      lines.filter(({ cum }) => cum.some((v) => v > 0)).map((l) => [l.line - by, l.text, l.cum]);
    assert.ok(told(before, 0).length > 0);
    assert.deepEqual(told(after, 2), told(before, 0));
    assert.equal(after.site?.line, (before.site?.line ?? 0) + 2);
    assert.equal(after.fault, '');
  });
});
