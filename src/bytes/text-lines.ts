// What are the lines of a text of any size?

const BLOCK = 1 << 20;
const NEWLINE = 10;

/** Reads lines one after the other without holding the text as one string. CRLF, LF and a BOM are taken off. */
export class TextLines {
  /** Number of the line that `next` gave last, from 1. */
  number = 0;
  private readonly decoder = new TextDecoder();
  private block = '';
  private at = 0;
  private offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Share of the text that was read, 0 to 1. */
  get share(): number {
    return this.bytes.length === 0 ? 1 : this.offset / this.bytes.length;
  }

  /** True when the last line has its end: a text that was not cut within a line. */
  get endsWhole(): boolean {
    return this.bytes.length > 0 && this.bytes[this.bytes.length - 1] === NEWLINE;
  }

  next(): string | undefined {
    if (this.at >= this.block.length && !this.load()) return undefined;
    const end = this.block.indexOf('\n', this.at);
    const stop = end < 0 ? this.block.length : end;
    const line = this.block.slice(
      this.at,
      this.block.charCodeAt(stop - 1) === 13 && stop > this.at ? stop - 1 : stop,
    );
    this.at = stop + 1;
    this.number++;
    return line;
  }

  /** Decodes the next block, which ends with a line. */
  private load(): boolean {
    const { bytes, offset } = this;
    if (offset >= bytes.length) return false;
    let end = Math.min(bytes.length, offset + BLOCK);
    if (end < bytes.length) {
      const last = bytes.lastIndexOf(NEWLINE, end - 1);
      const next = last >= offset ? last : bytes.indexOf(NEWLINE, end);
      end = next < 0 ? bytes.length : next + 1;
    }
    this.block = this.decoder.decode(bytes.subarray(offset, end));
    this.offset = end;
    this.at = 0;
    return this.block.length > 0 || this.load();
  }
}
