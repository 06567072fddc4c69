// Does the line that makes a library's goroutines come first, whatever innocent uses stand beside it?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { rankedUsages, type UsageHints } from '../../src/source/rank-usages.ts';
import { type Files, memoryIndex } from './memory-workspace.ts';

const top = mkdtempSync(path.join(tmpdir(), 'usages-'));
after(() => rmSync(top, { recursive: true, force: true }));

const COLLECTION = 'github.com/zeromicro/go-zero/core/collection';
const MODULE = 'github.com/acme-shop/order-consumer';

/** The sample service at its bad release. */
const SERVICE: Files = readService();

function readService(): Files {
  const folder = path.join(top, 'service');
  execFileSync('git', ['clone', '--quiet', '--branch', 'v1.8.0', 'sample/order-consumer.bundle', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((f) => f.replaceAll('\\', '/'))
    .filter((f) => /\.go$|^go\.mod$/.test(f));
  return Object.fromEntries(files.map((f) => [f, readFileSync(path.join(folder, f), 'utf8')]));
}

/** What the dumps of a kind tell. */
const BLOCK: UsageHints = {
  start: `${COLLECTION}.NewTimingWheelWithTicker.gowrap1`,
  functions: [
    `${COLLECTION}.(*TimingWheel).run`,
    `${COLLECTION}.(*TimingWheel).SetTimer`,
    `${COLLECTION}.(*Cache).SetWithExpire`,
    `${COLLECTION}.(*Cache).Take.func1`,
  ],
  active: [`${MODULE}/internal/consumer.(*Consumer).work`, `${MODULE}/internal/consumer.(*Consumer).handle`],
};
const GOROUTINE: UsageHints = {
  start: `${COLLECTION}.(*cacheStat).statLoop`,
  functions: [`${COLLECTION}.(*TimingWheel).run`],
  active: [`${MODULE}/internal/consumer.(*Consumer).work`, `main.main`],
};
const NOTHING: UsageHints = { start: `${COLLECTION}.(*TimingWheel).run`, functions: [], active: [] };

async function first(files: Files, hints: UsageHints): Promise<string> {
  const [best] = await rankedUsages(await memoryIndex(files), hints);
  return best ? `${best.usage.file}:${best.usage.line}` : 'none';
}

/** The service with pieces put into some of its files, or with further files. */
function changed(edits: Readonly<Record<string, (text: string) => string>>): Files {
  const files: Record<string, string> = { ...SERVICE };
  for (const [file, edit] of Object.entries(edits)) files[file] = edit(files[file] ?? '');
  return files;
}

const addImport = (text: string) => text.replace('import (', `import (\n\t"${COLLECTION}"`);

const INNOCENT: Readonly<Record<string, Files>> = {
  nothing: SERVICE,
  'a package-level cache': changed({
    'internal/pricing/table.go': (t) => `${addImport(t)}\nvar shared, _ = collection.NewCache(time.Minute)\n`,
  }),
  'a SafeMap in the hottest function': changed({
    'internal/consumer/consumer.go': (t) =>
      addImport(t).replace('ctx, err := reqctx', 'collection.NewSafeMap().Set(1, 2)\n\tctx, err := reqctx'),
  }),
  'a cache of a constructor that main calls': changed({
    'internal/store/store.go': (t) =>
      addImport(t).replace(
        'return &Store{',
        'c, _ := collection.NewCache(time.Minute); _ = c\n\treturn &Store{',
      ),
  }),
  'a cache behind sync.Once': changed({
    'internal/aaa/aaa.go': () =>
      `package aaa\n\nimport "${COLLECTION}"\n\nfunc Get() { once.Do(func() { c, _ = collection.NewCache(1) }) }\n`,
  }),
  'a cache in a test': changed({
    'internal/reqctx/a_test.go': () =>
      `package reqctx\n\nimport "${COLLECTION}"\n\nfunc TestX() { for { collection.NewCache(1) } }\n`,
  }),
  'a timing wheel in main': changed({
    'cmd/consumer/main.go': (t) =>
      addImport(t).replace('func main() {', 'func main() {\n\tcollection.NewTimingWheel(1, 2, nil)\n'),
  }),
};

for (const [name, files] of Object.entries(INNOCENT))
  for (const [dumps, hints] of Object.entries({ BLOCK, GOROUTINE, NOTHING }))
    test(`beside ${name}, from ${dumps.toLowerCase()}`, async () => {
      assert.equal(await first(files, hints), 'internal/reqctx/reqctx.go:19');
    });

test('other names of module, package and file change nothing', async () => {
  const renamed = Object.fromEntries(
    Object.entries(SERVICE).map(([file, text]) => [
      file.replace('reqctx/reqctx.go', 'scope/share.go').replace('consumer/consumer.go', 'worker/w.go'),
      text
        .replaceAll(MODULE, 'shop')
        .replaceAll('internal/reqctx', 'internal/scope')
        .replace('package reqctx', 'package scope')
        .replaceAll('reqctx.', 'scope.')
        .replaceAll('internal/consumer', 'internal/worker'),
    ]),
  );
  const active = ['shop/internal/worker.(*Consumer).handle'];
  assert.equal(await first(renamed, { ...BLOCK, active }), 'internal/scope/share.go:19');
});

test('the reason and the calls that lead to the line', async () => {
  const [best] = await rankedUsages(await memoryIndex(SERVICE), BLOCK);
  assert.equal(
    best.reason,
    'calls collection.NewCache, which makes the Cache that the dumps show, and is reached from consumer.(*Consumer).handle, which the dumps show at work',
  );
  assert.deepEqual(best.callers, [
    {
      file: 'internal/consumer/consumer.go',
      line: 55,
      function: `${MODULE}/internal/consumer.(*Consumer).handle`,
      mappedBy: 'package-usage',
    },
  ]);
});

test('a package that only libraries import has no line', async () => {
  assert.deepEqual(
    await rankedUsages(await memoryIndex(SERVICE), {
      ...NOTHING,
      start: 'github.com/zeromicro/go-zero/core/syncx.run',
    }),
    [],
  );
});

test('functions that the library’s sources tie to the goroutines come first', async () => {
  const files = {
    'go.mod': 'module m\n',
    'a.go':
      'package m\n\nimport "l.io/l"\n\nfunc A() { l.NewRing(); l.Watch() }\n\nfunc B() {\n\tl.Watch()\n}\n',
  };
  const index = await memoryIndex(files);
  const hints = { start: 'l.io/l.(*loop).run', functions: [], active: [] };
  const [best] = await rankedUsages(index, { ...hints, leading: ['Watch'] });
  assert.equal(best.reason, 'calls l.Watch, which starts these goroutines');
  const [guess] = await rankedUsages(index, hints);
  assert.equal(guess.usage.name, 'NewRing');
});

test('of two equal lines the one that the release added comes first', async () => {
  const files = {
    'go.mod': 'module m\n',
    'a.go': 'package m\n\nimport "l.io/l"\n\nfunc A() { l.New() }\n\nfunc B() { l.New() }\n',
  };
  const hints = {
    start: 'l.io/l.run',
    functions: [],
    active: [],
    isAdded: (_: string, line: number) => line === 7,
  };
  const [best, next] = await rankedUsages(await memoryIndex(files), hints);
  assert.deepEqual([best.usage.line, next.usage.line], [7, 5]);
  assert.equal(best.reason, 'calls l.New, a constructor; it was added in this release');
});
