// How are protobuf fields written?
// Source of the encoding: https://protobuf.dev/programming-guides/encoding/.

import { BYTES, VARINT } from '../../bytes/cursor.ts';

const utf8 = new TextEncoder();
const BITS_64 = (1n << 64n) - 1n;

/** Fields are appended in the order of the calls. */
export class ProtoWriter {
  private buffer = new Uint8Array(256);
  private length = 0;

  /** Zero is written too: a field of a repeated one may be zero. */
  int(field: number, value: bigint | number): this {
    return this.varint((field << 3) | VARINT).varint(value);
  }

  /** Left out when it is zero, as protobuf does. */
  intOpt(field: number, value: bigint | number): this {
    return BigInt(value) === 0n ? this : this.int(field, value);
  }

  bytes(field: number, value: Uint8Array): this {
    this.varint((field << 3) | BYTES).varint(value.length);
    return this.raw(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  packed(field: number, values: readonly bigint[]): this {
    if (values.length === 0) return this;
    const inner = new ProtoWriter();
    for (const value of values) inner.varint(value);
    return this.bytes(field, inner.finish());
  }

  /** Bytes as they are: whole fields, taken from elsewhere. */
  raw(value: Uint8Array): this {
    this.room(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
    return this;
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private varint(value: bigint | number): this {
    this.room(10);
    let rest = BigInt(value) & BITS_64;
    while (rest > 0x7fn) {
      this.buffer[this.length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.buffer[this.length++] = Number(rest);
    return this;
  }

  private room(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + bytes));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
