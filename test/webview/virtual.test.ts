// Are the right rows in the page, however far one scrolls?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowWindow, scrollTopFor } from '../../webview/virtual/window.ts';

const table = { height: 200, rowHeight: 20, count: 100_000, spare: 5 };

test('at the top, in the middle, at the end', () => {
  assert.deepEqual(rowWindow({ ...table, top: 0 }), { first: 0, end: 16, before: 0, after: 99_984 * 20 });
  assert.deepEqual(rowWindow({ ...table, top: 1_000_010 }), {
    first: 49_995,
    end: 50_016,
    before: 49_995 * 20,
    after: (100_000 - 50_016) * 20,
  });
  assert.deepEqual(rowWindow({ ...table, top: 1_999_800 }), {
    first: 99_984,
    end: 100_000,
    before: 99_984 * 20,
    after: 0,
  });
});

test('the heights always add up, and every row in sight is there', () => {
  for (const count of [0, 1, 9, 10, 11, 1000])
    for (let top = -30; top < count * 20 + 50; top += 37) {
      const { first, end, before, after } = rowWindow({ ...table, count, top });
      assert.equal(before + (end - first) * 20 + after, count * 20);
      const firstSeen = Math.max(0, Math.floor(top / 20));
      const lastSeen = Math.min(count - 1, Math.floor((top + 199) / 20));
      if (firstSeen <= lastSeen) assert.ok(first <= firstSeen && end > lastSeen, `${count} rows at ${top}`);
    }
});

test('a row comes into sight with as little movement as possible', () => {
  assert.equal(scrollTopFor(5, { ...table, top: 0 }), 0);
  assert.equal(scrollTopFor(5, { ...table, top: 150 }), 100);
  assert.equal(scrollTopFor(20, { ...table, top: 0 }), 220);
});
