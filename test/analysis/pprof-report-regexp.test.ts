// Does a Go regular expression match what Go says it matches, in time that grows with the text only?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileGoRegexp } from '../../src/analysis/pprof-report/go-regexp.ts';
import { ReportRefusal } from '../../src/model/pprof-options.ts';

/** Expression, texts that match, texts that do not: as Go 1.26's regexp.MatchString answered. */
const ANSWERS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['runtime.gc', ['runtime.gcDrain', 'runtimexgc'], ['runtime.mallocgc']],
  ['^main\\.', ['main.run'], ['xmain.run', 'main']],
  ['Run$', ['main.Run'], ['main.Runner', 'Run\n']],
  ['a|b|', ['', 'c'], []],
  ['^(a|bc)+$', ['a', 'bca', 'abcbc'], ['', 'ab', 'cb']],
  ['^a{2,3}$', ['aa', 'aaa'], ['a', 'aaaa']],
  ['^a{2}b{0,}c{1,}?$', ['aac', 'aabbbcc'], ['ac', 'aab']],
  ['a{,2}', ['a{,2}'], ['aa']],
  ['^[^a-c\\]x]$', ['d', ']'.replace(']', 'y')], ['a', ']', 'x', '']],
  ['^[]a-]+$', ['a]-'], ['b']],
  ['^[[:alpha:]_][[:^digit:]]$', ['ab', '_x'], ['a1', '1a']],
  ['^\\w+\\s\\d$', ['abc 1', 'a\t2'], ['abc\v1', 'é 1']],
  ['^\\W\\S\\D$', ['-ab', 'éxy'], ['a-b', '- b', '-a1']],
  ['\\bgc\\b', ['gc', 'a gc.'], ['gcx', '_gc']],
  ['x\\By', ['xy'], ['x', 'y']],
  ['(?i)MAIN\\.[A-C]\\x{4b}', ['main.bk', 'Main.C\u212a'], ['main.dk']],
  ['a(?i)b(?-i)c', ['aBc', 'abc'], ['Abc', 'abC']],
  ['(?i:straSSe)', ['STRASSE', 'ſtraſse'.replace('ſs', 'ss')], ['straße']],
  ['^.$', ['é', '😀'], ['\n', 'ab']],
  ['(?s)^.$', ['\n'], ['']],
  ['(?m)^b$', ['a\nb\nc'], ['ab']],
  ['\\Ab\\z', ['b'], ['a\nb']],
  ['\\Qa.b\\E+$', ['a.bbb'], ['axb']],
  ['\\pL\\p{Greek}\\P{Lu}', ['aβc'], ['aβC', '1βc']],
  ['^\\p{^L}$', ['1'], ['a']],
  ['\\*T\\)\\.', ['main.(*T).run'], ['main.T.run']],
  ['\\x41\\101\\n\\a', ['AA\n\u0007'], ['AA']],
  ['(?P<name>a)(?<other>b)(?:c)', ['abc'], ['ab']],
  ['(a*)*b', ['b', 'aab'], ['a']],
  ['(|a)+$', ['', 'b'], []],
];

describe('matches', () => {
  for (const [source, matching, others] of ANSWERS)
    test(source, () => {
      const regexp = compileGoRegexp(source);
      for (const text of matching) assert.ok(regexp.matches(text), JSON.stringify(text));
      for (const text of others) assert.ok(!regexp.matches(text), JSON.stringify(text));
    });
});

describe('what Go refuses is refused with a reason', () => {
  const wrong = [
    'a**',
    '*a',
    'a|*',
    '(a',
    'a)',
    '[a',
    '[b-a]',
    '[[:foo:]]',
    '\\1',
    '\\8',
    '\\Z',
    '(?=a)',
    '(?<!a)b',
  ];
  for (const source of [
    ...wrong,
    'a{1001}',
    'a{3,2}',
    '\\p{Nope}',
    '\\',
    'a\\',
    '(?z)a',
    'x{2}{3}',
    '\\x{110000}',
  ])
    test(source, () => {
      assert.throws(() => compileGoRegexp(source), ReportRefusal);
    });

  test('depth and size without bounds', () => {
    assert.throws(() => compileGoRegexp('('.repeat(5000) + ')'.repeat(5000)), /nest too deeply/);
    assert.throws(() => compileGoRegexp('((a{1000}){1000}){1000}'), /too large/);
  });
});

test('time grows with the text only, where backtracking would not end', () => {
  const text = 'a'.repeat(20_000);
  const began = performance.now();
  for (const source of ['(a+)+$b', '(a|a)*c', '^(a?){50}(a){50}d', '(x+x+)+y|(a|aa)+$z'])
    assert.equal(compileGoRegexp(source).matches(text), false);
  assert.ok(performance.now() - began < 5_000);
});
