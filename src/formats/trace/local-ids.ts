// What stands behind a number that is only valid inside one generation?

import { NONE } from '../../model/ids.ts';

/** Ids below are always kept in a column. */
const ALWAYS_DENSE = 65_536;

/** Local id → index. Ids are small and close together, so a column holds them; odd ones go to a map. */
export class LocalIds {
  private dense = new Int32Array(1024).fill(NONE);
  private readonly sparse = new Map<number, number>();
  private count = 0;

  /** The index, or -1. */
  get(id: number): number {
    if (id >= 0 && id < this.dense.length && this.dense[id] !== NONE) return this.dense[id];
    return this.sparse.size === 0 ? NONE : (this.sparse.get(id) ?? NONE);
  }

  /** The first meaning of an id stays. */
  add(id: number, index: number): void {
    if (this.get(id) !== NONE) return;
    this.count++;
    // the column's room follows the entries that were really read
    if (id < 0 || id >= ALWAYS_DENSE + 8 * this.count) this.sparse.set(id, index);
    else {
      if (id >= this.dense.length) this.widen(id);
      this.dense[id] = index;
    }
  }

  private widen(id: number): void {
    const next = new Int32Array(Math.max(id + 1, this.dense.length * 2)).fill(NONE);
    next.set(this.dense);
    this.dense = next;
  }
}
