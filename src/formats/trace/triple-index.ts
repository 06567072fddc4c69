// Which row has this triple of numbers?

import { NONE } from '../../model/ids.ts';

/** (a, b, c) → row, by open addressing. Rows are dense, in the order in which their triples came first. */
export class TripleIndex {
  length = 0;
  /** Three numbers per row. */
  private keys = new Int32Array(3 * 128);
  private slots = new Int32Array(256).fill(NONE);

  a(row: number): number {
    return this.keys[3 * row];
  }

  b(row: number): number {
    return this.keys[3 * row + 1];
  }

  c(row: number): number {
    return this.keys[3 * row + 2];
  }

  /** The row, or -1. */
  find(a: number, b: number, c: number): number {
    return this.slots[this.slotOf(a, b, c)];
  }

  /** The row, new when it is `length` as it was before. */
  row(a: number, b: number, c: number): number {
    const slot = this.slotOf(a, b, c);
    const known = this.slots[slot];
    return known !== NONE ? known : this.add(slot, a, b, c);
  }

  private add(slot: number, a: number, b: number, c: number): number {
    const row = this.length++;
    this.slots[slot] = row;
    this.keys[3 * row] = a;
    this.keys[3 * row + 1] = b;
    this.keys[3 * row + 2] = c;
    // both grow together: keys have room for half as many rows as there are slots
    if (this.length * 2 === this.slots.length) this.grow();
    return row;
  }

  private slotOf(a: number, b: number, c: number): number {
    const { slots, keys } = this;
    const mask = slots.length - 1;
    let hash = Math.imul(Math.imul(Math.imul(a, 0x85ebca6b) ^ b, 0xc2b2ae35) ^ c, 0x9e3779b1);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot];
      if (row === NONE) return slot;
      const at = 3 * row;
      if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c) return slot;
    }
  }

  private grow(): void {
    const keys = new Int32Array(this.keys.length * 2);
    keys.set(this.keys);
    this.keys = keys;
    this.slots = new Int32Array(this.slots.length * 2).fill(NONE);
    for (let row = 0; row < this.length; row++)
      this.slots[this.slotOf(this.a(row), this.b(row), this.c(row))] = row;
  }
}
