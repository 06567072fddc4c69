// Are lines followed through a diff, and is what a release added told as git tells it?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { workspaceOnDisk } from '../../src/outside/workspace-node.ts';
import { driftOf } from '../../src/source/line-drift.ts';
import { rankedUsages } from '../../src/source/rank-usages.ts';
import { addedLines, changesTouching } from '../../src/source/release-diff.ts';
import { parseUnifiedDiff } from '../../src/source/unified-diff.ts';
import { buildIndex } from '../../src/source/workspace-index.ts';

const top = mkdtempSync(path.join(tmpdir(), 'drift-'));
after(() => rmSync(top, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: top, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** `git diff` of two texts of one file. */
function diffOf(before: readonly string[], after: readonly string[], context = 3): string {
  writeFileSync(path.join(top, 'a.txt'), `${before.join('\n')}\n`);
  writeFileSync(path.join(top, 'b.txt'), `${after.join('\n')}\n`);
  try {
    return git('diff', '--no-index', `-U${context}`, 'a.txt', 'b.txt');
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
}

/** State and line of every old line. */
function drifts(before: string, after: string, context = 3): string[] {
  const old = before.split(' ');
  const drift = driftOf(parseUnifiedDiff(diffOf(old, after.split(' '), context)));
  return old.map((_, i) => drift('a.txt', i + 1)).map((d) => `${d.state} ${d.line}`);
}

describe('line drift', () => {
  test('lines behind an insertion move', () =>
    assert.deepEqual(drifts('a b c', 'a x y b c'), ['moved 1', 'moved 4', 'moved 5']));
  test('replaced lines changed, removed ones are gone', () =>
    assert.deepEqual(drifts('a b c d e', 'a X c e'), [
      'moved 1',
      'changed 2',
      'moved 3',
      'gone 4',
      'moved 4',
    ]));
  test('a line that was only set in stays the same code', () =>
    assert.deepEqual(drifts('a b c', 'a {\t b \tb c').slice(1), ['moved 3', 'moved 5']));
  test('nothing changed', () => {
    assert.deepEqual(driftOf([])('x.go', 7), { state: 'same', file: 'x.go', line: 7 });
  });

  for (const context of [0, 1, 3])
    test(`random edits, ${context} lines of context: what is followed has its text`, () => {
      let seed = 7 + context;
      const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
      for (let round = 0; round < 15; round++) {
        const before = Array.from({ length: 40 }, (_, i) => `line ${i}`);
        const after = before.flatMap((l, i) =>
          random(6) === 0 ? [] : random(6) === 0 ? [`new ${i}`, l] : random(8) === 0 ? [`other ${i}`] : [l],
        );
        const drift = driftOf(parseUnifiedDiff(diffOf(before, after, context)));
        before.forEach((text, i) => {
          const { state, line } = drift('a.txt', i + 1);
          const kept = after.indexOf(text);
          if (kept >= 0) assert.equal(`${state} ${line}`, `moved ${kept + 1}`);
          else assert.ok(state === 'changed' || state === 'gone', `${state} ${text}`);
          if (state === 'changed') assert.ok(!before.includes(after[line - 1]));
        });
      }
    });
});

describe('diffs of git', () => {
  const DIFF = `diff --git a/old name.go b/new name.go
similarity index 90%
rename from old name.go
rename to new name.go
--- a/old name.go
+++ b/new name.go
@@ -1,3 +1,3 @@ func x() {
 a
--- b
+++ b
 c
diff --git a/gone.go b/gone.go
deleted file mode 100644
--- a/gone.go
+++ /dev/null
@@ -1 +0,0 @@
-package gone
diff --git a/fresh.go b/fresh.go
new file mode 100644
--- /dev/null
+++ b/fresh.go
@@ -0,0 +1,2 @@
+package fresh
+
\\ No newline at end of file
diff --git "a/gr\\303\\266\\303\\237e.go" "b/gr\\303\\266\\303\\237e.go"
--- "a/gr\\303\\266\\303\\237e.go"
+++ "b/gr\\303\\266\\303\\237e.go"
@@ -5,0 +6 @@
+x
diff --git a/pic.png b/pic.png
Binary files a/pic.png and b/pic.png differ
diff --git a/moved.go b/dir/moved.go
similarity index 100%
rename from moved.go
rename to dir/moved.go
`;
  const files = parseUnifiedDiff(DIFF);
  test('paths of renamed, new, deleted and oddly named files', () => {
    assert.deepEqual(
      files.map((f) => [f.oldPath, f.newPath, f.changes.length]),
      [
        ['old name.go', 'new name.go', 1],
        ['gone.go', '', 1],
        ['', 'fresh.go', 1],
        ['größe.go', 'größe.go', 1],
        ['pic.png', 'pic.png', 0],
        ['moved.go', 'dir/moved.go', 0],
      ],
    );
  });
  test('lines that look like headers are lines', () => {
    assert.deepEqual(files[0].changes, [{ oldStart: 2, removed: ['-- b'], newStart: 2, added: ['++ b'] }]);
  });
  test('drift of whole files', () => {
    const drift = driftOf(files);
    assert.deepEqual(drift('moved.go', 3), { state: 'moved', file: 'dir/moved.go', line: 3 });
    assert.equal(drift('gone.go', 1).state, 'gone');
    assert.deepEqual(drift('größe.go', 6), { state: 'moved', file: 'größe.go', line: 7 });
    assert.deepEqual(drift('größe.go', 5), { state: 'same', file: 'größe.go', line: 5 });
  });
  test('cut and damaged diffs end quietly', () => {
    for (let end = 0; end < DIFF.length; end += 17)
      assert.ok(parseUnifiedDiff(DIFF.slice(0, end)).length <= 6);
    assert.deepEqual(parseUnifiedDiff('@@ -1 +1 @@\n-a\n+b\n'), []);
  });
});

describe('the sample release', () => {
  const bundle = path.resolve('sample/order-consumer.bundle');
  git('clone', '--quiet', '--branch', 'v1.8.0', bundle, 'service');
  const service = (...args: readonly string[]) => git('-C', 'service', ...args);
  const diffs = parseUnifiedDiff(service('diff', 'v1.7.0', 'v1.8.0'));
  const added = addedLines(diffs);

  test('added lines are those that git blames on it', () => {
    let count = 0;
    for (const file of service('ls-files', '*.go', 'go.mod').trimEnd().split('\n'))
      service('blame', '-s', 'v1.7.0..v1.8.0', '--', file)
        .trimEnd()
        .split('\n')
        .forEach((line, i) => {
          assert.equal(added.has(file, i + 1), !line.startsWith('^'), `${file}:${i + 1}`);
          if (!line.startsWith('^')) count++;
        });
    assert.ok(count > 100);
  });

  test('unchanged lines are followed to their text', () => {
    const drift = driftOf(diffs);
    const lines = (tag: string, file: string) => service('show', `${tag}:${file}`).split('\n');
    const before = lines('v1.7.0', 'internal/consumer/consumer.go');
    const now = lines('v1.8.0', 'internal/consumer/consumer.go');
    const states = new Set<string>();
    before.forEach((text, i) => {
      const d = drift('internal/consumer/consumer.go', i + 1);
      states.add(d.state);
      if (d.state === 'same' || d.state === 'moved') assert.equal(now[d.line - 1].trim(), text.trim());
    });
    assert.deepEqual([...states].sort(), ['changed', 'moved', 'same']);
  });

  test('what the release changed around the guilty package, the guilty line first', async () => {
    const pkg = 'github.com/zeromicro/go-zero/core/collection';
    const index = await buildIndex(workspaceOnDisk([path.join(top, 'service')]));
    const usages = await rankedUsages(index, {
      start: `${pkg}.(*TimingWheel).run`,
      functions: [],
      active: [],
    });
    const changes = changesTouching(pkg, usages, diffs);
    assert.equal(
      `${changes[0].file}:${changes[0].line} ${changes[0].kind}`,
      'internal/reqctx/reqctx.go:19 uses',
    );
    assert.ok(
      changes.some((c) => c.kind === 'leads' && c.file === 'internal/consumer/consumer.go' && c.line === 55),
    );
    assert.deepEqual(
      changes.filter((c) => c.kind === 'requires').map((c) => c.text),
      ['require github.com/zeromicro/go-zero v1.7.6'],
    );
    assert.ok(added.isNewFile('internal/reqctx/reqctx.go'));
    assert.ok(!added.isNewFile('internal/consumer/consumer.go'));
  });
});
