// Does the hover show the line's numbers, and trust nothing from a dump?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findingMarkdown,
  linksMarkdown,
  numbersMarkdown,
  remarkMarkdown,
} from '../../src/editor/marks/hover-text.ts';
import { untranslated } from '../../src/editor/translate.ts';
import type { Mark } from '../../src/protocol/answers.ts';

const mark: Mark = {
  file: 'internal/a/a.go',
  line: 19,
  function: 'a.F',
  heat: 3,
  share: 1,
  text: '2 born',
  functionText: '3 born',
  numbers: [
    { label: 'goroutines born', text: '2 / 0', share: '100 %', flat: '', inFunction: '3 / 0' },
    { label: 'waits | [x](command:evil)', text: '-', share: '', flat: '-', inFunction: '-' },
  ],
  finding: 1,
};

const shown = (markdown: string): string =>
  markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

test('the table has a row per number, and a hostile label cannot add a column or a link', () => {
  const lines = numbersMarkdown(mark, untranslated).split('\n');
  assert.deepEqual(
    lines.map((line) => line.split('|').length),
    [7, 7, 7, 7],
  );
  assert.equal(lines[1], '| :--- | ---: | ---: | ---: | ---: |');
  assert.deepEqual(lines.map(shown), [
    '| a.go:19 | this line | share | without callees | whole function |',
    '| :--- | ---: | ---: | ---: | ---: |',
    '| goroutines born | 2 / 0 | 100 % |  | 3 / 0 |',
    '| waits | [x](command:evil) | - |  | - | - |',
  ]);
  assert.ok(!lines.join().includes('](command:'));
});

test('the finding is one sentence with how sure it is', () => {
  const text = findingMarkdown(
    { title: 'A *cache*', confidence: 0.974, kind: 'goroutine-leak' },
    untranslated,
  );
  assert.equal(shown(text), '**A *cache*** (goroutine leak, confidence 97\u00a0%)');
});

test('what became of the line is plain text', () => {
  const text = remarkMarkdown('added in v1*[x](command:evil)');
  assert.equal(shown(text), '*added in v1*[x](command:evil)*');
  assert.ok(!text.includes('](command:'));
});

const targetsOf = (markdown: string): (string | undefined)[] =>
  [...markdown.matchAll(/\(command:([^)]*)\)/g)].map((match) => match[1]);

test('links lead to the finding, the flame graph of the function and the next suspect', () => {
  assert.deepEqual(targetsOf(linksMarkdown(mark, untranslated)), [
    'culprit.revealInReport?%5B1%5D',
    'culprit.showInFlameGraph?%5B%7B%22function%22%3A%22a.F%22%7D%5D',
    'culprit.nextSuspect',
  ]);
  assert.deepEqual(targetsOf(linksMarkdown({ finding: null, function: '' }, untranslated)), [
    'culprit.showReport',
    'culprit.nextSuspect',
  ]);
});

test('a hostile function cannot leave its link, and arrives as it was', () => {
  const name = 'a.(*T).F) [x](command:evil?[1]) <img src=x> _*~`!\'"\u202e\n';
  const markdown = linksMarkdown({ finding: null, function: name }, untranslated);
  const targets = targetsOf(markdown);
  assert.equal(targets.length, 3);
  const [command, argument] = targets[1]!.split('?');
  assert.equal(command, 'culprit.showInFlameGraph');
  assert.match(argument!, /^[\w%.-]+$/);
  assert.deepEqual(JSON.parse(decodeURIComponent(argument!)), [{ function: name }]);
  assert.equal(markdown.match(/\]\(/g)?.length, 3);
});

test('columns that tell nothing beside the line itself are left out', () => {
  const numbers = [{ label: 'cpu', text: '1.27 s', share: '45 %', flat: '', inFunction: '1.27 s' }];
  const lines = numbersMarkdown({ ...mark, numbers }, untranslated).split('\n');
  assert.deepEqual(lines.map(shown), [
    '| a.go:19 | this line | share |',
    '| :--- | ---: | ---: |',
    '| cpu | 1.27 s | 45 % |',
  ]);
});

test('the baseline’s number stands beside the line’s, and says when it is the whole function’s', () => {
  const numbers = [
    { label: 'cpu', text: '1.27 s', share: '45 %', flat: '', inFunction: '1.27 s', base: '140 ms' },
  ];
  const heads = (comparedBy: 'line' | 'function') =>
    shown(numbersMarkdown({ ...mark, numbers, comparedBy }, untranslated).split('\n')[0]!);
  assert.equal(heads('line'), '| a.go:19 | this line | baseline | share |');
  assert.equal(heads('function'), '| a.go:19 | this line | baseline, whole function | share |');
  const rows = numbersMarkdown({ ...mark, numbers, comparedBy: 'line' }, untranslated).split('\n');
  assert.equal(shown(rows[2]!), '| cpu | 1.27 s | 140 ms | 45 % |');
});

test('what is counted is told in the language of the editor', () => {
  const label = (text: string): string => {
    const numbers = [{ label: text, text: '1', share: '', flat: '', inFunction: '' }];
    const inCapitals = (word: string) => word.toUpperCase();
    return shown(numbersMarkdown({ ...mark, numbers }, inCapitals).split('\n')[2]!).split(' | ')[0]!;
  };
  assert.equal(
    label('goroutines born / ended / alive (trace, 1.02 s)'),
    '| GOROUTINES BORN / ENDED / ALIVE (trace, 1.02 s)',
  );
  assert.equal(label('heap held (heap)'), '| HEAP HELD (heap)');
  assert.equal(label('cpu (cpu)'), '| cpu (cpu)');
});
