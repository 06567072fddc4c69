// How much may all gzip data in one file expand to, however many pieces it is in?

import type { Inflate, Limits } from '../bytes/decode-context.ts';
import { expandedLimit, limitText, RAISE_LIMIT } from '../bytes/inflate-limits.ts';
import { UnreadableDump } from '../model/problems.ts';

/** One bomb must not hide the dumps beside it; many of them are no accident. */
const MOST_REFUSED = 3;

/** Inflates until the expanded bytes of all calls together reach what one gzip file of `packed` bytes may become. */
export class InflateBudget {
  private readonly limit: number;
  private left: number;
  private refused = 0;

  constructor(
    private readonly unbounded: Inflate,
    packed: number,
    limits: Limits,
  ) {
    this.limit = expandedLimit(packed, limits);
    this.left = this.limit;
  }

  /** Nothing more is to be inflated. */
  get isSpent(): boolean {
    return this.left === 0 || this.refused === MOST_REFUSED;
  }

  readonly inflate: Inflate = (gzip, maxBytes) => {
    if (this.isSpent) throw this.passed();
    try {
      const inflated = this.unbounded(gzip, Math.min(this.left, maxBytes));
      this.left -= inflated.bytes.length;
      return inflated;
    } catch (error) {
      this.refused++;
      throw error instanceof UnreadableDump && this.left < maxBytes ? this.passed() : error;
    }
  };

  passed(): UnreadableDump {
    return new UnreadableDump(`an archive that expands past ${limitText(this.limit)}`, RAISE_LIMIT);
  }
}
