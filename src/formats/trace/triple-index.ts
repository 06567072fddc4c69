// Which row has this triple of numbers?

import { Int32Builder } from '../../bytes/columns.ts';
import { NONE } from '../../model/ids.ts';

/** (a, b, c) → row, by open addressing. Rows are dense, in the order in which their triples came first. */
export class TripleIndex {
  readonly a = new Int32Builder(64);
  readonly b = new Int32Builder(64);
  readonly c = new Int32Builder(64);
  private slots = new Int32Array(256).fill(NONE);

  get length(): number {
    return this.a.length;
  }

  /** The row, or -1. */
  find(a: number, b: number, c: number): number {
    return this.slots[this.slotOf(a, b, c)];
  }

  /** The row, new when it is `length` as it was before. */
  row(a: number, b: number, c: number): number {
    const slot = this.slotOf(a, b, c);
    if (this.slots[slot] !== NONE) return this.slots[slot];
    const row = this.a.length;
    this.slots[slot] = row;
    this.a.push(a);
    this.b.push(b);
    this.c.push(c);
    if (row * 2 > this.slots.length) this.rehash();
    return row;
  }

  private slotOf(a: number, b: number, c: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let hash = Math.imul(Math.imul(Math.imul(a, 0x85ebca6b) ^ b, 0xc2b2ae35) ^ c, 0x9e3779b1);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot];
      if (row === NONE) return slot;
      if (this.a.get(row) === a && this.b.get(row) === b && this.c.get(row) === c) return slot;
    }
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(NONE);
    for (let row = 0; row < this.length; row++)
      this.slots[this.slotOf(this.a.get(row), this.b.get(row), this.c.get(row))] = row;
  }
}
