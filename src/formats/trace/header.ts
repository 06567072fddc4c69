// Is this an execution trace, and of which format version?

import type { ByteSource } from '../../bytes/source.ts';
import { UnreadableDump } from '../../model/problems.ts';

/** Bytes of the header: `go 1.N trace`, padded with NUL. */
export const HEADER_BYTES = 16;

const FIRST_V1 = 11;
const FIRST_V2 = 22;
const NEWEST = 26;
/** Format versions that Go wrote between {@link FIRST_V1} and {@link NEWEST}. */
const WRITTEN: ReadonlySet<number> = new Set([11, 19, 21, 22, 23, 25, 26]);

/** The N of `go 1.N trace`, or undefined when the bytes are something else. */
export function traceVersion(head: Uint8Array): number | undefined {
  if (head.length < HEADER_BYTES) return undefined;
  const text = String.fromCharCode(...head.subarray(0, HEADER_BYTES));
  const match = /^go 1\.(\d{1,3}) trace\0+$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** The version in the header of a trace that can be read. */
export function readHeader(source: ByteSource): number {
  const version = traceVersion(source.read(0, HEADER_BYTES));
  if (version === undefined)
    throw new UnreadableDump(
      'No execution trace: the header "go 1.N trace" is missing',
      'Save the trace again, for example: curl -o trace.out http://HOST/debug/pprof/trace?seconds=5',
      0,
    );
  if (version < FIRST_V1)
    throw new UnreadableDump(
      `An execution trace of Go 1.${version}`,
      'Traces can be read from Go 1.11 on; record it with a newer Go.',
      0,
    );
  return version;
}

/** True for the format of Go 1.22 and later. */
export function isV2(version: number): boolean {
  return version >= FIRST_V2;
}

/** True when the version is one that was known when this reader was written. */
export function isKnownVersion(version: number): boolean {
  return WRITTEN.has(version);
}

/** True for a version after the last that this reader knows. */
export function isNewer(version: number): boolean {
  return version > NEWEST;
}
