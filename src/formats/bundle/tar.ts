// Which files are in a tar archive?
// Source of the layout: POSIX.1-2001 pax, and GNU tar's long names.

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

const BLOCK = 512;

/** Kinds of entries that are no files, by their type flag. */
const NOT_FILES: ReadonlyMap<string, string> = new Map([
  ['1', 'a hard link'],
  ['2', 'a symbolic link'],
  ['3', 'a device'],
  ['4', 'a device'],
  ['6', 'a named pipe'],
]);

/** Reads a whole archive. Contents are views of `bytes`. */
export function readTar(bytes: Uint8Array): Bundle {
  return new TarReading(bytes).read();
}

class TarReading {
  private readonly entries: BundleEntry[] = [];
  private readonly skipped: SkippedEntry[] = [];
  private longName: string | undefined;

  constructor(private readonly bytes: Uint8Array) {}

  read(): Bundle {
    const { bytes } = this;
    let at = 0;
    let count = 0;
    while (at + BLOCK <= bytes.length && bytes[at] !== 0) {
      if (!checksumHolds(bytes.subarray(at, at + BLOCK))) {
        this.skipped.push({
          ...CUT_ARCHIVE,
          found: `an archive whose header at byte ${at} is damaged: the files after it are not read`,
        });
        return this.bundle();
      }
      if (++count > MAX_ENTRIES) {
        this.skipped.push(TOO_MANY);
        return this.bundle();
      }
      const size = sizeOf(bytes.subarray(at + 124, at + 136));
      this.entry(at, size);
      at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    }
    // A whole archive ends with blocks of zeros.
    if (at + BLOCK > bytes.length) this.skipped.push(CUT_ARCHIVE);
    return this.bundle();
  }

  private bundle(): Bundle {
    return { entries: this.entries, skipped: this.skipped };
  }

  private entry(at: number, size: number): void {
    const { bytes } = this;
    const type = String.fromCharCode(bytes[at + 156]);
    const content = bytes.subarray(at + BLOCK, Math.min(bytes.length, at + BLOCK + size));
    if (type === 'L') {
      this.longName = text(content);
      return;
    }
    if (type === 'x') {
      this.longName = paxPath(content) ?? this.longName;
      return;
    }
    const name = this.longName ?? shortName(bytes.subarray(at, at + BLOCK));
    this.longName = undefined;
    const notAFile = NOT_FILES.get(type);
    if (notAFile !== undefined)
      this.skipped.push({
        name,
        found: `${notAFile}, which is not followed`,
        advice: 'Add the file itself.',
      });
    else if ((type === '0' || type === '\0' || type === '7') && !isClutter(name))
      this.entries.push({ name, open: () => contentOf(content, content.length < size) });
  }
}

function contentOf(bytes: Uint8Array, cut: boolean): BundleContent {
  const problems: Problem[] = cut
    ? [
        {
          severity: 'partial',
          text: 'the archive ends in the middle of this file',
          at: bytes.length,
          advice: CUT_ARCHIVE.advice,
        },
      ]
    : [];
  return { bytes, problems };
}

/** The header's bytes add up to its own checksum, with that field read as blanks. */
function checksumHolds(header: Uint8Array): boolean {
  let sum = 8 * 32;
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i];
  return sum === sizeOf(header.subarray(148, 156));
}

/** An octal number, or GNU's binary one; never more than a double holds exactly. */
function sizeOf(field: Uint8Array): number {
  let value = 0;
  if (field[0] & 0x80) {
    for (let i = 1; i < field.length; i++) value = value * 256 + field[i];
    return Math.min(value, Number.MAX_SAFE_INTEGER);
  }
  for (const byte of field) if (byte >= 48 && byte <= 55) value = value * 8 + byte - 48;
  return value;
}

function shortName(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  const prefix = text(header.subarray(345, 500));
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Up to the first zero. */
function text(field: Uint8Array): string {
  const end = field.indexOf(0);
  return entryName(end < 0 ? field : field.subarray(0, end));
}

/** The `path` of a pax header: records of `length key=value`. */
function paxPath(content: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(entryName(content))?.[1];
}
