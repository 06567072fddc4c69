// How far may gzip data expand before it is called a bomb?

import type { Limits } from './decode-context.ts';

const MEBIBYTE = 1024 * 1024;

/** Small files may expand this far whatever their ratio: a bomb is then refused within a second. */
const ALWAYS_ALLOWED = 256 * MEBIBYTE;
/** Real profiles and traces reach about 30. */
const ALLOWED_RATIO = 64;
/** No deflate stream expands further than this. */
const DEFLATE_LIMIT = 1032;

/** What to do about a limit that was passed. */
export const RAISE_LIMIT =
  'If you trust the file, raise the limit: --max-expanded on the command line, culprit.maxExpandedMegabytes in the settings.';

/** Bytes that `packed` bytes of gzip may become. */
export function expandedLimit(packed: number, { maxExpandedBytes, setByUser }: Limits): number {
  if (setByUser) return maxExpandedBytes;
  return Math.min(maxExpandedBytes, Math.max(ALWAYS_ALLOWED, ALLOWED_RATIO * packed));
}

/** A limit as messages tell it: `256 MiB`. */
export function limitText(bytes: number): string {
  return bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes} bytes`;
}

/**
 * What the gzip trailer claims as the expanded size, or undefined when it cannot be true.
 * It is a hint (modulo 2^32, last member only): use it to size a chunk, never to trust.
 */
export function expandedSizeHint(gzip: Uint8Array, limit: number): number | undefined {
  if (gzip.length < 18) return undefined;
  const at = gzip.length - 4;
  const size = (gzip[at] | (gzip[at + 1] << 8) | (gzip[at + 2] << 16) | (gzip[at + 3] << 24)) >>> 0;
  return size > 0 && size <= limit && size <= gzip.length * DEFLATE_LIMIT ? size : undefined;
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}
