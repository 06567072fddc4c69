// How are protobuf-style fields read from bytes that nobody vouches for?

/** Bytes that break the format's own rules. `cut` is true when they merely end too early. */
export class MalformedBytes extends Error {
  constructor(
    readonly reason: string,
    /** Offset of the fault in the bytes that were read. */
    readonly at: number,
    readonly cut = false,
  ) {
    super(`${reason} at byte ${at}`);
    this.name = 'MalformedBytes';
  }
}

export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;

const TWO_32 = 2 ** 32;

/**
 * Walks protobuf fields between `pos` and `end`. A 64-bit number is left in `lo` and `hi` (both unsigned
 * 32-bit halves), so that no bigint is made unless it is asked for.
 * Source of the encoding: https://protobuf.dev/programming-guides/encoding/.
 */
export class Cursor {
  pos = 0;
  end: number;
  lo = 0;
  hi = 0;
  /** Number and wire type of the field that `field()` read last. */
  fieldNumber = 0;
  wireType = 0;
  /** Where the body of a BYTES field lies. */
  bodyStart = 0;
  bodyEnd = 0;

  constructor(readonly bytes: Uint8Array) {
    this.end = bytes.length;
  }

  /** Looks at `[start, end)` from now on. */
  seek(start: number, end: number): void {
    this.pos = start;
    this.end = end;
  }

  /** Reads one whole field, body included. Throws MalformedBytes. */
  field(): void {
    const start = this.pos;
    this.varint();
    this.wireType = this.lo & 7;
    this.fieldNumber = this.hi === 0 ? this.lo >>> 3 : 0x7fffffff;
    switch (this.wireType) {
      case VARINT:
        this.varint();
        return;
      case BYTES:
        this.body(start);
        return;
      case FIXED64:
        this.skip(8, start);
        return;
      case FIXED32:
        this.skip(4, start);
        return;
      default:
        throw new MalformedBytes(`unknown wire type ${this.wireType}`, start);
    }
  }

  /** Throws MalformedBytes unless the field read last has this wire type. */
  expect(wireType: number): void {
    if (this.wireType === wireType) return;
    throw new MalformedBytes(`field ${this.fieldNumber} has wire type ${this.wireType}`, this.pos);
  }

  /** Reads a varint of at most 10 bytes into `lo` and `hi`. */
  varint(): void {
    const first = this.pos < this.end ? this.bytes[this.pos] : 0x80;
    if (first < 0x80) {
      this.pos++;
      this.lo = first;
      this.hi = 0;
      return;
    }
    this.longVarint();
  }

  /** The last 64-bit number, unsigned; rounded past 2^53. */
  unsigned(): number {
    return this.hi * TWO_32 + this.lo;
  }

  /** The last 64-bit number, signed; rounded past 2^53. */
  signed(): number {
    return (this.hi | 0) * TWO_32 + this.lo;
  }

  /** The last 64-bit number, signed and exact. */
  signedExact(): bigint {
    return (BigInt(this.hi | 0) << 32n) | BigInt(this.lo);
  }

  /** The last 64-bit number, unsigned and exact. */
  unsignedExact(): bigint {
    return (BigInt(this.hi) << 32n) | BigInt(this.lo);
  }

  private longVarint(): void {
    const { bytes, end } = this;
    const start = this.pos;
    let lo = 0;
    let hi = 0;
    for (let i = 0; ; i++) {
      if (i === 10) throw new MalformedBytes('a number of more than 10 bytes', start);
      if (start + i >= end) throw new MalformedBytes('a number that does not end', start, true);
      const byte = bytes[start + i];
      const bits = byte & 0x7f;
      if (i < 4) lo |= bits << (7 * i);
      else if (i === 4) {
        lo |= bits << 28;
        hi = bits >>> 4;
      } else hi |= bits << (7 * i - 32);
      if (byte < 0x80) {
        this.pos = start + i + 1;
        this.lo = lo >>> 0;
        this.hi = hi >>> 0;
        return;
      }
    }
  }

  private body(start: number): void {
    this.varint();
    const length = this.unsigned();
    if (length > this.end - this.pos)
      throw new MalformedBytes(
        `a field of ${length} bytes where ${this.end - this.pos} are left`,
        start,
        true,
      );
    this.bodyStart = this.pos;
    this.bodyEnd = this.pos += length;
  }

  private skip(length: number, start: number): void {
    if (length > this.end - this.pos)
      throw new MalformedBytes(
        `a field of ${length} bytes where ${this.end - this.pos} are left`,
        start,
        true,
      );
    this.pos += length;
  }
}
