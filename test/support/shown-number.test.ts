// Does a shown number agree with an expected one exactly when it should?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayTheSame } from './shown-number.ts';

test('numbers agree as exactly as they are written', () => {
  const same = [
    ['6.5 MB, 109,622 objects', '6662.81kB'],
    ['1.27 s', '1.27s'],
    ['22.5 h', '80847423535.80us'],
    ['24,866 / 0', '24866'],
    ['28 ms', '28255.90us'],
  ] as const;
  for (const [shown, expected] of same) assert.ok(sayTheSame(shown, expected), `${shown} is ${expected}`);
});

test('and else they do not', () => {
  const other = [
    ['6.5 MB', '6800kB'],
    ['1.27 s', '1.28s'],
    ['24,866', '24865'],
    ['22.4 h', '80847423535.80us'],
  ] as const;
  for (const [shown, expected] of other)
    assert.ok(!sayTheSame(shown, expected), `${shown} is not ${expected}`);
});
