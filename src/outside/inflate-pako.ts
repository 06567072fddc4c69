// How is gzip inflated where there is no zlib, and how much of damaged gzip can be read anywhere?

import { Inflate as PakoInflate } from 'pako';
import type { Inflate, Inflated } from '../bytes/decode-context.ts';
import { expandedSizeHint, limitText, RAISE_LIMIT } from '../bytes/inflate-limits.ts';
import { UnreadableDump } from '../model/problems.ts';

const LARGEST_CHUNK = 1 << 18;
const SMALLEST_CHUNK = 1 << 12;
/** Enough for most files in one chunk. */
const USUAL_RATIO = 8;

/** Says that data expands past what it may. */
export function tooLarge(packed: number, limit: number): UnreadableDump {
  return new UnreadableDump(
    `gzip data of ${packed} bytes that expands past ${limitText(limit)}`,
    RAISE_LIMIT,
  );
}

/** Collects chunks and stops at the limit. */
class Sink {
  length = 0;
  private readonly chunks: Uint8Array[] = [];

  constructor(
    private readonly packed: number,
    private readonly limit: number,
  ) {}

  push(chunk: Uint8Array): void {
    this.length += chunk.length;
    if (this.length > this.limit) throw tooLarge(this.packed, this.limit);
    this.chunks.push(chunk);
  }

  bytes(): Uint8Array {
    if (this.chunks.length === 1) return this.chunks[0];
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}

/** What pako's stream object shows of itself, beyond its types. */
interface PakoState {
  readonly strm?: { readonly output?: Uint8Array; readonly next_out: number; readonly avail_in: number };
  readonly ended: boolean;
}

/** Inflates gzip with pako: every byte that can be decoded, and what is wrong with the rest. */
export const inflateWithPako: Inflate = (gzip: Uint8Array, maxBytes: number): Inflated => {
  return inflate(gzip, maxBytes, expandedSizeHint(gzip, maxBytes) ?? chunkFor(gzip));
};

/** The same for gzip that is known to be damaged, whose trailer hints at nothing. */
export const inflateDamaged: Inflate = (gzip: Uint8Array, maxBytes: number): Inflated =>
  inflate(gzip, maxBytes, chunkFor(gzip));

function chunkFor(gzip: Uint8Array): number {
  return Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, gzip.length * USUAL_RATIO));
}

function inflate(gzip: Uint8Array, limit: number, chunkSize: number): Inflated {
  const sink = new Sink(gzip.length, limit);
  const inflater = new PakoInflate({ chunkSize });
  inflater.onData = (chunk) => sink.push(chunk as Uint8Array);
  inflater.push(gzip, true);
  const state = inflater as unknown as PakoState;
  if (inflater.err === 0 && state.ended) return { bytes: sink.bytes(), complete: true };
  rest(state, sink);
  if (sink.length > 0 && inflater.msg.includes('incorrect header'))
    return { bytes: sink.bytes(), complete: true, fault: 'something that is not gzip follows the gzip data' };
  return { bytes: sink.bytes(), complete: false, fault: faultText(inflater.err, inflater.msg) };
}

/** After an error pako keeps the last decoded bytes in its output buffer. */
function rest(state: PakoState, sink: Sink): void {
  const { output, next_out: used } = state.strm ?? { next_out: 0 };
  if (output !== undefined && used > 0) sink.push(output.slice(0, used));
}

const BUFFER_ERROR = -5;

function faultText(code: number, message: string): string {
  if (code === 0 || code === BUFFER_ERROR) return 'the gzip data ends early';
  if (message.includes('data check')) return 'the gzip checksum does not match: some bytes were changed';
  if (message.includes('length check')) return 'the gzip length does not match: some bytes were changed';
  return `the gzip data is damaged (${message || `code ${code}`})`;
}
