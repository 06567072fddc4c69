// Can the page do more than it may?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageHtml } from '../../src/editor/report/page-html.ts';
import { readFromPage } from '../../src/editor/report/page-messages.ts';

test('the page loads one script and one style, and nothing inline', () => {
  const html = pageHtml({
    nonce: 'N0nce',
    cspSource: 'https://res.example',
    script: 'https://res.example/webview.js',
    style: 'https://res.example/webview.css',
    title: '<img src=x onerror=alert(1)>"',
    language: 'en',
  });
  assert.ok(
    html.includes(
      `content="default-src 'none'; script-src 'nonce-N0nce'; style-src https://res.example; img-src https://res.example data:; font-src https://res.example"`,
    ),
  );
  assert.deepEqual(html.match(/<script[^>]*>/g), [
    '<script nonce="N0nce" src="https://res.example/webview.js">',
  ]);
  assert.ok(!html.includes('<img') && !html.includes('unsafe') && !html.includes('<style'));
});

const flame = {
  dump: 0,
  sampleType: 1,
  direction: 'callers',
  focus: '',
  under: ['main.main'],
  hidden: [],
  foldLibraries: true,
  foldRuntime: false,
};

test('what the page may say is read, and stripped of anything more', () => {
  const said = [
    [{ type: 'ready', extra: 1 }, { type: 'ready' }],
    [{ type: 'cancel' }, { type: 'cancel' }],
    [
      { type: 'openSite', site: { file: 'a.go', line: 3, uri: 'file:///etc/passwd' } },
      { type: 'openSite', site: { file: 'a.go', line: 3 } },
    ],
    [
      { type: 'askTop', dump: 0, sampleType: 1, by: 'cum' },
      { type: 'askTop', dump: 0, sampleType: 1, by: 'cum' },
    ],
    [
      { type: 'ask', id: 3, name: 'rows', request: { dump: 0, by: 'lines', more: 1 }, more: 1 },
      { type: 'ask', id: 3, name: 'rows', request: { dump: 0, by: 'lines' } },
    ],
    [
      { type: 'ask', id: 4, name: 'flame', request: { ...flame, path: '/etc/passwd' } },
      { type: 'ask', id: 4, name: 'flame', request: flame },
    ],
    [
      { type: 'ask', id: 5, name: 'goroutines', request: { dump: 1, range: { from: 0, to: 2.5, step: 1 } } },
      { type: 'ask', id: 5, name: 'goroutines', request: { dump: 1, range: { from: 0, to: 2.5 } } },
    ],
    [
      {
        type: 'ask',
        id: 6,
        name: 'rows',
        request: { dump: 1, by: 'lines', compare: true, range: { from: 1, to: 2 } },
      },
      {
        type: 'ask',
        id: 6,
        name: 'rows',
        request: { dump: 1, by: 'lines', compare: true, range: { from: 1, to: 2 } },
      },
    ],
    [
      { type: 'ask', id: 7, name: 'rows', request: { dump: 1, by: 'lines', compare: 'yes', range: [1, 2] } },
      { type: 'ask', id: 7, name: 'rows', request: { dump: 1, by: 'lines' } },
    ],
    [
      { type: 'marks', only: { dump: 1, sampleType: 0, function: 'main.run', more: 1 } },
      { type: 'marks', only: { dump: 1, sampleType: 0, function: 'main.run' } },
    ],
    [
      { type: 'marks', only: null },
      { type: 'marks', only: null },
    ],
    [
      { type: 'copy', text: 'curl' },
      { type: 'copy', text: 'curl' },
    ],
  ];
  for (const [message, read] of said) assert.deepEqual(readFromPage(message), read);
});

test('anything else is not a message', () => {
  const strangers: unknown[] = [
    null,
    'ready',
    [],
    {},
    { type: 7 },
    { type: 'constructor' },
    { type: '__proto__' },
    { type: 'run', command: 'x' },
    { type: 'openSite', site: { file: 7, line: 3 } },
    { type: 'openSite', site: { file: 'a.go', line: -1 } },
    { type: 'openSite', site: { file: 'a.go', line: 1.5 } },
    { type: 'openSite', site: { file: 'a'.repeat(5000), line: 1 } },
    { type: 'openSite' },
    { type: 'askTop', dump: 0, sampleType: 0, by: 'size' },
    { type: 'askTop', dump: '0', sampleType: 0, by: 'cum' },
    { type: 'askTop', dump: Number.NaN, sampleType: 0, by: 'cum' },
    { type: 'ask', id: 1, name: 'open', request: { inputs: [], workspace: { kind: 'none' } } },
    { type: 'ask', id: 1, name: '__proto__', request: {} },
    { type: 'ask', id: -1, name: 'timeline', request: { dump: 0 } },
    { type: 'ask', id: 1, name: 'timeline' },
    { type: 'ask', id: 1, name: 'rows', request: { dump: 0, by: 'threads' } },
    { type: 'ask', id: 1, name: 'source', request: { dump: 0, function: 'f'.repeat(100_000) } },
    { type: 'ask', id: 1, name: 'flame', request: { ...flame, under: 'main' } },
    { type: 'ask', id: 1, name: 'flame', request: { ...flame, hidden: [7] } },
    { type: 'ask', id: 1, name: 'goroutines', request: { dump: 0, range: { from: Number.NaN, to: 1 } } },
    { type: 'marks' },
    { type: 'marks', only: { dump: 1, sampleType: 0 } },
    { type: 'marks', only: { dump: 1, sampleType: -1, function: '' } },
    { type: 'copy', text: 'x'.repeat((1 << 20) + 1) },
  ];
  for (const stranger of strangers) assert.equal(readFromPage(stranger), undefined);
});
