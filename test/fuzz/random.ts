// How is chance made that can be repeated?

/** Numbers from a seed: xorshift with 32 bits. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Mixed first, so that neighbouring seeds part at once.
    let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    this.state = (mixed ^ (mixed >>> 16)) | 1;
  }

  /** 0 … below - 1. */
  below(below: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) % below;
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  /** A number of the kind that breaks readers. */
  interesting(): bigint {
    const near = BigInt(this.below(3) - 1);
    const wide = this.pick(EDGES) + near;
    return BigInt.asUintN(64, this.chance(3) ? BigInt(this.below(300)) : wide);
  }
}

const EDGES = [0n, 1n, 127n, 128n, 255n, 65535n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n];
