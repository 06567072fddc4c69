// How are int64 values added without rounding, and without a bigint per sample?
//
//   value = limb0 + limb1 · 2^22 + limb2 · 2^44      limbs 0 and 1 in 0 … 2^22-1, limb 2 signed
//
// 2^31 samples of one limb stay below 2^53, so three passes of plain double additions are exact.

import type { ValueColumn } from '../../model/profile.ts';

const LIMB_BITS = 22n;
const LIMB = 2 ** 22;

/** True when a sum over these samples could pass 2^53. */
export function needsLimbs(column: ValueColumn, samples: number): boolean {
  if (column.exact.size > 0) return true;
  let total = 0;
  for (let s = 0; s < samples; s++) total += Math.abs(column.value[s]);
  return total > Number.MAX_SAFE_INTEGER;
}

/** The exact value of a sample. */
export function bigintOf(column: ValueColumn, sample: number): bigint {
  return column.exact.get(sample) ?? BigInt(column.value[sample]);
}

/** Three columns whose weighted sum is the value. */
export function limbsOf(column: ValueColumn, samples: number): readonly Float64Array[] {
  const limbs = [0, 1, 2].map(() => new Float64Array(samples));
  for (let s = 0; s < samples; s++) {
    const exact = column.exact.get(s);
    if (exact === undefined) splitNumber(column.value[s], limbs, s);
    else splitBigint(exact, limbs, s);
  }
  return limbs;
}

/** Joins per-limb sums. */
export function sumOfLimbs(limbs: readonly Float64Array[]): bigint[] {
  return Array.from(
    limbs[0],
    (_, i) =>
      BigInt(limbs[0][i]) + (BigInt(limbs[1][i]) << LIMB_BITS) + (BigInt(limbs[2][i]) << (2n * LIMB_BITS)),
  );
}

function splitNumber(value: number, limbs: readonly Float64Array[], s: number): void {
  const high = Math.floor(value / LIMB);
  limbs[0][s] = value - high * LIMB;
  limbs[2][s] = Math.floor(high / LIMB);
  limbs[1][s] = high - limbs[2][s] * LIMB;
}

function splitBigint(value: bigint, limbs: readonly Float64Array[], s: number): void {
  limbs[0][s] = Number(BigInt.asUintN(22, value));
  limbs[1][s] = Number(BigInt.asUintN(22, value >> LIMB_BITS));
  limbs[2][s] = Number(value >> (2n * LIMB_BITS));
}
