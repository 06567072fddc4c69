// Can text from a dump become markup in a hover?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainMarkdown, visibleText } from '../../src/editor/marks/plain-markdown.ts';

/** What a browser shows for the entities. */
const shown = (markdown: string): string =>
  markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

const hostile = [
  '[run](command:workbench.action.terminal.new)',
  '![x](https://example.invalid/x.png)',
  '<img src=x onerror=alert(1)>',
  'a | b | c',
  '`code` **bold** _it_ ~~gone~~',
  'https://example.invalid www.example.invalid a@example.invalid',
  '$(flame) &lt;b&gt; \\[x\\]',
  '# title',
  '1. list',
];

test('no sign is left that Markdown reads, and the person reads the same text', () => {
  for (const text of hostile) {
    const markdown = plainMarkdown(text);
    assert.match(markdown.replace(/&#\d+;/g, ''), /^[A-Za-z0-9 ]*$/, text);
    assert.equal(shown(markdown), text);
  }
});

test('what hides or reorders text is told', () => {
  assert.equal(visibleText('a\u202eb\u0000c\u001b[31m'), 'a\\u{202E}b\\u{0}c\\u{1B}[31m');
  assert.equal(visibleText('one\ntwo'), 'one two');
});

test('Go names in any script stay as they are', () => {
  assert.equal(visibleText('main.(*Größe[...]).пуск'), 'main.(*Größe[...]).пуск');
});

test('a name of a megabyte is cut', () => {
  assert.equal(visibleText('x'.repeat(1 << 20)).length, 300);
});
