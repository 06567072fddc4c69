// Where did a frame lead?

import type { DriftState, MappedBy, Site } from '../model/finding.ts';
import type { OutsideRoot } from '../model/library-sources.ts';

/** The file is known and lies in the workspace. */
export interface Found {
  readonly kind: 'found';
  readonly site: Site;
  /** `inside`: the line lies inside the named function; `unchecked`: the file could not be read. */
  readonly fit: 'inside' | 'unchecked';
  /** What a reader should know: another version of the library, for example. Empty for nothing. */
  readonly note: string;
}

/** The file is known, but the line no longer lies inside the named function: the sources are of another day. */
export interface Stale {
  readonly kind: 'stale';
  readonly file: string;
  readonly mappedBy: MappedBy;
  readonly reason: string;
  /** `gone`: the function, or by git the line, is not there any more. */
  readonly drift: Extract<DriftState, 'changed' | 'gone'>;
  /** Where the line would be, as far as git tells; else 0. */
  readonly line: number;
  /** Lines of the function as the workspace has it, or undefined when it is gone. */
  readonly function: { readonly line: number; readonly endLine: number } | undefined;
}

/** Several files fit, or one fits without enough proof: people choose. */
export interface Tied {
  readonly kind: 'tied';
  readonly candidates: readonly Site[];
  readonly reason: string;
}

/** Not in the workspace. `path` is relative to the root, with `/`; with root `mapped` it is absolute. */
export interface Outside {
  readonly kind: 'outside';
  readonly root: OutsideRoot;
  readonly path: string;
  readonly mappedBy: MappedBy;
  readonly recorded: string;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly recorded: string;
  readonly reason: string;
}

export type Resolution = Found | Stale | Tied | Outside | Unknown;
