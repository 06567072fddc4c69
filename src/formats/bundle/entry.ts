// What comes out of an archive?

import type { Problem } from '../../model/problems.ts';

/** One file of an archive. Its name is for showing only: nothing is ever written by it. */
export interface BundleEntry {
  readonly name: string;
  /** Its content, in memory, which is made when it is asked for. Throws UnreadableDump. */
  readonly open: () => BundleContent;
}

export interface BundleContent {
  readonly bytes: Uint8Array;
  /** What is wrong with it: its checksum, its length. */
  readonly problems: readonly Problem[];
}

/** Something in an archive that is not read, and why. An empty name means the archive itself. */
export interface SkippedEntry {
  readonly name: string;
  readonly found: string;
  readonly advice: string;
}

export interface Bundle {
  readonly entries: readonly BundleEntry[];
  readonly skipped: readonly SkippedEntry[];
}

/** Entries of one archive past which the rest is not read. */
export const MAX_ENTRIES = 10_000;

export const CUT_ARCHIVE: SkippedEntry = {
  name: '',
  found: 'an archive that ends early: files at its end are missing',
  advice: 'The copy or the upload was cut off: fetch it again.',
};

export const TOO_MANY: SkippedEntry = {
  name: '',
  found: `an archive of more than ${MAX_ENTRIES} files: the rest is not read`,
  advice: 'Unpack it and choose the dumps.',
};

const utf8 = new TextDecoder();

/** A name as archives store it; what is not UTF-8 becomes U+FFFD. */
export function entryName(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** What systems add to archives and nobody saved, and what a capture writes beside its dumps. */
export function isClutter(name: string): boolean {
  return (
    name.endsWith('/') || /(^|\/)(__MACOSX\/|\._|\.DS_Store$|pax_global_header$|manifest\.json$)/.test(name)
  );
}
