// Are sentences cut, matched and filled as the translator promises?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { reportMarkdown } from '../../src/documents/report-markdown.ts';
import { sayIn } from '../../src/languages/chinese.ts';
import { reportIn } from '../../src/languages/read-report.ts';
import { type Pair, Translator } from '../../src/languages/translator.ts';
import { judgeIncident } from '../support/judge-incident.ts';

const names: readonly Pair[] = [
  ['a function literal in {0}', '{0} 中的函数字面量'],
  ['{0:name} and {1:name}', '{0} 和 {1}'],
];

function translator(...sentences: readonly Pair[]): Translator {
  return new Translator({ sentences, names });
}

describe('sentences', () => {
  const { say } = translator(
    ['They sleep.', '它们在休眠。'],
    ['The goroutines run {0:name}.', '这些 goroutine 运行 {0}。'],
    ['{0:n} were born in {1:n}, none ended.', '{1} 内创建了 {0} 个。'],
  );

  test('are cut where one ends, not inside names and numbers', () => {
    assert.equal(
      say(
        'The goroutines run collection.(*TimingWheel).run. They sleep. 24,866 were born in 1.02 s, none ended.',
      ),
      '这些 goroutine 运行 collection.(*TimingWheel).run。它们在休眠。1.02 s 内创建了 24,866 个。',
    );
  });

  test('without a pattern stay, and their neighbours do not', () => {
    assert.equal(
      say('They sleep. Nobody knows why. They sleep.'),
      '它们在休眠。Nobody knows why. 它们在休眠。',
    );
  });

  test('that hold a stop are matched as a whole', () => {
    const quoting = translator(['the text "{0}"', '文本“{0}”']);
    assert.equal(quoting.say('the text "No. Never. Go away"'), '文本“No. Never. Go away”');
  });

  test('are told when they lack', () => {
    const t = translator(['They sleep.', '它们在休眠。']);
    assert.deepEqual(t.lacks('They sleep. They wake. They sleep.'), ['They wake.']);
    assert.deepEqual(t.lacks('1.02 s'), []);
  });
});

describe('holes', () => {
  test('of numbers take numbers with their units, and nothing else', () => {
    const { say } = translator(['{0:n} ended', '{0} 个结束']);
    for (const number of ['0', '24,866', '1.02 s', '≈ 4 s', '<0.1 %', '+6.5 MB/s', '-3', '1e+12 s'])
      assert.equal(say(`${number} ended`), `${number} 个结束`);
    for (const none of ['none', 'v1.2.3 of it', '1 2', ''])
      assert.equal(say(`${none} ended`), `${none} ended`);
  });

  test('of phrases take what the table knows; where they may be empty, nothing as well', () => {
    const { say } = translator(
      ['They {0:phrase}{1:phrase?}.', '它们{0}{1}。'],
      ['wait in a select', '在 select 中等待'],
      [', and {0:phrase}', '，而{0}'],
      ['nothing ends them', '没有结束'],
    );
    assert.equal(say('They wait in a select.'), '它们在 select 中等待。');
    assert.equal(say('They wait in a select, and nothing ends them.'), '它们在 select 中等待，而没有结束。');
    assert.equal(say('They dance.'), 'They dance.');
  });

  test('of names take names with dots and brackets, and words for names', () => {
    const { say } = translator(['{0:name} starts {1:name} in {2}', '{2}：{0} 启动 {1}']);
    assert.equal(
      say('a.(*T[...]).go starts b.f.func1 and c.g in x y'),
      'x y：a.(*T[...]).go 启动 b.f.func1 和 c.g',
    );
    assert.equal(say('a function literal in a.b starts c in d'), 'd：a.b 中的函数字面量启动 c');
  });

  test('end where the rest fits: the first place may be the wrong one', () => {
    const { say } = translator(
      ['Goroutines {0:phrase} in {1}, and {2:phrase}', '{1} {0} {2}'],
      ['wait for a place in an errgroup', '甲'],
      ['its members do not return', '乙'],
    );
    assert.equal(
      say('Goroutines wait for a place in an errgroup in a.b, and its members do not return'),
      'a.b 甲乙',
    );
  });

  test('of text are sentences themselves', () => {
    const { say } = translator(
      ['not read: {0:text}', '未读取：{0}'],
      ['an empty file.', '空文件。'],
      ['Go.', '去。'],
    );
    assert.equal(say('not read: an empty file. Go.'), '未读取：空文件。去。');
  });

  test('of a pattern with more words come before those of one with fewer', () => {
    const { say } = translator(['{0} held', '甲'], ['{0:n} more held', '乙'], ['none held', '丙']);
    assert.deepEqual([say('x held'), say('2 more held'), say('none held')], ['甲', '乙', '丙']);
  });
});

test('parts between dots are said each by itself; lists of values with the commas of the language', () => {
  const { say } = translator(['{0:n} born', '创建 {0}'], ['{0:n} objects', '{0} 个对象']);
  assert.equal(say('9 born · some name · 6.5 MB'), '创建 9 · some name · 6.5 MB');
  const timed = translator(['{0} UTC', '{0} UTC'], ['one build ({0})', '同一构建（{0}）']);
  assert.equal(timed.say('one build (8727) · 21:55 – 21:56 UTC'), '同一构建（8727） · 21:55 – 21:56 UTC');
  assert.equal(say('6.5 MB, 12 objects'), '6.5 MB，12 个对象');
  assert.equal(say('6.5 MB, 12 apples'), '6.5 MB, 12 apples');
});

test('Chinese is spoken where the editor does, and what is Chinese already stays', () => {
  assert.equal(sayIn('en'), null);
  assert.equal(sayIn('de'), null);
  const say = sayIn('zh-cn')!;
  const said = say('Much of the sampled CPU time is spent below this line.');
  assert.match(said, /^\p{Script=Han}/u);
  assert.equal(say(said), said);
});

test('a finding copied as Markdown is Chinese, names and commands are code, and its sentences are not', async () => {
  const folder = 'sample/dumps/release-v1.8.0';
  const files = fs.readdirSync(folder).map((file) => `${folder}/${file}`);
  const say = sayIn('zh-cn')!;
  const written = reportMarkdown(
    reportIn(await judgeIncident(files, 'sample/workspace/order-consumer'), say),
    say,
  );
  assert.match(written, /^## 1\. goroutine 泄漏: reqctx\.WithCache 反复创建/m);
  assert.match(written, /一分钟后 `collection\.\(\*TimingWheel\)\.run` 少于 1,000 个： `curl -so [^`]*`$/m);
  assert.doesNotMatch(written.replace(/`[^`]*`|^ {4}.*$/gm, ''), /[a-z]{2,} (?:the|of|is|to|and) /);
  for (const [code] of written.matchAll(/`[^`]*`/g)) assert.doesNotMatch(code, /\p{Script=Han}/u);
});

test('a text that was made to be hard is given up: trying all of it would take days', () => {
  const { say } = translator(['{0} of {1} of {2:phrase}, in {3} of {4} of {5:n} and {6:name}', '甲']);
  const hard = ' of , in of and'.repeat(250);
  for (let i = 0; i < 20; i++) assert.equal(say(hard + i), hard + i);
});
