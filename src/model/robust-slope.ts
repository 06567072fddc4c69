// How fast do values rise over time, whatever single ones of them do?

/** One reading: a time and what was measured. The unit of the times is the caller's. */
export interface Reading {
  readonly time: number;
  readonly value: number;
}

/**
 * Theil–Sen's slope: the median of the slopes between all pairs of readings, per unit of time. Up to 29 % of the
 * readings can be wild without moving it. Null without two readings at different times.
 * Source: P. K. Sen, Estimates of the Regression Coefficient Based on Kendall's Tau, JASA 63 (1968).
 */
export function robustSlope(readings: readonly Reading[]): number | null {
  const slopes = new Float64Array((readings.length * (readings.length - 1)) / 2);
  let count = 0;
  for (let i = 0; i < readings.length; i++)
    for (let j = i + 1; j < readings.length; j++) {
      const elapsed = readings[j].time - readings[i].time;
      if (elapsed !== 0) slopes[count++] = (readings[j].value - readings[i].value) / elapsed;
    }
  return count === 0 ? null : slopes.subarray(0, count).sort()[count >> 1];
}

/**
 * Of all pairs of readings, in the order of their times, the share that rises less the share that falls:
 * 1 when each is above the one before, -1 when each is below, about 0 for noise (Kendall's tau).
 */
export function steadiness(readings: readonly Reading[]): number {
  let balance = 0;
  let pairs = 0;
  for (let i = 0; i < readings.length; i++)
    for (let j = i + 1; j < readings.length; j++) {
      balance += Math.sign(readings[j].value - readings[i].value);
      pairs++;
    }
  return pairs === 0 ? 0 : balance / pairs;
}
