// Which number stands at this place as an unsigned LEB128?

/**
 * Reads varints one after the other. Values from 2^53 on read as -1, "none": identifiers and
 * times stay below, and writers use 2^64-1 for "none". Reading past the end gives 0 and sets `broken`.
 */
export class VarintCursor {
  broken = false;
  end: number;

  constructor(
    public bytes: Uint8Array,
    public at = 0,
  ) {
    this.end = bytes.length;
  }

  /** Reads other bytes from now on. */
  open(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    this.end = bytes.length;
  }

  next(): number {
    if (this.at < this.end && this.bytes[this.at] < 0x80) return this.bytes[this.at++];
    return this.nextLong();
  }

  private nextLong(): number {
    let value = 0;
    let unit = 1;
    for (let n = 0; n < 10 && this.at < this.end; n++) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? value : -1;
      unit *= 128;
    }
    this.broken = true;
    return 0;
  }
}
