// Which questions can be asked of an investigation, from any thread? Each is named once, here.

import type { Mark, Report, TopTable } from './answers.ts';

/** A dump to read: bytes in hand, or a path that the worker can open by itself. */
export type DumpInput =
  | { readonly path: string; readonly file: string }
  | { readonly path: string; readonly bytes: Uint8Array };

/** `name → (request, answer)`. */
export interface Queries {
  /** Opens dumps, forgetting the ones before, and judges them. */
  readonly open: {
    readonly request: { readonly inputs: readonly DumpInput[]; readonly workspace: WorkspaceInput };
    readonly answer: Report;
  };
  readonly top: {
    readonly request: {
      readonly dump: number;
      readonly orderBy: { readonly sampleType: number; readonly by: 'flat' | 'cum' };
      readonly limit: number;
    };
    readonly answer: TopTable;
  };
  readonly marks: { readonly request: null; readonly answer: readonly Mark[] };
}

/** The workspace as the investigation needs it; texts are asked for when they are needed. */
export type WorkspaceInput =
  | { readonly kind: 'none' }
  /** Folders on the disk of the machine where the investigation runs. */
  | { readonly kind: 'folders'; readonly folders: readonly string[] };

export type QueryName = keyof Queries;

/** How far a long query has come. */
export interface Progress {
  readonly step: string;
  /** 0 to 1. */
  readonly share: number;
}
