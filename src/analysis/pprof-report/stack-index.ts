// Has this list of ids been seen before, and under which number?

import { Int32Builder } from '../../bytes/columns.ts';

/** Numbers lists of ids from 0; equal lists get one number. */
export class StackIndex {
  readonly start = new Int32Builder(1024);
  readonly list = new Int32Builder(8192);
  private slots = new Int32Array(4096);
  private hashes = new Int32Builder(1024);

  constructor() {
    this.start.push(0);
  }

  get length(): number {
    return this.start.length - 1;
  }

  /** Number of the list that is the first `length` ids. */
  number(ids: Int32Array, length: number): number {
    let hash = length;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ ids[i], 0x01000193) ^ (hash >>> 13);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const known = this.slots[slot] - 1;
      if (this.hashes.get(known) === hash && this.equals(known, ids, length)) return known;
    }
    return this.insert(ids, length, hash, slot);
  }

  private insert(ids: Int32Array, length: number, hash: number, slot: number): number {
    for (let i = 0; i < length; i++) this.list.push(ids[i]);
    this.start.push(this.list.length);
    this.hashes.push(hash);
    const number = this.length - 1;
    this.slots[slot] = number + 1;
    if (this.length * 2 > this.slots.length) this.grow();
    return number;
  }

  private equals(known: number, ids: Int32Array, length: number): boolean {
    const from = this.start.get(known);
    if (this.start.get(known + 1) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.list.get(from + i) !== ids[i]) return false;
    return true;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.length; number++) {
      let slot = this.hashes.get(number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.slots = slots;
  }
}
