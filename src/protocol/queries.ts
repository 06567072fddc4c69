// Which questions can be asked of an investigation, from any thread? Each is named once, here.

import type { Release } from '../model/git-access.ts';
import type { FolderMap } from '../source/resolve-rules.ts';
import type { WorkspaceFolder } from '../source/workspace-files.ts';
import type { Mark, PackageUse, RecordedFolder, Report, SourcePlace, TopTable } from './answers.ts';
import type { Exported } from './exported-samples.ts';
import type { ViewQueries } from './views.ts';

/** A dump to read: bytes in hand, or a path that the worker can open by itself. */
export type DumpInput =
  | { readonly path: string; readonly file: string }
  | { readonly path: string; readonly bytes: Uint8Array };

/** `name → (request, answer)`. */
export interface Queries extends ViewQueries {
  /** Opens dumps, forgetting the ones before, and judges them. */
  readonly open: {
    readonly request: {
      readonly inputs: readonly DumpInput[];
      readonly workspace: WorkspaceInput;
      readonly options?: OpenOptions;
      /** The dumps of another incident, to compare with. */
      readonly baseline?: readonly DumpInput[];
    };
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
  readonly marks: { readonly request: MarksRequest | null; readonly answer: readonly Mark[] };
  /** Where a line that some dump names can be read, in the workspace or outside; other files are refused. */
  readonly sourceOf: { readonly request: SourceRequest; readonly answer: SourcePlace };
  /** Folders of the building machine that a folder map could settle: several fit first, then one's own, then libraries'. */
  readonly recordedFolders: { readonly request: null; readonly answer: readonly RecordedFolder[] };
  /** The releases that git knows of the folders in which the incident was opened, newest first. */
  readonly releases: { readonly request: null; readonly answer: readonly Release[] };
  /** All samples of one profile, for export. */
  readonly samples: { readonly request: { readonly dump: number }; readonly answer: Exported };
  /** Import paths of the libraries that the dumps name. */
  readonly libraries: { readonly request: null; readonly answer: readonly string[] };
  /** Where the workspace's own files use a package, in the order of files and lines. */
  readonly uses: {
    readonly request: { readonly package: string };
    readonly answer: readonly PackageUse[];
  };
}

/** A line as a dump names it, or with line 0 a function; `function` tells lines of one file apart, where it is known. */
export interface SourceRequest {
  readonly file: string;
  readonly line: number;
  readonly function?: string;
}

/** Which marks are wanted; `null` and `{}` mean those of all dumps that are worth a look. */
export interface MarksRequest {
  /** Heat and text come from this dump and sample type alone; tables keep all dumps. */
  readonly only?: {
    readonly dump: number;
    readonly sampleType: number;
    /** Of a profile: only the samples that pass through this function. */
    readonly function?: string;
  };
  /** 0 to 1: lines with a smaller share are left out, suspects apart. */
  readonly minShare?: number;
}

/** How dumps are judged and told, where it is not as usual. */
export interface OpenOptions {
  /** Lines that came after this revision are told and weighed: `v1.7.0`, or a range `v1.7.0..v1.8.0`. Asks git. */
  readonly since?: string;
  /** The revision from which the profiled program was built, where that is not the checkout. Asks git. */
  readonly builtFrom?: string;
  /** The user's word on where recorded folders are. */
  readonly folderMap?: readonly FolderMap[];
  /** Bytes at which the process would be killed: how long until then is forecast. */
  readonly memoryLimit?: number;
  /** Judge without what is known about single libraries. */
  readonly generalRulesOnly?: boolean;
  /** Hide labels, arguments, host names and paths outside the workspace in every answer. */
  readonly redact?: boolean;
  /** How far a dump may expand, where the user chose that: bytes. */
  readonly maxExpandedBytes?: number;
}

/** The workspace as the investigation needs it; texts are asked for when they are needed. */
export type WorkspaceInput =
  | { readonly kind: 'none' }
  /** Folders on the disk of the machine where the investigation runs. */
  | { readonly kind: 'folders'; readonly folders: readonly string[] }
  /** Folders that only the asker can reach: their files are asked for over the same port (`file-questions.ts`). */
  | { readonly kind: 'asked'; readonly folders: readonly WorkspaceFolder[] };

export type QueryName = keyof Queries;

/** How far a long query has come. */
export interface Progress {
  readonly step: string;
  /** 0 to 1. */
  readonly share: number;
  /** What the first part of a long trace says, while the rest of it is read. */
  readonly preview?: TracePreview;
}

/** The goroutines of the first part of a trace. */
export interface TracePreview {
  readonly path: string;
  /** Parts of about a second that were read. */
  readonly generations: number;
  readonly durationNs: number;
  readonly born: number;
  readonly ended: number;
  /** At the end of the part. */
  readonly alive: number;
  /** Most births first, cut to what one glance takes in. */
  readonly starts: readonly {
    readonly function: string;
    readonly born: number;
    readonly ended: number;
    readonly alive: number;
  }[];
  /** Start functions that were left out. */
  readonly otherStarts: number;
}
