// How is a zip archive written piece by piece?
// Source of the layout: PKWARE's APPNOTE.TXT 6.3.

import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { crc32 } from '../bytes/crc32.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980, the first that the format knows: archives of equal files are equal. */
const NO_DATE = 0x0021;
/** Sizes and offsets are 32 bits wide here. */
const MOST = 0xffff_ffff;

const deflate = promisify(deflateRaw);

interface Entry {
  readonly name: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly expanded: number;
  readonly at: number;
}

export class ZipWriter {
  private readonly entries: Entry[] = [];
  private at = 0;

  constructor(private readonly put: (bytes: Uint8Array) => Promise<void>) {}

  /** Data that does not shrink, as gzip does not, is stored as it is. */
  async add(name: string, bytes: Uint8Array): Promise<void> {
    const smaller = await deflate(bytes);
    const packed = smaller.length < bytes.length ? new Uint8Array(smaller) : bytes;
    const entry: Entry = {
      name: new TextEncoder().encode(name),
      method: packed === bytes ? STORED : DEFLATED,
      crc: crc32(bytes),
      packed: packed.length,
      expanded: bytes.length,
      at: this.at,
    };
    this.entries.push(entry);
    await this.write(localHeader(entry));
    await this.write(packed);
  }

  /** Writes the directory. */
  async finish(): Promise<void> {
    const start = this.at;
    for (const entry of this.entries) await this.write(centralHeader(entry));
    await this.write(endRecord(this.entries.length, this.at - start, start));
  }

  private async write(bytes: Uint8Array): Promise<void> {
    if (this.at + bytes.length > MOST)
      throw new Error('The archive would pass 4 GB. Capture into a folder instead.');
    await this.put(bytes);
    this.at += bytes.length;
  }
}

type Field = readonly [size: 2 | 4, value: number];

/** What both headers of an entry say. */
function common({ name, method, crc, packed, expanded }: Entry): Field[] {
  return [
    ...([
      [2, VERSION],
      [2, UTF8_NAMES],
      [2, method],
      [2, 0],
      [2, NO_DATE],
    ] as const),
    ...([
      [4, crc],
      [4, packed],
      [4, expanded],
      [2, name.length],
      [2, 0],
    ] as const),
  ];
}

function localHeader(entry: Entry): Uint8Array {
  return record([[4, LOCAL], ...common(entry)], entry.name);
}

function centralHeader(entry: Entry): Uint8Array {
  const rest: Field[] = [
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, entry.at],
  ];
  return record([[4, CENTRAL], [2, VERSION], ...common(entry), ...rest], entry.name);
}

function endRecord(count: number, size: number, start: number): Uint8Array {
  const fields: Field[] = [
    [4, END],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, start],
    [2, 0],
  ];
  return record(fields, new Uint8Array());
}

function record(fields: readonly Field[], tail: Uint8Array): Uint8Array {
  const length = fields.reduce((sum, [size]) => sum + size, 0);
  const bytes = new Uint8Array(length + tail.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  bytes.set(tail, at);
  return bytes;
}
