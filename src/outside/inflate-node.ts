// How is gzip inflated in node?

import { gunzipSync } from 'node:zlib';
import type { Inflate, Inflated } from '../bytes/decode-context.ts';
import { expandedSizeHint } from '../bytes/inflate-limits.ts';
import { inflateDamaged, tooLarge } from './inflate-pako.ts';

const SMALLEST_CHUNK = 64;
const USUAL_CHUNK = 1 << 18;
/** A thread can be ended between two chunks only: inflating one takes less than a tenth of a second. */
const LARGEST_CHUNK = 1 << 24;

/** Inflates gzip with zlib; what zlib refuses is read again by pako, which gives back every decodable byte. */
export const inflateWithNode: Inflate = (gzip: Uint8Array, maxBytes: number): Inflated => {
  const hint = expandedSizeHint(gzip, maxBytes);
  try {
    const bytes = gunzipSync(gzip, {
      chunkSize: hint === undefined ? USUAL_CHUNK : within(SMALLEST_CHUNK, hint + 1, LARGEST_CHUNK),
      maxOutputLength: maxBytes,
    });
    return { bytes, complete: true };
  } catch (e) {
    if (e instanceof RangeError) throw tooLarge(gzip.length, maxBytes);
    return inflateDamaged(gzip, maxBytes);
  }
};

function within(least: number, size: number, most: number): number {
  return Math.min(most, Math.max(least, size));
}
