// Does git answer about good repositories, and run nothing that a bad one configures?

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import type { GitAnswer } from '../../src/model/git-access.ts';
import { findProgram, gitOnDisk, isRevisionName } from '../../src/outside/git-node.ts';
import { sampleWorkspace } from '../support/sample.ts';

const top = fs.mkdtempSync(path.join(tmpdir(), 'git-'));
after(() => fs.rmSync(top, { recursive: true, force: true }));

const NOBODY = ['-c', 'user.name=n', '-c', 'user.email=n@example.invalid'];

function gitIn(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', [...NOBODY, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

/** A repository with one commit, whose files can then be changed. */
function repository(name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(top, name);
  fs.mkdirSync(folder);
  gitIn(folder, 'init', '-q');
  for (const [file, text] of Object.entries(files)) write(folder, file, text);
  gitIn(folder, 'add', '-A');
  gitIn(folder, 'commit', '-q', '-m', 'one');
  return folder;
}

function write(folder: string, file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}

function answerOf<T>(answer: GitAnswer<T>): T {
  if (answer.kind === 'none') assert.fail(answer.reason);
  return answer.value;
}

function reasonOf<T>(answer: GitAnswer<T>): string {
  return answer.kind === 'none' ? answer.reason : assert.fail('an answer came');
}

describe('the sample’s repository', () => {
  const sample = sampleWorkspace('v1.8.0');
  after(() => sample.remove());
  const git = gitOnDisk({ workspace: [sample.folder] });
  const commitOf = (name: string) => gitIn(sample.folder, 'rev-parse', `${name}^{commit}`).trim();

  test('names become ids, as git itself says', async () => {
    for (const name of ['v1.7.0', 'v1.8.0', 'HEAD', 'HEAD~1', commitOf('HEAD').slice(0, 8)])
      assert.equal(answerOf(await git.revisionOf(sample.folder, name)), commitOf(name));
  });

  test('the last commit before a time', async () => {
    const committed = (name: string) =>
      Number(gitIn(sample.folder, 'show', '-s', '--format=%ct', `${name}^{commit}`));
    const before = (seconds: number) => git.commitBefore(sample.folder, seconds);
    assert.equal(answerOf(await before(committed('v1.8.0') + 1)), commitOf('v1.8.0'));
    assert.equal(answerOf(await before(committed('v1.8.0') - 1)), commitOf('v1.7.0'));
    assert.match(reasonOf(await before(committed('v1.7.0') - 1)), /no commit is as old/);
  });

  test('releases are told, newest first', async () => {
    const told = answerOf(await git.releases(sample.folder));
    const tags = gitIn(sample.folder, 'tag', '--sort=-creatordate').trim().split('\n');
    assert.deepEqual(new Set(told.map(({ name }) => name)), new Set(tags));
    assert.equal(told[0].name, 'v1.8.0');
    for (const { name, date } of told)
      assert.ok(gitIn(sample.folder, 'log', '-1', '--format=%cI', name).startsWith(date), name);
  });

  test('what is no revision is said', async () => {
    assert.match(reasonOf(await git.revisionOf(sample.folder, 'v9.9.9')), /has no revision "v9.9.9"/);
    for (const name of ['--output=/tmp/x', '-x', 'a b', 'HEAD:go.mod', ':/text', 'a..b', ''])
      assert.match(reasonOf(await git.revisionOf(sample.folder, name)), /is no name of a revision/);
  });

  test('a diff of the Go files, with files on the disk and between commits', async () => {
    const [from, to] = [commitOf('v1.7.0'), commitOf('v1.8.0')];
    const committed = answerOf(await git.diff(sample.folder, { from, to, vendored: false }));
    const names = [...committed.matchAll(/^\+\+\+ b\/(.*)$/gm)].map((m) => m[1]);
    const expected = gitIn(sample.folder, 'diff', '--name-only', from, to).trim().split('\n');
    assert.deepEqual(
      names,
      expected.filter((n) => n !== 'go.sum'),
    );
    write(sample.folder, 'internal/loyalty/more.go', 'package loyalty\n');
    gitIn(sample.folder, 'add', '-N', '.');
    const onDisk = answerOf(await git.diff(sample.folder, { from, to: null, vendored: false }));
    assert.match(onDisk, /^\+\+\+ b\/internal\/loyalty\/more\.go$/m);
    const below = path.join(sample.folder, 'internal');
    assert.match(
      answerOf(await git.diff(below, { from, to, vendored: false })),
      /^\+\+\+ b\/reqctx\/reqctx\.go$/m,
    );
  });

  test('a line’s commit, and the first release that has it', async () => {
    const range = { from: commitOf('v1.7.0'), to: commitOf('v1.8.0') };
    const consumer = 'internal/consumer/consumer.go';
    const origins = answerOf(await git.originsOf(sample.folder, consumer, [1, 55], range));
    assert.deepEqual([...origins], [[55, { commit: range.to, release: 'v1.8.0' }]]);
  });

  test('a folder without a repository, and none at all', async () => {
    assert.match(reasonOf(await git.revisionOf(top, 'HEAD')), /not in a git repository/);
    assert.match(reasonOf(await git.revisionOf(path.join(top, 'no'), 'HEAD')), /not there/);
    assert.match(reasonOf(await git.revisionOf('//server/share', 'HEAD')), /network shares/);
  });
});

test('long answers and slow programs are cut off', { skip: process.platform === 'win32' }, async () => {
  const folder = repository('large', { 'a.go': 'package a\n' });
  const from = gitIn(folder, 'rev-parse', 'HEAD').trim();
  write(folder, 'a.go', `package a\n${'// x\n'.repeat(10_000)}`);
  const small = gitOnDisk({ workspace: [], limits: { timeoutMs: 20_000, maxBytes: 1000 } });
  assert.match(reasonOf(await small.diff(folder, { from, to: null, vendored: false })), /larger than/);
  const slow = path.join(top, 'slow');
  write(slow, 'git', '#!/bin/sh\nexec sleep 60\n');
  fs.chmodSync(path.join(slow, 'git'), 0o755);
  const hurried = gitOnDisk({
    workspace: [],
    env: { PATH: `${slow}:${process.env.PATH}` },
    limits: { timeoutMs: 100, maxBytes: 1000 },
  });
  assert.match(reasonOf(await hurried.revisionOf(folder, 'HEAD')), /did not answer within 0.1 s/);
});

test('no program is taken from the workspace, nor by a relative path', {
  skip: process.platform === 'win32',
}, () => {
  const folder = path.join(top, 'bin-in-workspace');
  write(folder, 'bin/git', '#!/bin/sh\n');
  fs.chmodSync(path.join(folder, 'bin/git'), 0o755);
  const env = { PATH: `${folder}/bin:bin:.` };
  assert.equal(findProgram('git', env, []), path.join(folder, 'bin/git'));
  assert.equal(findProgram('git', env, [folder]), undefined);
});

test('names of revisions', () => {
  for (const name of ['v1.8.0', 'origin/main', 'HEAD~3', 'main@{1}', 'größe', 'a-b', 'x^2'])
    assert.ok(isRevisionName(name), name);
  for (const name of ['', '-a', 'a\tb', 'a\u0000b', 'a\\b', 'a*', 'a?', 'x'.repeat(300)])
    assert.ok(!isRevisionName(name), name);
});

describe('a repository that configures programs', { skip: process.platform === 'win32' }, () => {
  const ran = path.join(top, 'ran');
  fs.mkdirSync(ran);
  /** A command that leaves a file behind. */
  const canary = (name: string) => {
    const script = path.join(top, `canary-${name}`);
    fs.writeFileSync(
      script,
      `#!/bin/sh\ntouch "${ran}/${name}"\nexec ${name === 'clean' || name === 'odd-clean' ? 'cat' : 'true'}\n`,
      { mode: 0o755 },
    );
    return script;
  };
  const folder = repository('hostile', {
    'a.go': 'package a\n\nfunc A() {}\n',
    'b.go': 'package a\n\nfunc B() {}\n',
    'go.mod': 'module m\n',
  });
  const head = gitIn(folder, 'rev-parse', 'HEAD').trim();
  const second = gitIn(folder, 'commit-tree', '-p', head, '-m', 'two', `${head}^{tree}`).trim();
  write(folder, '.gitattributes', 'a.go diff=evil filter=evil\nb.go filter=ev=il\ngo.mod filter=long\n');
  write(folder, 'a.go', 'package a\n\nfunc A() { A() }\n');
  write(folder, 'b.go', 'package a\n\nfunc B() { B() }\n');
  write(folder, 'go.mod', 'module mm\n');
  const sections: readonly (readonly [string, string, string])[] = [
    ['core', 'fsmonitor', 'fsmonitor'],
    ['core', 'pager', 'pager'],
    ['core', 'sshCommand', 'ssh'],
    ['core', 'askPass', 'askpass'],
    ['diff', 'external', 'external'],
    ['diff "evil"', 'command', 'driver'],
    ['diff "evil"', 'textconv', 'textconv'],
    ['filter "evil"', 'clean', 'clean'],
    ['filter "ev=il"', 'clean', 'odd-clean'],
    ['filter "long"', 'process', 'process'],
  ];
  const config = sections
    .map(([section, key, name]) => `[${section}]\n\t${key} = ${canary(name)}\n`)
    .join('');
  fs.appendFileSync(
    path.join(folder, '.git/config'),
    `${config}[filter "ev=il"]\n\trequired = true\n[core]\n\thooksPath = ${top}/hooks\n[pager]\n\tdiff = true\n`,
  );
  fs.mkdirSync(path.join(top, 'hooks'));
  fs.copyFileSync(canary('hook'), path.join(top, 'hooks/post-index-change'));

  test('runs none of them', async () => {
    const git = gitOnDisk({ workspace: [folder] });
    fs.utimesSync(path.join(folder, 'go.mod'), 1, 1);
    const index = fs.readFileSync(path.join(folder, '.git/index'));
    assert.equal(answerOf(await git.revisionOf(folder, 'HEAD')), head);
    const diff = answerOf(await git.diff(folder, { from: head, to: null, vendored: true }));
    assert.match(diff, /^\+func A\(\) \{ A\(\) \}$/m);
    assert.match(diff, /^\+func B\(\) \{ B\(\) \}$/m);
    for (const [from, to] of [
      [head, head],
      [second, head],
      [head, second],
    ])
      answerOf(await git.originsOf(folder, 'a.go', [1], { from, to }));
    assert.deepEqual(fs.readdirSync(ran), []);
    assert.deepEqual(fs.readFileSync(path.join(folder, '.git/index')), index);
  });

  test('and would run them without the settings', () => {
    // The check itself: plain git starts what is configured.
    const plainly = { cwd: folder, stdio: 'ignore', timeout: 10_000 } as const;
    spawnSync('git', ['status'], plainly);
    // A monitor that names no changed file would hide the files from the rest.
    gitIn(folder, 'config', '--unset', 'core.fsmonitor');
    fs.appendFileSync(path.join(folder, 'a.go'), '\n');
    spawnSync('git', ['diff', 'HEAD', '--', 'go.mod'], plainly);
    spawnSync('git', ['diff', 'HEAD', '--', 'b.go'], plainly);
    spawnSync('git', ['diff', '--no-ext-diff', 'HEAD', '--', 'a.go'], plainly);
    spawnSync('git', ['diff', 'HEAD', '--', 'a.go'], plainly);
    gitIn(folder, 'config', '--unset', 'diff.evil.command');
    spawnSync('git', ['diff', 'HEAD', '--', 'a.go'], plainly);
    spawnSync('git', ['diff', 'HEAD', '--', 'b.go'], plainly);
    spawnSync('git', ['update-index', '--refresh'], plainly);
    const seen = fs.readdirSync(ran);
    for (const name of [
      'fsmonitor',
      'external',
      'driver',
      'textconv',
      'clean',
      'odd-clean',
      'process',
      'hook',
    ])
      assert.ok(seen.includes(name), `${name} was not run: ${seen}`);
  });

  test('fetches nothing that is missing', async () => {
    for (const name of fs.readdirSync(ran)) fs.rmSync(path.join(ran, name));
    const partial = repository('partial', { 'a.go': 'package a\n' });
    const from = gitIn(partial, 'rev-parse', 'HEAD').trim();
    const blob = gitIn(partial, 'rev-parse', 'HEAD:a.go').trim();
    fs.rmSync(path.join(partial, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    fs.appendFileSync(
      path.join(partial, '.git/config'),
      `[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = ext::${canary('fetch')}\n` +
        `\tpromisor = true\n\tpartialclonefilter = blob:none\n[protocol "ext"]\n\tallow = always\n`,
    );
    gitIn(partial, 'config', 'core.repositoryformatversion', '1');
    write(partial, 'a.go', 'package b\n');
    const git = gitOnDisk({ workspace: [partial] });
    assert.notEqual(reasonOf(await git.diff(partial, { from, to: null, vendored: true })), '');
    assert.deepEqual(fs.readdirSync(ran), []);
    spawnSync('git', ['diff', from], { cwd: partial, stdio: 'ignore', timeout: 5_000 });
    assert.deepEqual(fs.readdirSync(ran), ['fetch']);
  });
});
