// How far may gzip data expand before it is called a bomb?

const MEBIBYTE = 1024 * 1024;

/** Small files may expand this far whatever their ratio: a bomb is then refused within a second. */
const ALWAYS_ALLOWED = 256 * MEBIBYTE;
/** Real profiles and traces reach about 30. */
const ALLOWED_RATIO = 200;
/** No deflate stream expands further than this. */
const DEFLATE_LIMIT = 1032;

/** Bytes that `packed` bytes of gzip may become: never more than `maxBytes`. */
export function expandedLimit(packed: number, maxBytes: number): number {
  return Math.min(maxBytes, Math.max(ALWAYS_ALLOWED, ALLOWED_RATIO * packed));
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
