// Are packages, imports and functions read from Go text as the compiler would?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionAt, likelyPackageNames, parseGo } from '../../src/source/go-file.ts';
import { literalBody, loopBody } from '../../src/source/go-syntax.ts';
import { isAt, readGoText, wordAt } from '../../src/source/go-text.ts';

function words(text: string): string[] {
  const go = readGoText(text);
  return Array.from({ length: go.length }, (_, i) => wordAt(go, i));
}

test('comments vanish, strings and runes stay whole', () => {
  assert.deepEqual(words("a/*x\n*/b // c\n\"d // e\" '\"' '\\'' `f\n\"g` 1.5e-3 h"), [
    'a',
    'b',
    '"d // e"',
    "'\"'",
    "'\\''",
    '`f\n"g`',
    '1.5e-3',
    'h',
  ]);
  assert.deepEqual(words('"open\nx'), ['"open', 'x']);
  assert.deepEqual(words('/* open'), []);
  assert.deepEqual(words('`open\n'), ['`open\n']);
  assert.deepEqual(words('größe 世界 😀'), ['größe', '世界', '😀']);
});

test('lines are counted through comments and raw strings', () => {
  const go = readGoText('a\n/*\n*/ b `\n\n` c\r\nd\n');
  assert.deepEqual([...go.line], [1, 3, 3, 5, 6]);
  assert.equal(go.lineCount, 6);
});

const FILE = `//go:build linux

// Package shop sells.
package shop

import "fmt"
import (
	. "math"
	_ "embed"
	cart "example.com/shop/cart/v2" // not "this/one"
	\`example.com/raw\`
)

type T[K comparable] struct{ f func() (int, error) }

var later = func() int {
	return 1
}

func (t *T[K]) Get(k K) (v map[string]struct{}, err error) {
	return nil, nil
}

func (T[K]) Put() interface{ Close() } { return nil }

func New[K comparable, V any](n int) func() (V, error) {
	for range []int{1, 2} {
		_ = func() {}
	}
	return nil
}

func asm(x int) (y int)

func init() { fmt.Println("func fake() {") }
`;

test('package, imports and functions of a file', () => {
  const file = parseGo(FILE);
  assert.equal(file.packageName, 'shop');
  assert.deepEqual(
    file.imports.map((i) => [i.alias, i.path, i.line]),
    [
      ['', 'fmt', 6],
      ['.', 'math', 8],
      ['_', 'embed', 9],
      ['cart', 'example.com/shop/cart/v2', 10],
      ['', 'example.com/raw', 11],
    ],
  );
  assert.deepEqual(
    file.functions.map((f) => [f.pointer ? `*${f.receiver}` : f.receiver, f.name, f.line, f.endLine]),
    [
      ['*T', 'Get', 20, 22],
      ['T', 'Put', 24, 24],
      ['', 'New', 26, 31],
      ['', 'asm', 33, 33],
      ['', 'init', 35, 35],
    ],
  );
  assert.equal(file.ignored, false);
  assert.equal(parseGo('//go:build ignore\n\npackage main\n').ignored, true);
});

test('the function at a line', () => {
  assert.equal(functionAt(FILE, 21)?.name, 'Get');
  assert.equal(functionAt(FILE, 26)?.name, 'New');
  assert.equal(functionAt(FILE, 31)?.name, 'New');
  assert.equal(functionAt(FILE, 17), undefined);
  assert.equal(functionAt(FILE, 900), undefined);
});

test('damaged sources end quietly', () => {
  for (const text of [
    '',
    'func',
    'func (',
    'package',
    'package p\nfunc F() {',
    'import (',
    'func ((((',
    '}}}',
    'func F[',
  ])
    assert.ok(parseGo(text).functions.length <= 1, text);
});

const LOOPS: readonly (readonly [string, string])[] = [
  ['for { X }', 'X'],
  ['for i := 0; i < n; i++ { X }', 'X'],
  ['for _, v := range []T{{1}, {2}} { X }', 'X'],
  ['for _, v := range map[string]struct{}{"a": {}} { X }', 'X'],
  ['for range f(func() { y() }) { X }', 'X'],
  ['for v := range func(yield func(int) bool) { y() } { X }', 'X'],
  ['for x := range make(chan struct{}) { X }', 'X'],
];

for (const [text, first] of LOOPS) {
  test(`the body of: ${text}`, () => {
    const go = readGoText(text);
    const body = loopBody(go, 0);
    assert.ok(isAt(go, body + 1, first), `${body}`);
  });
}

test('the name of an import without an alias', () => {
  assert.equal(likelyPackageNames('github.com/patrickmn/go-cache')[0], 'go-cache');
  assert.ok(likelyPackageNames('github.com/patrickmn/go-cache').includes('cache'));
  assert.deepEqual(likelyPackageNames('github.com/dgraph-io/ristretto/v2'), ['ristretto']);
});

test('functions without a body or results end on their line', () => {
  const { functions } = parseGo(
    'package p\n\nfunc a(int)\nfunc b(x int) error\nfunc c() func() {\n\treturn nil\n}\n',
  );
  assert.deepEqual(
    functions.map((f) => [f.name, f.line, f.endLine, f.body >= 0]),
    [
      ['a', 3, 3, false],
      ['b', 4, 4, false],
      ['c', 5, 7, true],
    ],
  );
});

const LITERALS: readonly (readonly [string, boolean])[] = [
  ['func() { X }', true],
  ['func(a int) (b, c int) { X }', true],
  ['func() map[string]func() error { X }', true],
  ['func() *pkg.T[int] { X }', true],
  ['func() chan<- struct{} { X }', true],
  ['func(int) error', false],
];

for (const [text, isLiteral] of LITERALS) {
  test(`the body of the literal: ${text}`, () => {
    const go = readGoText(`f(\n${text})`);
    const body = literalBody(go, 2);
    assert.equal(body >= 0 && isAt(go, body + 1, 'X'), isLiteral);
  });
}

test('a list of functions is no literal', () => {
  const go = readGoText('x := []func(){ a, b }');
  assert.equal(literalBody(go, 5), -1);
  assert.ok(isAt(go, 5, 'func'));
});
