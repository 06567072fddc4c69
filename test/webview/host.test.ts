// Does the page take only what it understands?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DumpSummary } from '../../src/protocol/answers.ts';
import { isToPage, memoryOf } from '../../webview/host.ts';
import { commonIndent } from '../../webview/parts/excerpt.ts';
import { inTimeOrder } from '../../webview/parts/strip.ts';

test('messages of the editor are taken, others are not', () => {
  const good: unknown[] = [
    { type: 'report', report: { dumps: [], findings: [] } },
    { type: 'top', table: { dump: 0, rows: [] } },
    { type: 'progress', progress: { step: 'Reading', share: 0 } },
    { type: 'failed', message: 'no' },
  ];
  const bad: unknown[] = [
    null,
    'report',
    {},
    { type: 'report' },
    { type: 'report', report: { dumps: {} } },
    { type: 'top', table: { dump: '0', rows: [] } },
    { type: 'progress', progress: {} },
    { type: 'failed' },
    { type: 'toString' },
  ];
  assert.deepEqual(
    good.map(isToPage),
    good.map(() => true),
  );
  assert.deepEqual(
    bad.map(isToPage),
    bad.map(() => false),
  );
});

test('what was remembered by another version is forgotten', () => {
  assert.deepEqual(memoryOf({ tab: 'verdict', other: 1 }), { tab: 'verdict' });
  for (const state of [null, undefined, 7, {}, { tab: 7 }]) assert.equal(memoryOf(state), null);
});

test('dumps stand in the order of time, those without one at the end as they came', () => {
  const dump = (path: string, time: string | null) => ({ path, time }) as DumpSummary;
  const order = inTimeOrder([
    dump('none', null),
    dump('second', '2026-11-23T21:55:17Z'),
    dump('odd', 'yesterday'),
    dump('first', '2026-11-23T21:55:16.65Z'),
    dump('zeroth', '2026-11-23T21:55:16Z'),
  ]);
  assert.deepEqual(
    order.map(({ path }) => path),
    ['zeroth', 'first', 'second', 'none', 'odd'],
  );
});

test('lines of source move left together, blank ones not counted', () => {
  assert.equal(commonIndent(['\t\tif x {', '', '\t\t\ty()', '\t\t}']), 2);
  assert.equal(commonIndent(['func', '\tx']), 0);
  assert.equal(commonIndent(['', '  ']), 0);
});
