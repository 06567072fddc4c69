// How does Go order and shorten text?

/** Byte by byte of the UTF-8 form: unlike JavaScript's order where surrogates are compared. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === length) return a.length - b.length;
  return utf8Rank(a.charCodeAt(i)) - utf8Rank(b.charCodeAt(i));
}

/** Surrogates stand for characters behind all others. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** `%10s`: padded on the left to a width in characters. */
export function padLeft(text: string, width: number): string {
  return /^[\x20-\x7e]*$/.test(text)
    ? text.padStart(width)
    : ' '.repeat(Math.max(0, width - [...text].length)) + text;
}

/** Go's filepath.Base for slash paths that are not empty. */
export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** The first characters whose UTF-8 form is no longer than `bytes`, and whether any were left out. */
export function cutToBytes(text: string, bytes: number): { readonly text: string; readonly cut: boolean } {
  const encoded = new TextEncoder().encode(text);
  if (encoded.length <= bytes) return { text, cut: false };
  let end = bytes;
  while (end > 0 && (encoded[end] & 0xc0) === 0x80) end--;
  return { text: new TextDecoder().decode(encoded.subarray(0, end)), cut: true };
}
