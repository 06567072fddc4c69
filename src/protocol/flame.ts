// How does a call tree travel to the page? As columns, cut to what a page can draw.
//
//   name      main  work  parse  store
//   parent     -1     0      1      1
//   depth       0     1      2      2
//   total      10    10      6      3
//   self        0     1      6      3

/** At most this many nodes and bytes are sent at once; what is smaller is fetched as one zooms in. */
export const MOST_FLAME_NODES = 50_000;
export const MOST_FLAME_BYTES = 2_000_000;

/** Whose code a node is: the reader's, a dependency's, Go's own. */
export const FLAME_OWN = 0;
export const FLAME_LIBRARY = 1;
export const FLAME_RUNTIME = 2;

/** One row per node; parents come before their children, the root is row 0. */
export interface FlameTree {
  readonly dump: number;
  readonly sampleType: number;
  readonly unit: string;
  readonly names: readonly string[];
  /** Index into `names`. */
  readonly name: Int32Array;
  /** Row of the caller, or -1. */
  readonly parent: Int32Array;
  /** In `unit`: of the node alone, and with all that it calls. */
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly depth: Uint16Array;
  /** `FLAME_OWN`, `FLAME_LIBRARY` or `FLAME_RUNTIME`. */
  readonly owner: Uint8Array;
  /** Nodes that were too small to be sent. */
  readonly leftOut: number;
  /** The other sample types: with all that a node calls. */
  readonly others?: readonly {
    readonly type: string;
    readonly unit: string;
    readonly total: Float64Array;
  }[];
  /** Beside a baseline: `total` is `now` and the scaled `base` together. */
  readonly compared?: {
    readonly now: Float64Array;
    readonly base: Float64Array;
    /** What `base` is to be multiplied by to be of the same length of time. */
    readonly scale: number;
  };
}
