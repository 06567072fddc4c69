// Which row has this 64-bit id?

/**
 * Ids as a file gives them → dense rows. Small ids (the normal case) live in an array, others in a map;
 * an id never makes the array longer than a few times the number of ids.
 */
export class IdIndex {
  /** Row by id, -1 where there is none. Hot loops may read it directly. */
  dense: Int32Array = new Int32Array(1024).fill(-1);
  /** True while row r has the id r + 1, as most writers number: then no table is needed. */
  consecutive = true;
  private readonly sparse = new Map<number | bigint, number>();
  count = 0;

  /** False when the id is taken. */
  add(lo: number, hi: number, row: number): boolean {
    if (this.get(lo, hi) !== -1) return false;
    this.count++;
    if (hi !== 0 || lo !== row + 1) this.consecutive = false;
    if (hi === 0 && lo < 4 * this.count + 1024) {
      if (lo >= this.dense.length) this.grow(lo);
      this.dense[lo] = row;
    } else this.sparse.set(keyOf(lo, hi), row);
    return true;
  }

  /** The row of an id, or -1. */
  get(lo: number, hi: number): number {
    if (hi === 0 && lo < this.dense.length && this.dense[lo] !== -1) return this.dense[lo];
    return this.sparse.size === 0 ? -1 : (this.sparse.get(keyOf(lo, hi)) ?? -1);
  }

  private grow(id: number): void {
    const next = new Int32Array(Math.max(id + 1, this.dense.length * 2)).fill(-1);
    next.set(this.dense);
    this.dense = next;
  }
}

function keyOf(lo: number, hi: number): number | bigint {
  return hi < 2 ** 21 ? hi * 2 ** 32 + lo : (BigInt(hi) << 32n) | BigInt(lo);
}
