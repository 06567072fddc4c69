// What does a profile say at a glance: its totals, and which program wrote it?
//
// Only the message's top is read; the readers in formats/ answer everything else.
// Source of the fields: github.com/google/pprof/proto/profile.proto.

import { BYTES, Cursor, MalformedBytes, VARINT } from '../bytes/cursor.ts';
import type { Inflate } from '../bytes/decode-context.ts';
import { isGzip } from '../bytes/inflate-limits.ts';
import { UnreadableDump } from '../model/problems.ts';

export interface ProfileGlance {
  /** Sum of the samples per type: `inuse_space` → bytes. */
  readonly totals: ReadonlyMap<string, number>;
  /** Path of the program, and its build id; '' when unknown. */
  readonly program: string;
  readonly buildId: string;
}

const SAMPLE_TYPE = 1;
const SAMPLE = 2;
const MAPPING = 3;
const STRING = 6;
/** Values beyond these in one sample belong to no type that anybody writes. */
const MOST_TYPES = 64;

/** Far more than any heap profile; this runs beside the user's other work. */
const MOST_EXPANDED = 256 * 1024 ** 2;

/** The same for a profile as a service sends it, which is gzipped. */
export function glanceAtPacked(packed: Uint8Array, inflate: Inflate): ProfileGlance | undefined {
  if (!isGzip(packed)) return glanceAt(packed);
  try {
    return glanceAt(inflate(packed, MOST_EXPANDED).bytes);
  } catch (error) {
    if (error instanceof UnreadableDump) return undefined;
    throw error;
  }
}

/** Undefined when the bytes (not gzipped) are no profile. */
export function glanceAt(profile: Uint8Array): ProfileGlance | undefined {
  try {
    return new Glance(profile).read();
  } catch (error) {
    if (error instanceof MalformedBytes) return undefined;
    throw error;
  }
}

class Glance {
  private readonly types: number[] = [];
  private readonly sums: number[] = [];
  private mapping: { file: number; buildId: number } | undefined;
  private readonly inner: Cursor;

  constructor(private readonly bytes: Uint8Array) {
    this.inner = new Cursor(bytes);
  }

  read(): ProfileGlance | undefined {
    const cursor = new Cursor(this.bytes);
    while (cursor.pos < cursor.end) {
      cursor.field();
      if (cursor.wireType === BYTES) this.message(cursor.fieldNumber, cursor.bodyStart, cursor.bodyEnd);
    }
    if (this.types.length === 0) return undefined;
    const { file = 0, buildId = 0 } = this.mapping ?? {};
    const texts = this.texts(new Set([...this.types, file, buildId]));
    const text = (id: number): string => texts.get(id) ?? '';
    const totals = new Map(this.types.map((type, i) => [text(type), this.sums[i] ?? 0]));
    return { totals, program: text(file), buildId: text(buildId) };
  }

  private message(field: number, start: number, end: number): void {
    if (field === SAMPLE) this.sample(start, end);
    else if (field === SAMPLE_TYPE) {
      if (this.types.length < MOST_TYPES) this.types.push(this.numbers(start, end).get(1) ?? 0);
    } else if (field === MAPPING && !this.mapping) {
      const numbers = this.numbers(start, end);
      this.mapping = { file: numbers.get(5) ?? 0, buildId: numbers.get(6) ?? 0 };
    }
  }

  /** Values are packed, or one field each. */
  private sample(start: number, end: number): void {
    const { inner } = this;
    let at = 0;
    inner.seek(start, end);
    while (inner.pos < end) {
      inner.field();
      if (inner.fieldNumber !== 2) continue;
      if (inner.wireType === VARINT) this.add(at++, inner.signed());
      if (inner.wireType !== BYTES) continue;
      const after = inner.pos;
      inner.seek(inner.bodyStart, inner.bodyEnd);
      while (inner.pos < inner.end) {
        inner.varint();
        this.add(at++, inner.signed());
      }
      inner.seek(after, end);
    }
  }

  private add(type: number, value: number): void {
    if (type < MOST_TYPES) this.sums[type] = (this.sums[type] ?? 0) + value;
  }

  private numbers(start: number, end: number): Map<number, number> {
    const { inner } = this;
    const out = new Map<number, number>();
    inner.seek(start, end);
    while (inner.pos < end) {
      inner.field();
      if (inner.wireType === VARINT) out.set(inner.fieldNumber, inner.unsigned());
    }
    return out;
  }

  /** The wanted strings alone: a table may hold millions of empty ones. */
  private texts(wanted: ReadonlySet<number>): Map<number, string> {
    const texts = new Map<number, string>();
    const cursor = new Cursor(this.bytes);
    for (let id = 0; cursor.pos < cursor.end && texts.size < wanted.size; ) {
      cursor.field();
      if (cursor.fieldNumber !== STRING || cursor.wireType !== BYTES) continue;
      if (wanted.has(id))
        texts.set(id, new TextDecoder().decode(this.bytes.subarray(cursor.bodyStart, cursor.bodyEnd)));
      id++;
    }
    return texts;
  }
}
