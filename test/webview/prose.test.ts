// Are code and commands told from the sentence around them?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProse, plainProse } from '../../webview/prose.ts';

const drawn = (sentence: string) => parseProse(sentence).map(({ kind, text }) => `${kind[0]}:${text}`);

test('code stands between backticks', () => {
  assert.deepEqual(drawn('Each `NewCache` starts `run`.'), [
    't:Each ',
    'c:NewCache',
    't: starts ',
    'c:run',
    't:.',
  ]);
  assert.deepEqual(drawn('an odd ` stays'), ['t:an odd ', 't:` stays']);
  assert.deepEqual(drawn(''), []);
});

test('names of Go are code also without backticks', () => {
  assert.deepEqual(
    drawn('collection.(*TimingWheel).run wakes; a.b and 1.02 s, e.g. here. Then reqctx.WithCache.func1.'),
    [
      'c:collection.(*TimingWheel).run',
      't: wakes; a.b and 1.02 s, e.g. here. Then ',
      'c:reqctx.WithCache.func1',
      't:.',
    ],
  );
});

test('a command is a line of its own, the end of a sentence, or in backticks', () => {
  const command = 'curl -so g.pprof http://HOST/debug/pprof/goroutine';
  const kinds = (sentence: string) =>
    parseProse(sentence).filter(({ kind, text }) => text === command && kind === 'command');
  for (const sentence of [`Less:\n${command}`, `Less: ${command}`, `Run \`${command}\` again.`, command])
    assert.equal(kinds(sentence).length, 1, sentence);
});

test('prose that only speaks of a program is no command', () => {
  for (const sentence of ['Use curl.', 'Let it go on for a minute', 'curly braces'])
    assert.deepEqual(drawn(sentence), [`t:${sentence}`]);
});

test('without marks it is the same sentence', () => {
  assert.equal(plainProse('Each `NewCache` starts `run`.'), 'Each NewCache starts run.');
});
