// Which files are in a zip archive?
// Source of the layout: PKWARE's APPNOTE.TXT 6.3.

import { crc32 } from '../../bytes/crc32.ts';
import type { DecodeContext } from '../../bytes/decode-context.ts';
import { expandedLimit } from '../../bytes/inflate-limits.ts';
import type { Problem } from '../../model/problems.ts';
import {
  type Bundle,
  type BundleContent,
  type BundleEntry,
  CUT_ARCHIVE,
  entryName,
  isClutter,
  MAX_ENTRIES,
  type SkippedEntry,
  TOO_MANY,
} from './entry.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const LONGEST_END = 22 + 0xffff;
/** Before the sizes behind a file's content. */
const DESCRIPTOR = 0x08074b50;
const DESCRIPTOR_BYTES = 16;
const FIRST_OF_MAGIC = 0x50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const SIZES_FOLLOW = 8;
const SYMBOLIC_LINK = 0o120000;
const FILE_TYPE = 0o170000;

interface Sizes {
  readonly crc: number;
  readonly packed: number;
  readonly expanded: number;
}

/** One file as the directory (or its own header) describes it. */
interface Listed extends Sizes {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly localAt: number;
  readonly unixMode: number;
}

/** Reads a whole archive. */
export function readZip(bytes: Uint8Array, context: DecodeContext): Bundle {
  return new ZipReading(bytes, context).read();
}

class ZipReading {
  private readonly view: DataView;
  private readonly entries: BundleEntry[] = [];
  private readonly skipped: SkippedEntry[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly context: DecodeContext,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): Bundle {
    const listed = this.directory() ?? this.localHeaders();
    for (const file of listed.slice(0, MAX_ENTRIES)) if (!isClutter(file.name)) this.entry(file);
    if (listed.length > MAX_ENTRIES) this.skipped.push(TOO_MANY);
    return { entries: this.entries, skipped: this.skipped };
  }

  /** The files that the central directory lists, or undefined where there is none. */
  private directory(): Listed[] | undefined {
    const { view, bytes } = this;
    const end = this.findEnd();
    if (end < 0) return undefined;
    let at = view.getUint32(end + 16, true);
    if (at === 0xffffffff) at = this.directoryOf64(end) ?? at;
    const listed: Listed[] = [];
    while (at + 46 <= bytes.length && view.getUint32(at, true) === CENTRAL && listed.length <= MAX_ENTRIES) {
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
      if (next > bytes.length) break;
      listed.push(this.centralEntry(at, nameLength, extraLength));
      at = next;
    }
    return listed.length > 0 ? listed : undefined;
  }

  private findEnd(): number {
    const { view, bytes } = this;
    const lowest = Math.max(0, bytes.length - LONGEST_END);
    for (let at = bytes.length - 22; at >= lowest; at--) if (view.getUint32(at, true) === END) return at;
    return -1;
  }

  private directoryOf64(end: number): number | undefined {
    const { view, bytes } = this;
    const locator = end - 20;
    if (locator < 0 || view.getUint32(locator, true) !== END_64_LOCATOR) return undefined;
    const at = Number(view.getBigUint64(locator + 8, true));
    if (at + 56 > bytes.length || view.getUint32(at, true) !== END_64) return undefined;
    return Number(view.getBigUint64(at + 48, true));
  }

  private centralEntry(at: number, nameLength: number, extraLength: number): Listed {
    const { view, bytes } = this;
    const extraAt = at + 46 + nameLength;
    const wide = this.wideFields(extraAt, extraAt + extraLength);
    const size = (offset: number) => {
      const value = view.getUint32(at + offset, true);
      return value === 0xffffffff ? (wide.shift() ?? value) : value;
    };
    const expanded = size(24);
    const packed = size(20);
    return {
      name: entryName(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed,
      expanded,
      localAt: size(42),
      unixMode: view.getUint16(at + 40, true),
    };
  }

  /** The 64-bit numbers of the zip64 extra field, in their order. */
  private wideFields(from: number, to: number): number[] {
    const { view } = this;
    for (let at = from; at + 4 <= to; ) {
      const length = view.getUint16(at + 2, true);
      if (view.getUint16(at, true) === 1 && at + 4 + length <= to)
        return Array.from({ length: Math.floor(length / 8) }, (_, i) =>
          Number(view.getBigUint64(at + 4 + 8 * i, true)),
        );
      at += 4 + length;
    }
    return [];
  }

  /** Without a directory the archive was cut: its files tell of themselves, one after the other; the last may be cut. */
  private localHeaders(): Listed[] {
    const { view, bytes } = this;
    const listed: Listed[] = [];
    this.skipped.push(CUT_ARCHIVE);
    for (let at = 0; at + 30 <= bytes.length && view.getUint32(at, true) === LOCAL; ) {
      const nameLength = view.getUint16(at + 26, true);
      const contentAt = at + 30 + nameLength + view.getUint16(at + 28, true);
      if (contentAt > bytes.length || listed.length > MAX_ENTRIES) break;
      const flags = view.getUint16(at + 6, true);
      const sizes = (flags & SIZES_FOLLOW) !== 0 ? this.sizesBehind(contentAt) : this.sizesAt(at + 14);
      listed.push({
        name: entryName(bytes.subarray(at + 30, at + 30 + nameLength)),
        flags,
        method: view.getUint16(at + 8, true),
        ...sizes,
        localAt: at,
        unixMode: 0,
      });
      at = contentAt + sizes.packed + ((flags & SIZES_FOLLOW) !== 0 ? DESCRIPTOR_BYTES : 0);
    }
    return listed;
  }

  private sizesAt(at: number): Sizes {
    const { view } = this;
    return {
      crc: view.getUint32(at, true),
      packed: view.getUint32(at + 4, true),
      expanded: view.getUint32(at + 8, true),
    };
  }

  /** Who writes without going back, as Go does, tells the sizes behind the content. */
  private sizesBehind(contentAt: number): Sizes {
    const { view, bytes } = this;
    const last = bytes.length - DESCRIPTOR_BYTES;
    for (let at = bytes.indexOf(FIRST_OF_MAGIC, contentAt); at >= 0 && at <= last; ) {
      if (view.getUint32(at, true) === DESCRIPTOR && view.getUint32(at + 8, true) === at - contentAt)
        return this.sizesAt(at + 4);
      at = bytes.indexOf(FIRST_OF_MAGIC, at + 1);
    }
    return { crc: 0, packed: Number.POSITIVE_INFINITY, expanded: 0 };
  }

  private entry(file: Listed): void {
    const why = this.notReadable(file);
    if (why !== undefined) {
      this.skipped.push({ name: file.name, found: why[0], advice: why[1] });
      return;
    }
    this.entries.push({ name: file.name, open: () => this.content(file) });
  }

  private notReadable(file: Listed): readonly [string, string] | undefined {
    if ((file.flags & ENCRYPTED) !== 0)
      return ['an encrypted file', 'Unpack the archive with its password first.'];
    if ((file.unixMode & FILE_TYPE) === SYMBOLIC_LINK)
      return ['a symbolic link, which is not followed', 'Add the file itself.'];
    if (file.method !== STORED && file.method !== DEFLATED)
      return [`a file packed by method ${file.method}`, 'Unpack the archive first.'];
    const { localAt } = file;
    if (localAt + 30 > this.bytes.length || this.view.getUint32(localAt, true) !== LOCAL)
      return ['a file whose place in the archive is damaged', 'Fetch the archive again.'];
    return undefined;
  }

  private content(file: Listed): BundleContent {
    const { view, bytes } = this;
    const at =
      file.localAt + 30 + view.getUint16(file.localAt + 26, true) + view.getUint16(file.localAt + 28, true);
    const packed = bytes.subarray(at, Math.min(bytes.length, at + file.packed));
    const cut = packed.length < file.packed;
    if (file.method === STORED) {
      const fault = cut
        ? 'the file is cut'
        : crc32(packed) === file.crc
          ? undefined
          : 'its checksum does not match';
      return contentOf(packed, fault);
    }
    const {
      bytes: content,
      complete,
      fault,
    } = this.context.inflate(asGzip(packed, file, cut), expandedLimit(packed.length, this.context.limits));
    return contentOf(content, complete ? undefined : (fault ?? 'it is damaged'));
  }
}

function contentOf(bytes: Uint8Array, fault: string | undefined): BundleContent {
  const problems: Problem[] =
    fault === undefined
      ? []
      : [
          {
            severity: 'partial',
            text: `in the archive: ${fault}`,
            at: bytes.length,
            advice: 'Fetch the archive again.',
          },
        ];
  return { bytes, problems };
}

/** Zip and gzip hold the same deflate data, and know the same checksum and length. */
function asGzip(deflated: Uint8Array, file: Listed, cut: boolean): Uint8Array {
  const gzip = new Uint8Array(deflated.length + (cut ? 10 : 18));
  gzip.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  gzip.set(deflated, 10);
  if (cut) return gzip;
  const trailer = new DataView(gzip.buffer, deflated.length + 10);
  trailer.setUint32(0, file.crc, true);
  trailer.setUint32(4, file.expanded % 2 ** 32, true);
  return gzip;
}
