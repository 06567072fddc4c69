// How does Go's int64 count: exactly, truncating, and around its ends?

import type { ValueColumn } from '../../model/profile.ts';
import { bigintOf } from '../totals/exact-sums.ts';

const TWO_63 = 2 ** 63;
const MIN = -(1n << 63n);

/** One int64 per row. `value` is rounded where `exact` is present. */
export interface Int64Column {
  readonly value: Float64Array;
  readonly exact?: BigInt64Array;
}

export function int64At(column: Int64Column, row: number): bigint {
  return column.exact ? column.exact[row] : BigInt(column.value[row]);
}

export function isZeroAt(column: Int64Column, row: number): boolean {
  return column.exact ? column.exact[row] === 0n : column.value[row] === 0;
}

export function isNegativeAt(column: Int64Column, row: number): boolean {
  return column.exact ? column.exact[row] < 0n : column.value[row] < 0;
}

/** Larger absolute values first. */
export function compareSizes(column: Int64Column, a: number, b: number): number {
  if (column.exact === undefined) return Math.abs(column.value[b]) - Math.abs(column.value[a]);
  const [x, y] = [abs64(column.exact[a]), abs64(column.exact[b])];
  return x > y ? -1 : x < y ? 1 : 0;
}

/** Sum of some rows, wrapped around at 64 bits. */
export function sumOf(column: Int64Column, rows: readonly number[]): bigint {
  let sum = 0n;
  for (const row of rows) sum += int64At(column, row);
  return wrap64(sum);
}

export function wrap64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

export function abs64(value: bigint): bigint {
  return value < 0n ? wrap64(-value) : value;
}

/** A double as an int64: cut towards zero; what does not fit becomes the least int64, as on amd64. */
export function truncate64(value: number): bigint {
  if (!(value < TWO_63 && value >= -TWO_63)) return MIN;
  return BigInt(Math.trunc(value));
}

/** A double rounded to an int64, halves away from zero. */
export function round64(value: number): bigint {
  const whole = Math.trunc(value);
  return truncate64(Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole);
}

/** Integer division that cuts towards zero; the value itself where the divisor is 0. */
export function divide64(value: bigint, divisor: bigint): bigint {
  return divisor === 0n ? value : wrap64(value / divisor);
}

/** Values by sample that may pass 2^53. */
export class ValueColumnBuilder {
  readonly value: Float64Array;
  readonly exact = new Map<number, bigint>();

  constructor(length: number) {
    this.value = new Float64Array(length);
  }

  set(row: number, value: bigint): void {
    this.value[row] = Number(value);
    if (Number.isSafeInteger(this.value[row])) this.exact.delete(row);
    else this.exact.set(row, value);
  }

  /** Adds the value of `sample` of another column. */
  add(row: number, column: ValueColumn, sample: number): void {
    const sum = this.value[row] + column.value[sample];
    if (column.exact.size === 0 && this.exact.size === 0 && Number.isSafeInteger(sum)) this.value[row] = sum;
    else this.set(row, wrap64(bigintOf(this, row) + bigintOf(column, sample)));
  }
}
