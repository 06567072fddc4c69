// How are a dump's strings kept, when most are never shown?

import { Int32Builder } from './columns.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Strings as ranges of the dump's bytes: decoded on use, remembered then. Invalid UTF-8 becomes U+FFFD. */
export class StringRanges {
  readonly length: number;
  private readonly decoded = new Map<number, string>();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly start: Int32Array,
    private readonly end: Int32Array,
  ) {
    this.length = start.length;
  }

  /** Ids outside the table (in a dump that was cut) give a visible placeholder. */
  get(id: number): string {
    const known = this.decoded.get(id);
    if (known !== undefined) return known;
    const text =
      id >= 0 && id < this.length
        ? utf8.decode(this.bytes.subarray(this.start[id], this.end[id]))
        : `<missing string #${id}>`;
    this.decoded.set(id, text);
    return text;
  }
}

/** Collects ranges in the order of their ids. */
export class StringRangesBuilder {
  private readonly starts = new Int32Builder(256);
  private readonly ends = new Int32Builder(256);

  get length(): number {
    return this.starts.length;
  }

  push(start: number, end: number): void {
    this.starts.push(start);
    this.ends.push(end);
  }

  finish(bytes: Uint8Array): StringRanges {
    return new StringRanges(bytes, this.starts.finish(), this.ends.finish());
  }
}

/** Strings that a reader makes itself; equal texts get one id. */
export class StringPool {
  private readonly texts: string[] = [''];
  private readonly ids = new Map<string, number>([['', 0]]);

  get length(): number {
    return this.texts.length;
  }

  add(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.texts.push(text) - 1;
    this.ids.set(text, id);
    return id;
  }

  get(id: number): string {
    return this.texts[id] ?? '';
  }
}
