// Are values written as pprof writes them, and calmly for people?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatCount,
  formatShare,
  formatValue,
  percentage,
  reportUnit,
  scale,
  scaledLabel,
} from '../../src/model/units.ts';

/** Answers of github.com/google/pprof/internal/measurement. */
const LABELS: readonly (readonly [number | bigint, string, string, string])[] = [
  [0, 'bytes', 'MB', '0'],
  [1, 'bytes', 'auto', '1B'],
  [2048, 'Bytes', 'auto', '2kB'],
  [29097984, 'bytes', 'auto', '27.75MB'],
  [29097984, 'bytes', 'kB', '28416kB'],
  [10, 's', 'ms', '10000ms'],
  [10000, 'ns', 'ms', '0.01ms'],
  [1020, 'ms', 'auto', '1.02s'],
  [7200, 'seconds', 'auto', '2hrs'],
  [500, 'count', 'minimum', '500'],
  [500, 'widgets', 'widgets', '500widgets'],
  [-1536, 'bytes', 'auto', '-1.50kB'],
  [1000, 'nanogcu', 'auto', '1u*GCU'],
  [5, 'nanoseconds', 'fortnights', '0'],
];

test('scaled labels', () => {
  for (const [value, from, to, text] of LABELS) assert.equal(scaledLabel(value, from, to), text);
});

test('exact ties round to the even digit', () => {
  assert.equal(scaledLabel(1152, 'bytes', 'kB'), '1.12kB');
  assert.equal(scaledLabel(1408, 'bytes', 'kB'), '1.38kB');
  assert.equal(scaledLabel(1664, 'bytes', 'kB'), '1.62kB');
  assert.equal(scaledLabel(-1664, 'bytes', 'kB'), '-1.62kB');
  assert.equal(percentage(1, 800), '0.12%'.padStart(6));
  assert.equal(percentage(1, 1600), '0.062%');
});

test('percentages', () => {
  assert.equal(percentage(1, 0), '    0%');
  assert.equal(percentage(9995, 10000), '  100%');
  assert.equal(percentage(9994, 10000), '99.94%');
  assert.equal(percentage(1, 105144), '0.00095%');
  assert.equal(percentage(1, 20_000_000), '5e-06%');
  assert.equal(percentage(-50, 100), '50.00%');
  assert.equal(percentage(5, 1000), '  0.5%');
});

test('one unit for a report: from the smallest row and the total', () => {
  const rows = (...flat: number[]) => flat.map((f) => ({ flat: f, cum: f }));
  assert.equal(reportUnit(rows(10, 50), 60, 'count'), 'count');
  assert.equal(reportUnit(rows(512, 5 * 2 ** 20), 6 * 2 ** 20, 'bytes'), 'kB');
  assert.equal(reportUnit(rows(2 ** 20, 5 * 2 ** 20), 6 * 2 ** 20, 'bytes'), 'MB');
  assert.equal(reportUnit([{ flat: 0, cum: 2e6 }], 3e6, 'nanoseconds'), 'ms');
  assert.equal(reportUnit([], 3e9, 'nanoseconds'), 's');
  assert.deepEqual(scale(1n << 60n, 'bytes', 'PB'), { value: 1024, unit: 'PB' });
});

test('values for people', () => {
  assert.equal(formatValue(24866, 'count'), '24,866');
  assert.equal(formatValue(6.5 * 2 ** 20, 'bytes'), '6.5 MB');
  assert.equal(formatValue(8 * 2 ** 20, 'bytes'), '8.0 MB');
  assert.equal(formatValue(395 * 2 ** 20, 'bytes'), '395 MB');
  assert.equal(formatValue(29 * 1024, 'bytes'), '29 kB');
  assert.equal(formatValue(512, 'bytes'), '512 B');
  assert.equal(formatValue(1048575, 'bytes'), '1.0 MB');
  assert.equal(formatValue(1.27e9, 'nanoseconds'), '1.27 s');
  assert.equal(formatValue(28e6, 'nanoseconds'), '28 ms');
  assert.equal(formatValue(999.9e6, 'nanoseconds'), '1.00 s');
  assert.equal(formatValue(80811851230174, 'nanoseconds'), '22.4 h');
  assert.equal(formatValue(0, 'nanoseconds'), '0 s');
  assert.equal(formatValue(-2048, 'bytes'), '-2.0 kB');
  assert.equal(formatValue(Number.NaN, 'bytes'), '–');
  assert.equal(formatValue(9.996e9, 'nanoseconds'), '10.0 s');
  assert.equal(formatCount(1234567.4), '1,234,567');
  assert.equal(formatCount(-(2n ** 60n)), '-1,152,921,504,606,846,976');
  assert.equal(formatCount(999), '999');
});

test('shares for people', () => {
  const shares = [0, 0.0001, 0.004, 0.042, 0.45, 0.996, 0.9999, 1, -0.3, Number.NaN];
  assert.deepEqual(shares.map(formatShare), [
    '0 %',
    '<0.1 %',
    '0.4 %',
    '4.2 %',
    '45 %',
    '99.6 %',
    '100 %',
    '100 %',
    '-30 %',
    '–',
  ]);
});
