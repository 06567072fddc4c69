// From which commit was a Go program built, as the program itself says?
// Source of the layout: Go's own package debug/buildinfo. Since Go 1.18 the texts stand behind the header:
//
//   \xff Go buildinf:  pointer size, flags  …  at 32: length, version, length, module lines

import type { ByteSource } from '../bytes/source.ts';

export interface BuiltCommit {
  readonly commit: string;
  /** The checkout had changes that were not committed. */
  readonly modified: boolean;
}

const MAGIC = [...'\xff Go buildinf:'].map((letter) => letter.charCodeAt(0));
const TEXTS_AT = 32;
const TEXTS_FOLLOW = 2;
/** The module lines stand between two marks of this length. */
const MARK = 16;
const CHUNK = 1 << 20;
/** Module lines of the largest programs have some tens of kilobytes. */
const LONGEST_INFO = 1 << 20;

/** True for the files that systems run: ELF, Mach-O, PE. */
export function isProgram(source: ByteSource): boolean {
  const [a, b, c, d] = source.read(0, 4);
  const magic = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return [0x7f454c46, 0xcffaedfe, 0xcefaedfe, 0xcafebabe].includes(magic) || (a === 0x4d && b === 0x5a);
}

/** Undefined where no commit is written: built before Go 1.18, outside of a repository, or with -buildvcs=false. */
export function builtCommit(source: ByteSource): BuiltCommit | undefined {
  for (let from = 0; from < source.size; from += CHUNK) {
    const bytes = source.read(from, CHUNK + MAGIC.length);
    for (let at = bytes.indexOf(MAGIC[0]); at >= 0; at = bytes.indexOf(MAGIC[0], at + 1)) {
      if (!MAGIC.every((byte, i) => bytes[at + i] === byte)) continue;
      const found = commitIn(moduleLines(source.read(from + at, LONGEST_INFO)));
      if (found) return found;
    }
  }
  return undefined;
}

/** Empty for what only looks like a header, as in programs that read such headers. */
function moduleLines(bytes: Uint8Array): string {
  if ((bytes[MAGIC.length + 1] & TEXTS_FOLLOW) === 0) return '';
  const version = textAt(bytes, TEXTS_AT);
  if (!version || !/^(?:go\d|devel)/.test(version.text)) return '';
  return textAt(bytes, version.end)?.text.slice(MARK, -MARK) ?? '';
}

/** A length as a varint, then so many bytes. */
function textAt(
  bytes: Uint8Array,
  from: number,
): { readonly text: string; readonly end: number } | undefined {
  let length = 0;
  let at = from;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) return undefined;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  const end = at + length;
  return end > bytes.length ? undefined : { text: new TextDecoder().decode(bytes.subarray(at, end)), end };
}

function commitIn(lines: string): BuiltCommit | undefined {
  const [, commit] = /^build\tvcs\.revision=([0-9a-f]{40,64})$/m.exec(lines) ?? [];
  return commit === undefined ? undefined : { commit, modified: /^build\tvcs\.modified=true$/m.test(lines) };
}
