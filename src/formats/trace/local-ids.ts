// What stands behind a number that is only valid inside one generation, or one file?

import { NONE } from '../../model/ids.ts';

/** Ids below are always kept in a column. */
const ALWAYS_DENSE = 65_536;

/**
 * Local id → the dump's id, which is asked for when it is first used. Ids are small and close together, so a
 * column holds them; odd ones go to a map. A value from 0 on is an id of the dump; below -1 it is the place
 * -2 - value where the definition stands.
 */
export class LocalIds {
  private dense = new Int32Array(1024).fill(NONE);
  private readonly sparse = new Map<number, number>();
  private count = 0;

  constructor(private readonly resolve: (place: number) => number) {}

  /** The dump's id, or -1 for an id that was not defined. */
  get(id: number): number {
    const { dense } = this;
    const value = id >= 0 && id < dense.length ? dense[id] : NONE;
    return value >= 0 ? value : this.slowly(id, value);
  }

  /** Defines an id; the first meaning of an id stays. */
  define(id: number, place: number): void {
    if (this.value(id) !== NONE) return;
    this.count++;
    // the column's room follows the definitions that were really read
    if (id >= this.dense.length && id < ALWAYS_DENSE + 8 * this.count) this.widen(id);
    this.set(id, -2 - place);
  }

  private slowly(id: number, value: number): number {
    const known = value !== NONE || this.sparse.size === 0 ? value : this.value(id);
    if (known >= NONE) return known;
    const resolved = this.resolve(-2 - known);
    this.set(id, resolved);
    return resolved;
  }

  private value(id: number): number {
    if (id >= 0 && id < this.dense.length && this.dense[id] !== NONE) return this.dense[id];
    return this.sparse.get(id) ?? NONE;
  }

  private set(id: number, value: number): void {
    if (id >= 0 && id < this.dense.length && !this.sparse.has(id)) this.dense[id] = value;
    else this.sparse.set(id, value);
  }

  private widen(id: number): void {
    const next = new Int32Array(Math.max(id + 1, this.dense.length * 2)).fill(NONE);
    next.set(this.dense);
    this.dense = next;
  }
}
