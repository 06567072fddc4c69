// How are the short fields read, of which profiles have millions?

/**
 * The way of `Cursor` for what nearly all fields are: whole numbers of 28 bits, bodies that lie inside their message.
 * Whatever else comes, damage included, gets -1 for an answer and is left to `Cursor`, which tells what is wrong.
 * Every number here stays a small integer, so that none is ever boxed.
 */
export class ShortFields {
  /** The number that was read last. */
  value = 0;
  /** Number and wire type of the last field, as one byte. */
  tag = 0;
  bodyStart = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Where the varint at `at` ends, or -1. */
  varint(at: number, end: number): number {
    const { bytes } = this;
    if (at + 4 > bytes.length) return this.lastVarint(at, end);
    const first = bytes[at];
    if (first < 0x80) return this.found(first, at + 1, end);
    const second = bytes[at + 1];
    if (second < 0x80) return this.found((first & 0x7f) | (second << 7), at + 2, end);
    const low = (first & 0x7f) | ((second & 0x7f) << 7);
    const third = bytes[at + 2];
    if (third < 0x80) return this.found(low | (third << 14), at + 3, end);
    const fourth = bytes[at + 3];
    if (fourth >= 0x80) return -1;
    return this.found(low | ((third & 0x7f) << 14) | (fourth << 21), at + 4, end);
  }

  /** Where the field with a body at `at` ends, which is the body's end; -1 for any other field. */
  body(at: number, end: number): number {
    if (at >= end) return -1;
    this.tag = this.bytes[at];
    if (this.tag >= 0x80 || (this.tag & 7) !== 2) return -1;
    const start = this.varint(at + 1, end);
    if (start < 0 || this.value > end - start) return -1;
    this.bodyStart = start;
    return start + this.value;
  }

  /** Where the number field at `at` ends, or -1. */
  number(at: number, end: number): number {
    if (at >= end) return -1;
    this.tag = this.bytes[at];
    return this.tag >= 0x80 || (this.tag & 7) !== 0 ? -1 : this.varint(at + 1, end);
  }

  private found(value: number, next: number, end: number): number {
    this.value = value;
    return next <= end ? next : -1;
  }

  /** In the last bytes of the file each one is counted. */
  private lastVarint(at: number, end: number): number {
    let value = 0;
    for (let p = at; p < end; p++) {
      const byte = this.bytes[p];
      value |= (byte & 0x7f) << (7 * (p - at));
      if (byte < 0x80) return this.found(value, p + 1, end);
    }
    return -1;
  }
}
