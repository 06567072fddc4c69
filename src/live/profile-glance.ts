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

const MOST_EXPANDED = 1024 ** 3;

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
  private readonly strings: Uint8Array[] = [];
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
    const totals = new Map(this.types.map((type, i) => [this.text(type), this.sums[i] ?? 0]));
    const { file = 0, buildId = 0 } = this.mapping ?? {};
    return { totals, program: this.text(file), buildId: this.text(buildId) };
  }

  private message(field: number, start: number, end: number): void {
    if (field === STRING) this.strings.push(this.bytes.subarray(start, end));
    else if (field === SAMPLE) this.sample(start, end);
    else if (field === SAMPLE_TYPE) this.types.push(this.numbers(start, end).get(1) ?? 0);
    else if (field === MAPPING && !this.mapping) {
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

  private text(id: number): string {
    const bytes = this.strings[id];
    return bytes === undefined ? '' : new TextDecoder().decode(bytes);
  }
}
