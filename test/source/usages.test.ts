// Are the uses of a package found where they are, and told from what only looks like one?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quotedImports } from '../../src/source/import-map.ts';
import { parsedSources } from '../../src/source/sources.ts';
import { findUsages, type Usage } from '../../src/source/usages.ts';
import { type Files, memoryIndex } from './memory-workspace.ts';

async function usesOf(importPath: string, files: Files): Promise<Usage[]> {
  return findUsages(importPath, parsedSources(await memoryIndex(files)));
}

/** `file:line kind name`, and what surrounds it. */
function told(u: Usage): string {
  const flags = [
    u.inLoop && 'loop',
    u.inHandler && 'handler',
    u.inOnce && 'once',
    u.underGo && 'go',
    u.test && 'test',
  ].filter(Boolean);
  return [`${u.file}:${u.line}`, u.kind, u.name, u.place, u.function, ...flags]
    .filter((t) => t !== '')
    .join(' ');
}

async function check(text: string, expected: readonly string[]): Promise<void> {
  const all = await usesOf('lib.io/cache', { 'go.mod': 'module m.io/m\n', 'a/a.go': text });
  assert.deepEqual(all.filter((u) => u.kind !== 'import').map(told), expected);
}

test('calls, composites and mentions with what surrounds them', () =>
  check(
    `package a

import "lib.io/cache"

var shared = cache.New()

type T struct{ c *cache.Cache }

func init() { shared = cache.New() }

func (t *T) Fill(n int) {
	for i := range []int{1, 2} {
		t.c = cache.New[int, string](i)
	}
	go cache.Serve(t.c)
	go func() {
		cache.Put(1)
	}()
	_ = &cache.Options{Size: 1}
}

func routes() {
	handle("/", func() { cache.New() })
	once.Do(func() { cache.New() })
	run(cache.New)
}
`,
    [
      'a/a.go:5 call New package-level',
      'a/a.go:7 mention Cache package-level',
      'a/a.go:9 call New init m.io/m/a.init',
      'a/a.go:13 call New function m.io/m/a.(*T).Fill loop',
      'a/a.go:15 call Serve function m.io/m/a.(*T).Fill go',
      'a/a.go:17 call Put function m.io/m/a.(*T).Fill go',
      'a/a.go:19 composite Options function m.io/m/a.(*T).Fill',
      'a/a.go:23 call New function m.io/m/a.routes handler',
      'a/a.go:24 call New function m.io/m/a.routes once',
      'a/a.go:25 mention New function m.io/m/a.routes',
    ],
  ));

test('comments, strings, raw strings and runes hold no uses', () =>
  check(
    'package a\n\nimport "lib.io/cache"\n\n// cache.New()\n/* cache.New()\n*/\nvar s = "cache.New() \\" cache.New()" + `\ncache.New()` + string(\'"\')\nvar c = cache.New()\n',
    ['a/a.go:10 call New package-level'],
  ));

test('an alias is used instead of the name', () =>
  check('package a\n\nimport store "lib.io/cache"\n\nvar c, d = store.New(), cache.New()\n', [
    'a/a.go:5 call New package-level',
  ]));

test('a dot import is told by calls of exported names that are not the file’s own', () =>
  check('package a\n\nimport . "lib.io/cache"\n\nfunc Own() { New(); Own(); x.New(); small() }\n', [
    'a/a.go:5 call New function m.io/m/a.Own',
  ]));

test('a blank import has no uses', () =>
  check('package a\n\nimport _ "lib.io/cache"\n\nvar c = cache.New()\n', []));

test('a variable of the same name hides the import; a field does not', () =>
  check(
    `package a

import "lib.io/cache"

func local() { cache := other(); cache.New() }

func parameter(a int, cache *T) { cache.New() }

func field() { x.cache.New(); _ = T{cache: cache.New()} }
`,
    ['a/a.go:9 call New function m.io/m/a.field'],
  ));

test('the package’s own word is read from vendor, or guessed', async () => {
  const use = 'package a\n\nimport "lib.io/go-stuff"\n\nvar c = NAME.New()\n';
  const vendored = await usesOf('lib.io/go-stuff', {
    'go.mod': 'module m\n',
    'a.go': use.replace('NAME', 'things'),
    'vendor/lib.io/go-stuff/x.go': 'package things\n',
  });
  assert.deepEqual(
    vendored.map((u) => u.kind),
    ['import', 'call'],
  );
  const guessed = await usesOf('lib.io/go-stuff', { 'a.go': use.replace('NAME', 'stuff') });
  assert.deepEqual(
    guessed.map((u) => u.kind),
    ['import', 'call'],
  );
});

test('tests are marked; vendor, testdata, ignored files and neighbours are left out', async () => {
  const use = 'package a\n\nimport "lib.io/cache"\n\nvar c = cache.New()\n';
  const all = await usesOf('lib.io/cache', {
    'a_test.go': use,
    'vendor/x.io/x/x.go': use,
    'testdata/x.go': use,
    '_old/x.go': use,
    'tool.go': `//go:build ignore\n\n${use}`,
    'b.go': use.replace('lib.io/cache', 'lib.io/cache/v2'),
    'c.go': use.replace('lib.io/cache', 'other.lib.io/cache'),
  });
  assert.deepEqual(all.map(told), [
    'a_test.go:3 import package-level test',
    'a_test.go:5 call New package-level test',
  ]);
});

test('import declarations in every layout', () => {
  assert.deepEqual(
    quotedImports(
      'package p\n\nimport "a"\nimport x "b" // "no"\nimport (\n\t"c" // (see "d")\n\t_ "e"\n)\nimport ("f"; `g`)\n\nvar s = "h"\n',
    ).sort(),
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
  );
});
