// Is text from a dump shown whole, safe and short?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baseName,
  confidenceText,
  counted,
  percent,
  sharedFolder,
  shortFunction,
  timeText,
  visible,
  visibleCode,
} from '../../webview/text.ts';

test('what cannot be seen is drawn', () => {
  const drawn: readonly (readonly [string, string])[] = [
    ['main.main', 'main.main'],
    ['a\u0000b', 'a␀b'],
    ['a\nb\tc', 'a␊b␉c'],
    ['\u001b[31mred', '␛[31mred'],
    ['x\u007f', 'x␡'],
    ['x\u009bm', 'x‹U+009B›m'],
    ['admin\u202etxt.exe', 'admin‹U+202E›txt.exe'],
    ['\u2066a\u2069', '‹U+2066›a‹U+2069›'],
    ['a\u200bb\u200db\ufeffc', 'a‹U+200B›b‹U+200D›b‹U+FEFF›c'],
    ['a\u2028b', 'a‹U+2028›b'],
    ['\u{e0041}', '‹U+E0041›'],
    ['half\ud800', 'half‹U+D800›'],
    ['日本語 · ünï 🔥', '日本語 · ünï 🔥'],
  ];
  for (const [text, shown] of drawn) assert.equal(visible(text), shown);
});

test('tabs of source stay tabs', () => {
  assert.equal(visibleCode('\tx :=\t1\u202e'), '\tx :=\t1‹U+202E›');
});

test('a function is named by its last path element', () => {
  const names: readonly (readonly [string, string])[] = [
    ['github.com/acme/shop/internal/reqctx.WithCache', 'reqctx.WithCache'],
    ['net/http.(*conn).serve', 'http.(*conn).serve'],
    ['main.main', 'main.main'],
    ['a/b.Map[go.shape.struct { x/y.T }].Get', 'b.Map[go.shape.struct { x/y.T }].Get'],
    ['a/b.(*List[c/d.E]).Push', 'b.(*List[c/d.E]).Push'],
    ['', ''],
  ];
  for (const [name, short] of names) assert.equal(shortFunction(name), short);
});

test('a path is named by its last part, on either kind of machine', () => {
  assert.equal(baseName('dumps/a/mem.pprof'), 'mem.pprof');
  assert.equal(baseName('C:\\dumps\\mem.pprof'), 'mem.pprof');
  assert.equal(baseName('dumps/'), 'dumps');
  assert.equal(baseName('/'), '/');
});

// As github.com/google/pprof prints shares: see test/golden/incident/*-top.txt.
test('shares are printed as pprof prints them', () => {
  const shares: readonly (readonly [number, string])[] = [
    [0, '0%'],
    [0.99952, '100%'],
    [1, '100%'],
    [0.453612, '45.36%'],
    [0.0714, '7.14%'],
    [0.0047, '0.47%'],
    [0.000047, '0.0047%'],
    [0.0000031, '0.00031%'],
    [0.003, '0.3%'],
    [5.5e-7, '5.5e-05%'],
    [5.6e-11, '5.6e-09%'],
    [2e-9, '2e-07%'],
    [-0.25, '-25.00%'],
    [-1, '-100%'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ];
  for (const [share, text] of shares) assert.equal(percent(share), text);
});

test('only certainty is called 100 %', () => {
  assert.equal(confidenceText(0.97), '97 %');
  assert.equal(confidenceText(0.999), '99 %');
  assert.equal(confidenceText(1), '100 %');
  assert.equal(confidenceText(7), '100 %');
  assert.equal(confidenceText(-1), '0 %');
  assert.equal(confidenceText(Number.NaN), '–');
});

test('counts have separators and their noun', () => {
  assert.equal(counted(1, 'dump'), '1 dump');
  assert.equal(counted(24866, 'dump'), '24,866 dumps');
  assert.equal(counted(2, 'entry', 'entries'), '2 entries');
});

test('paths are shown without the folder that all of them share', () => {
  const shown = (...paths: string[]) => paths.map((path) => path.slice(sharedFolder(paths).length));
  assert.deepEqual(shown('/tmp/x/a/mem.pprof', '/tmp/x/b/mem.pprof'), ['a/mem.pprof', 'b/mem.pprof']);
  assert.deepEqual(shown('/tmp/x/mem.pprof'), ['mem.pprof']);
  assert.deepEqual(shown('C:\\dumps\\a.out', 'C:\\dumps\\b.out'), ['a.out', 'b.out']);
  assert.deepEqual(shown('mem.pprof', '/tmp/cpu.pprof'), ['mem.pprof', '/tmp/cpu.pprof']);
  assert.deepEqual(shown('/ab/x', '/ac/x'), ['ab/x', 'ac/x']);
});

test('a time is told to the second', () => {
  assert.equal(timeText('2026-11-23T21:55:17.682Z'), '2026-11-23 21:55:17 UTC');
  assert.equal(timeText('2026-11-23T21:55:17Z'), '2026-11-23 21:55:17 UTC');
});
