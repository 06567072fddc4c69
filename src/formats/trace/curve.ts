// How does a curve of millions of points stay small and keep its peaks?

import { Float64Builder } from '../../bytes/columns.ts';
import type { Curve } from '../../model/trace.ts';

/** A curve is thinned when it passes this many points. */
const MAX_POINTS = 200_000;
/** Buckets of equal time that a thinned curve is cut into; each keeps min, max and last. */
const BUCKETS = 32_768;

/** Collects points; past {@link MAX_POINTS} each bucket of time keeps its smallest, largest and last. */
export class CurveBuilder {
  private time = new Float64Builder();
  private value = new Float64Builder();

  push(time: number, value: number): void {
    this.time.push(time);
    this.value.push(value);
    if (this.time.length > MAX_POINTS) this.thin();
  }

  /** The curve so far; the builder can go on. */
  finish(): Curve {
    return sortedByTime(this.time.copy(), this.value.copy());
  }

  private thin(): void {
    const { time, value } = sortedByTime(this.time.copy(), this.value.copy());
    this.time = new Float64Builder(MAX_POINTS + 1);
    this.value = new Float64Builder(MAX_POINTS + 1);
    const first = time[0];
    const width = (time[time.length - 1] - first) / BUCKETS || 1;
    for (let from = 0, to = 0; from < time.length; from = to) {
      const bucket = Math.floor((time[from] - first) / width);
      for (to = from; to < time.length && Math.floor((time[to] - first) / width) === bucket; ) to++;
      this.keepExtremes(time, value, from, to);
    }
  }

  private keepExtremes(time: Float64Array, value: Float64Array, from: number, to: number): void {
    let low = from;
    let high = from;
    for (let i = from; i < to; i++) {
      if (value[i] < value[low]) low = i;
      if (value[i] > value[high]) high = i;
    }
    const last = to - 1;
    const kept = [...new Set([low, high, last])].sort((a, b) => a - b);
    for (const i of kept) {
      this.time.push(time[i]);
      this.value.push(value[i]);
    }
  }
}

function sortedByTime(time: Float64Array, value: Float64Array): Curve {
  let sorted = true;
  for (let i = 1; i < time.length && sorted; i++) sorted = time[i] >= time[i - 1];
  if (sorted) return { time, value };
  const order = Array.from(time.keys()).sort((a, b) => time[a] - time[b]);
  return { time: Float64Array.from(order, (i) => time[i]), value: Float64Array.from(order, (i) => value[i]) };
}
