// How is a profile out of an engine made fit to be read as a dump: with a time that is true, and a word on its origin?

import { BYTES, Cursor, MalformedBytes } from '../../bytes/cursor.ts';
import { rfc3339 } from '../clock.ts';
import type { FleetAnswer, StoredProfile, TimeRange } from './engine.ts';
import { ProtoWriter } from './proto-writer.ts';

const SAMPLE = 2;
const STRING = 6;
const TIME = 9;
const COMMENT = 13;

export type Rewritten =
  | { readonly kind: 'profile'; readonly bytes: Uint8Array }
  /** No sample in it. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'no-profile' };

/**
 * The same message with this time (Unix ms; null: none) and a comment. The time that engines write is the end of
 * the query, or one in another century.
 */
export function rewritten(profile: Uint8Array, atMs: number | null, comment: string): Rewritten {
  try {
    const cursor = new Cursor(profile);
    const out = new ProtoWriter();
    let samples = 0;
    let strings = 0;
    let kept = 0;
    while (cursor.pos < cursor.end) {
      const start = cursor.pos;
      cursor.field();
      if (cursor.fieldNumber === SAMPLE && cursor.wireType === BYTES) samples++;
      if (cursor.fieldNumber === STRING) strings++;
      if (cursor.fieldNumber !== TIME) continue;
      out.raw(profile.subarray(kept, start));
      kept = cursor.pos;
    }
    if (samples === 0) return { kind: 'empty' };
    out.raw(profile.subarray(kept));
    if (strings === 0) out.text(STRING, '');
    out.text(STRING, comment).int(COMMENT, Math.max(1, strings));
    if (atMs !== null) out.int(TIME, BigInt(Math.round(atMs)) * 1_000_000n);
    return { kind: 'profile', bytes: out.finish() };
  } catch (error) {
    if (error instanceof MalformedBytes) return { kind: 'no-profile' };
    throw error;
  }
}

/** How the numbers of a merge are to be read: gauges are summed over pods and over time alike. */
export function sumLabel(engine: string, { startMs, endMs }: TimeRange): string {
  return `sum over all profiles from ${rfc3339(startMs)} to ${rfc3339(endMs)}, as stored by ${engine}`;
}

/** What an engine sent as a profile; undefined bytes: it sent none. */
export function storedProfile(
  bytes: Uint8Array | undefined,
  atMs: number | null,
  label: string,
  engine: string,
): FleetAnswer<StoredProfile> {
  const made = bytes === undefined || bytes.length === 0 ? EMPTY : rewritten(bytes, atMs, label);
  if (made.kind === 'profile') return { kind: 'answer', value: { bytes: made.bytes, atMs, label } };
  if (made.kind === 'empty')
    return { kind: 'none', text: `no data: ${engine} holds no such profile in this time` };
  const text = `${engine} sent a profile that cannot be read`;
  const advice = 'Its store may hold something that is no profile; ask for another time.';
  return { kind: 'fault', fault: { kind: 'damaged', text, advice } };
}

const EMPTY: Rewritten = { kind: 'empty' };
