// Which row has the goroutine with this id?

import { NONE } from '../../model/ids.ts';

/** Rows remembered for the next question; a power of two. */
const RECENT = 4096;

/**
 * Goroutine id → row, by open addressing: ids pass 2^31 in programs that live long, so the keys are doubles.
 * An id that is used again takes its newest row.
 */
export class GoroutineRows {
  private keys = new Float64Array(1024).fill(NONE);
  private rows = new Int32Array(1024);
  private mask = 1023;
  private used = 0;
  /** The last row asked for per low bits of the id: the same few goroutines go to and fro. */
  private readonly recentKeys = new Float64Array(RECENT).fill(NONE);
  private readonly recentRows = new Int32Array(RECENT);

  /** The row, or -1. */
  get(id: number): number {
    const recent = id & (RECENT - 1);
    if (this.recentKeys[recent] === id && id >= 0) return this.recentRows[recent];
    const row = this.search(id);
    if (row === NONE) return NONE;
    this.recentKeys[recent] = id;
    this.recentRows[recent] = row;
    return row;
  }

  private search(id: number): number {
    if (id < 0) return NONE;
    for (let slot = slotOf(id) & this.mask; ; slot = (slot + 1) & this.mask) {
      const key = this.keys[slot];
      if (key === id) return this.rows[slot];
      if (key === NONE) return NONE;
    }
  }

  set(id: number, row: number): void {
    const slot = this.find(id);
    this.rows[slot] = row;
    this.recentKeys[id & (RECENT - 1)] = NONE;
    if (this.keys[slot] === id) return;
    this.keys[slot] = id;
    if (++this.used * 2 > this.mask) this.grow();
  }

  private find(id: number): number {
    let slot = slotOf(id) & this.mask;
    while (this.keys[slot] !== NONE && this.keys[slot] !== id) slot = (slot + 1) & this.mask;
    return slot;
  }

  private grow(): void {
    const { keys, rows } = this;
    this.keys = new Float64Array(keys.length * 2).fill(NONE);
    this.rows = new Int32Array(keys.length * 2);
    this.mask = this.keys.length - 1;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === NONE) continue;
      const slot = this.find(keys[i]);
      this.keys[slot] = keys[i];
      this.rows[slot] = rows[i];
    }
  }
}

function slotOf(id: number): number {
  // ids that differ in the high half only must not collide in one slot
  const mixed = Math.imul((id | 0) ^ Math.imul((id / 0x100000000) | 0, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
