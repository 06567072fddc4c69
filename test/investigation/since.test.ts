// Does the report tell what the release brought, as git tells it, and does that lead to the line?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isLeakVerdict, type Site } from '../../src/model/finding.ts';
import type { Report } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const BAD = path.join(sampleDumps, 'release-v1.8.0');
const OLD_GO = path.join(sampleDumps, 'release-v1.8.0-built-with-go1.19');
const filesOf = (folder: string) => fs.readdirSync(folder).map((f) => path.join(folder, f));
const place = ({ file, line }: Pick<Site, 'file' | 'line'>) => `${file}:${line}`;

const NOBODY = ['-c', 'user.name=n', '-c', 'user.email=n@example.invalid'];
const gitIn = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', [...NOBODY, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();

function report(files: readonly string[], folders: readonly string[], options: OpenOptions): Promise<Report> {
  return newInvestigation().handle('open', {
    inputs: files.map((file) => ({ path: file, file })),
    workspace: { kind: 'folders', folders },
    options,
  });
}

describe('the lead incident since v1.7.0', () => {
  let workspace: ReturnType<typeof sampleWorkspace>;
  before(() => {
    workspace = sampleWorkspace('v1.8.0');
  });
  after(() => workspace.remove());

  const sets: readonly (readonly [string, readonly string[]])[] = [
    ['six dumps', filesOf(BAD)],
    ['the block profile alone', [path.join(BAD, 'block.pprof')]],
    ['the block profile of an older Go alone', [path.join(OLD_GO, 'block.pprof')]],
  ];
  for (const [name, files] of sets)
    test(`${name}: the line was added in v1.8.0, and comes first`, async () => {
      const { findings } = await report(files, [workspace.folder], { since: 'v1.7.0' });
      const [{ site }] = findings;
      assert.equal(place(site), 'internal/reqctx/reqctx.go:19');
      assert.deepEqual(site.added, {
        since: 'v1.7.0',
        commit: gitIn(workspace.folder, 'rev-parse', 'v1.8.0^{commit}'),
        release: 'v1.8.0',
      });
    });

  test('callers are told apart: one came with the release, others are older', async () => {
    const { findings } = await report(filesOf(BAD), [workspace.folder], { since: 'v1.7.0' });
    const blame = gitIn(
      workspace.folder,
      ...['blame', '-s', '--abbrev=6', 'v1.7.0..v1.8.0', '--', 'internal/consumer/consumer.go'],
    ).split('\n');
    for (const caller of findings[0].callers.filter((c) => c.file === 'internal/consumer/consumer.go'))
      assert.equal(caller.added?.release ?? null, blame[caller.line - 1].startsWith('^') ? null : 'v1.8.0');
    assert.equal(findings[0].callers[0].added?.release, 'v1.8.0');
    assert.ok(findings[0].callers.some((c) => !c.added));
  });

  test('lines of the release that touch the package, best first', async () => {
    for (const [, files] of sets) {
      const { findings } = await report(files, [workspace.folder], { since: 'v1.7.0' });
      const changes = findings[0].changes ?? [];
      assert.equal(place(changes[0]), 'internal/reqctx/reqctx.go:19');
      assert.match(changes[0].text, /^cache, err := collection\.NewCache\(/);
      assert.ok(changes.some((c) => c.kind === 'leads' && place(c) === 'internal/consumer/consumer.go:55'));
      const last = changes[changes.length - 1];
      assert.equal(last.text, 'require github.com/zeromicro/go-zero v1.7.6');
      for (const c of changes) {
        const [, line] = [c.file, fs.readFileSync(path.join(workspace.folder, c.file), 'utf8').split('\n')];
        assert.equal(line[c.line - 1].trim(), c.text);
      }
    }
  });

  test('without a revision nothing is told, nor asked', async () => {
    const { findings, notes } = await report(filesOf(BAD), [workspace.folder], {});
    assert.equal(findings[0].site.added, undefined);
    assert.equal(findings[0].changes, undefined);
    assert.equal(notes, undefined);
  });

  test('a release raises a suspect, but makes no verdict where there was none', async () => {
    const good = path.join(sampleDumps, 'release-v1.7.0');
    const copy = sampleWorkspace('v1.7.0');
    const root = gitIn(copy.folder, 'hash-object', '-t', 'tree', '-w', '/dev/null');
    const empty = gitIn(copy.folder, 'commit-tree', '-m', 'empty', root);
    const { findings } = await report(filesOf(good), [copy.folder], { since: empty });
    assert.ok(
      findings.some((f) => f.site.added),
      'some line is new since nothing',
    );
    assert.deepEqual(findings.filter(isLeakVerdict), []);
    copy.remove();
    const files = [path.join(BAD, 'block.pprof')];
    const [plain, dated] = [
      await report(files, [workspace.folder], {}),
      await report(files, [workspace.folder], { since: 'v1.7.0' }),
    ];
    assert.ok(dated.findings[0].confidence > plain.findings[0].confidence);
    assert.ok(dated.findings[0].confidence < plain.findings[0].confidence + 0.05);
  });

  test('what git cannot tell is said, and the report comes all the same', async () => {
    const unknown = await report(filesOf(BAD), [workspace.folder], { since: 'v9.9.9' });
    assert.deepEqual(unknown.notes, ['the repository has no revision "v9.9.9"']);
    assert.equal(place(unknown.findings[0].site), 'internal/reqctx/reqctx.go:19');
    const option = await report(filesOf(BAD), [workspace.folder], { since: '--output=x' });
    assert.deepEqual(option.notes, ['"--output=x" is no name of a revision']);
    const none = await report(filesOf(BAD), [path.join(workspace.folder, '..')], { since: 'v1.7.0' });
    assert.deepEqual(none.notes, ['the folder is not in a git repository']);
  });
});

test('lines that are not committed, folders of several repositories, folders inside one', async () => {
  const [one, two] = [sampleWorkspace('v1.8.0'), sampleWorkspace('v1.7.0')];
  const file = path.join(one.folder, 'internal/reqctx/reqctx.go');
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  lines[18] += ' // now';
  fs.writeFileSync(file, lines.join('\n'));
  const edited = await report(filesOf(BAD), [one.folder], { since: 'v1.7.0' });
  assert.deepEqual(edited.findings[0].site.added, { since: 'v1.7.0', commit: null, release: null });
  gitIn(one.folder, 'checkout', '-q', '.');

  // A second folder in whose repository the tag means something else; the first one's file is meant.
  fs.writeFileSync(path.join(two.folder, 'go.mod'), 'module example.invalid/other\n');
  const both = await report(filesOf(BAD), [two.folder, one.folder], { since: 'v1.7.0' });
  assert.match(both.findings[0].site.file, /reqctx\/reqctx\.go$/);
  assert.equal(both.findings[0].site.added?.release, 'v1.8.0');

  const parent = path.join(one.folder, 'nested');
  fs.mkdirSync(parent);
  for (const name of ['cmd', 'internal', 'go.mod', 'go.sum']) gitIn(one.folder, 'mv', name, `nested/${name}`);
  gitIn(one.folder, 'commit', '-qm', 'move');
  const nested = await report(filesOf(BAD), [parent], { since: 'HEAD~2' });
  assert.equal(place(nested.findings[0].site), 'internal/reqctx/reqctx.go:19');
  assert.equal(nested.findings[0].site.added?.release, 'v1.8.0');
  one.remove();
  two.remove();
});
