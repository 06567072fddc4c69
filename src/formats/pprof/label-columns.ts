// How do the labels of all samples become columns?

import { NONE } from '../../model/ids.ts';
import type { Labels } from '../../model/profile.ts';

/** Of the samples: what they hold tells of the rest, and the columns grow at most sixteenfold at once. */
const ENOUGH_SHARE = 1 / 16;

/** Growing columns of labels, one row per label, kept side by side since profiles have millions. */
export class LabelColumns {
  length = 0;
  private readonly start: Int32Array;
  private key = new Int32Array(64);
  private text = new Int32Array(64);
  private unit = new Int32Array(64);
  private number = new Float64Array(64);
  private readonly exact = new Map<number, bigint>();
  private samplesDone = 0;

  constructor(private readonly samples: number) {
    this.start = new Int32Array(samples + 1);
  }

  /** A label whose value is a string id. */
  pushText(key: number, text: number): void {
    this.push(key, text, NONE, 0);
  }

  /** A label whose value is a number; `unit` 0 is none. `exact` is given past 2^53. */
  pushNumber(key: number, number: number, unit: number, exact: bigint | undefined): void {
    if (exact !== undefined) this.exact.set(this.length, exact);
    this.push(key, NONE, unit === 0 ? NONE : unit, number);
  }

  /** The labels so far belong to the samples before `sample`. */
  endSample(sample: number): void {
    this.start[sample] = this.length;
    this.samplesDone = sample;
  }

  /** Forgets the labels of the sample that is being read. */
  dropSample(sample: number): void {
    for (let i = this.start[sample]; i < this.length; i++) this.exact.delete(i);
    this.length = this.start[sample];
  }

  finish(samples: number): Labels {
    const { length } = this;
    return {
      start: this.start.subarray(0, samples + 1),
      key: this.key.subarray(0, length),
      text: this.text.subarray(0, length),
      number: this.number.subarray(0, length),
      exact: this.exact,
      unit: this.unit.subarray(0, length),
    };
  }

  private push(key: number, text: number, unit: number, number: number): void {
    const row = this.length++;
    if (row === this.key.length) this.grow();
    this.key[row] = key;
    this.text[row] = text;
    this.unit[row] = unit;
    this.number[row] = number;
  }

  /** To what all samples will need if the rest is like the part that was read; twice as long while that is small. */
  private grow(): void {
    const { length } = this.key;
    const share = this.samplesDone / this.samples;
    const capacity =
      share < ENOUGH_SHARE ? 2 * length : Math.ceil(Math.max(length / share, 1.25 * length) * 1.03);
    const longer = (column: Int32Array) => {
      const next = new Int32Array(capacity);
      next.set(column);
      return next;
    };
    this.key = longer(this.key);
    this.text = longer(this.text);
    this.unit = longer(this.unit);
    const number = new Float64Array(capacity);
    number.set(this.number);
    this.number = number;
  }
}
