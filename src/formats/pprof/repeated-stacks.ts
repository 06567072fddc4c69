// Has this stack been read before?
// Labelled profiles repeat each stack many times: comparing its bytes is cheaper than decoding them again.

/** Samples after which a profile that hardly repeats a stack is no longer searched. */
const TRIAL = 8192;
const WORTHWHILE_SHARE = 0.02;
const PROBES = 8;
const HASHED_BYTES = 24;

/** Finds packed location lists that are equal byte for byte. Expects at most `count` samples. */
export class RepeatedStacks {
  private readonly slots: Int32Array;
  private readonly start: Int32Array;
  private readonly length: Int32Array;
  private readonly mask: number;
  private seen = 0;
  private repeats = 0;
  private active = true;

  constructor(
    private readonly bytes: Uint8Array,
    count: number,
  ) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, count)));
    this.mask = size - 1;
    this.slots = new Int32Array(size);
    this.start = new Int32Array(count);
    this.length = new Int32Array(count);
  }

  /** True when lists are found twice often enough to count on it. */
  get worthwhile(): boolean {
    return this.active && this.repeats > 0;
  }

  /** An earlier sample with the list `[start, end)`, or -1; then `sample` is remembered for it. */
  find(sample: number, start: number, end: number): number {
    if (!this.active) return -1;
    if (++this.seen === TRIAL && this.repeats < TRIAL * WORTHWHILE_SHARE) this.active = false;
    let slot = this.hash(start, end) & this.mask;
    for (let probe = 0; probe < PROBES; probe++) {
      const known = this.slots[slot] - 1;
      if (known < 0) {
        this.slots[slot] = sample + 1;
        this.start[sample] = start;
        this.length[sample] = end - start;
        return -1;
      }
      if (this.length[known] === end - start && this.equal(this.start[known], start, end)) {
        this.repeats++;
        return known;
      }
      slot = (slot + 1) & this.mask;
    }
    return -1;
  }

  /** A few bytes from all over the list: the comparison is what decides. */
  private hash(start: number, end: number): number {
    const { bytes } = this;
    const length = end - start;
    const step = Math.max(1, Math.floor(length / HASHED_BYTES));
    let hash = length;
    for (let i = start; i < end; i += step) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    return hash ^ (hash >>> 15);
  }

  private equal(known: number, start: number, end: number): boolean {
    const { bytes } = this;
    for (let i = start, k = known; i < end; i++, k++) if (bytes[i] !== bytes[k]) return false;
    return true;
  }
}
