// Which questions do the views of one dump ask, and what are they told?

import type { Site } from '../model/finding.ts';
import type { FlameTree } from './flame.ts';

/** `name → (request, answer)`; the page may ask these and no others. */
export interface ViewQueries {
  readonly flame: { readonly request: FlameRequest; readonly answer: FlameTree };
  readonly rows: { readonly request: RowsRequest; readonly answer: RowsTable };
  readonly neighbours: { readonly request: NeighboursRequest; readonly answer: NeighbourRows };
  readonly source: { readonly request: SourceRequest; readonly answer: SourceListing };
  readonly goroutines: { readonly request: GoroutinesRequest; readonly answer: GoroutineTable };
  readonly timeline: { readonly request: { readonly dump: number }; readonly answer: Timeline };
}

export type ViewName = keyof ViewQueries;

export interface FlameRequest {
  readonly dump: number;
  readonly sampleType: number;
  /** From the roots of the stacks down, or from their leaves up. */
  readonly direction: 'callees' | 'callers';
  /** A function that the tree begins at, or empty. */
  readonly focus: string;
  /** Functions from the root to the node looked at: below it more nodes are sent than elsewhere. */
  readonly under: readonly string[];
  /** Functions left out; what they cost is their callers'. */
  readonly hidden: readonly string[];
  readonly foldLibraries: boolean;
  readonly foldRuntime: boolean;
  /** Beside the baseline's dump of the same kind. */
  readonly compare?: boolean;
  /** Of a trace: the part that is counted; absent for all of it. */
  readonly range?: TimeRange;
}

export type RowsBy = 'functions' | 'lines' | 'files' | 'packages';

export interface RowsRequest {
  readonly dump: number;
  readonly by: RowsBy;
  readonly compare?: boolean;
  readonly range?: TimeRange;
}

/** Columns, one row per function (line, file, package) with any value. */
export interface RowsTable {
  readonly dump: number;
  readonly by: RowsBy;
  readonly sampleTypes: readonly { readonly type: string; readonly unit: string; readonly total: number }[];
  readonly names: readonly string[];
  /** Index into `fileNames`, or -1. */
  readonly file: Int32Array;
  readonly fileNames: readonly string[];
  /** 0 when unknown. */
  readonly line: Int32Array;
  /** `FLAME_OWN`, `FLAME_LIBRARY` or `FLAME_RUNTIME`. */
  readonly owner: Uint8Array;
  /** One column per sample type. */
  readonly flat: readonly Float64Array[];
  readonly cum: readonly Float64Array[];
  /** What the baseline's dump has, where that was asked for; rows of either are there. */
  readonly base?: {
    readonly flat: readonly Float64Array[];
    readonly cum: readonly Float64Array[];
    readonly totals: readonly number[];
    /** What its values are to be multiplied by to be of the same length of time. */
    readonly scale: number;
    /** The dump's sample types that the columns are of: those that both have. */
    readonly types: readonly number[];
  };
}

export interface NeighboursRequest {
  readonly dump: number;
  readonly by: RowsBy;
  readonly name: string;
  readonly sampleType: number;
  readonly compare?: boolean;
  readonly range?: TimeRange;
}

export interface NeighbourRow {
  readonly name: string;
  /** In the sample type's unit: of the samples where one calls the other directly. */
  readonly value: number;
}

/** Greatest first, cut to what people read. */
export interface NeighbourRows {
  readonly callers: readonly NeighbourRow[];
  readonly callees: readonly NeighbourRow[];
}

export interface SourceRequest {
  readonly dump: number;
  readonly function: string;
  readonly range?: TimeRange;
}

/** The lines of a function with their numbers, as `go tool pprof -list` counts them. */
export interface SourceListing {
  readonly function: string;
  /** Where the function begins, when it is in reach. */
  readonly site: Site | null;
  /** As the dump names it. */
  readonly file: string;
  /** Where the function begins, or the line of it that the dump names. */
  readonly begins: number;
  readonly sampleTypes: readonly { readonly type: string; readonly unit: string; readonly total: number }[];
  readonly lines: readonly SourceLine[];
  /** Why there are no texts, or why they may not be those of the numbers; or empty. */
  readonly fault: string;
}

export interface SourceLine {
  readonly line: number;
  /** Null where the source is not in reach. */
  readonly text: string | null;
  /** One per sample type. */
  readonly flat: readonly number[];
  readonly cum: readonly number[];
}

/** A part of a trace, in ns since its first instant. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface GoroutinesRequest {
  readonly dump: number;
  /** Null for the whole trace; other dumps have one moment only. */
  readonly range: TimeRange | null;
  readonly compare?: boolean;
}

/** Goroutines that one line gave birth to, or that one function runs where no line is known. */
export interface GoroutineRow {
  /** Most goroutines of the group began with it. */
  readonly start: string;
  /** Other start functions in the group. */
  readonly otherStarts: number;
  /** The line that created them, else the library's function that did, else empty. */
  readonly site: Site | null;
  readonly creator: string;
  /** In the range; null where the dump cannot tell. */
  readonly born: number | null;
  readonly ended: number | null;
  /** At the end of the range. */
  readonly alive: number;
  /** Median age of those alive, in ns; null where the dump cannot tell. */
  readonly age: number | null;
  /** What most of those alive do at the end of the dump: `chan receive`, `running`; empty when unknown. */
  readonly state: string;
  /** Goroutines alive at even steps over the whole trace; empty for other dumps. */
  readonly spark: readonly number[];
  /** Why they waited, longest first. `ns` is 0 where the dump counts goroutines only. */
  readonly waits: readonly { readonly reason: string; readonly count: number; readonly ns: number }[];
  /** `function file:line`, leaf first: where most were created, or where they are. */
  readonly stack: readonly string[];
  /** Alive in the baseline's dump, where that was asked for. */
  readonly base?: number;
}

export interface GoroutineTable {
  readonly dump: number;
  readonly range: TimeRange | null;
  /** Null where the dump is one moment. */
  readonly durationNs: number | null;
  /** Sums over all rows. */
  readonly alive: number;
  /** The same in the baseline's dump, where that was asked for. */
  readonly baseAlive?: number;
  readonly rows: readonly GoroutineRow[];
}

/** A period of the whole program. */
export interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** One group of goroutines over time. */
export interface Lane {
  readonly start: string;
  readonly site: Site | null;
  readonly born: number;
  readonly ended: number;
  /** At even steps from 0 to the end. */
  readonly alive: readonly number[];
  /** What its goroutines did, in ns over the trace; zeros where the trace does not tell. */
  readonly running: number;
  readonly runnable: number;
  readonly syscall: number;
  readonly waiting: number;
}

export interface Timeline {
  readonly dump: number;
  readonly durationNs: number;
  readonly processors: number;
  /** Largest first. */
  readonly lanes: readonly Lane[];
  /** Groups beyond the lanes. */
  readonly otherGroups: number;
  readonly collections: readonly Band[];
  readonly stops: readonly Band[];
  readonly heap: readonly (readonly [time: number, bytes: number])[];
  readonly heapGoal: readonly (readonly [time: number, bytes: number])[];
}
