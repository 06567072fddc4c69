// Which CPU samples did the trace carry?

import { Float64Builder, Int32Builder } from '../../bytes/columns.ts';
import type { CpuSamples } from '../../model/trace.ts';

/** Listed samples; later ones are only counted. */
const MAX_LISTED = 500_000;

/** CPU samples, sorted by time at the end. */
export class SampleBook {
  count = 0;
  private readonly time = new Float64Builder();
  private readonly goroutine = new Int32Builder();
  private readonly stack = new Int32Builder();

  /** `goroutine` is a row, `stack` an id of the dump; -1 is none. */
  add(time: number, goroutine: number, stack: number): void {
    this.count++;
    if (this.time.length >= MAX_LISTED) return;
    this.time.push(time);
    this.goroutine.push(goroutine);
    this.stack.push(stack);
  }

  get unlisted(): number {
    return this.count - this.time.length;
  }

  finish(): CpuSamples {
    const order = Array.from({ length: this.time.length }, (_, i) => i);
    order.sort((a, b) => this.time.get(a) - this.time.get(b));
    return {
      length: order.length,
      time: Float64Array.from(order, (i) => this.time.get(i)),
      goroutine: Int32Array.from(order, (i) => this.goroutine.get(i)),
      stack: Int32Array.from(order, (i) => this.stack.get(i)),
    };
  }
}
