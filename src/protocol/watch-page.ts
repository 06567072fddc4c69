// What do the page of a watched service and the editor say to each other?

export interface WatchedSize {
  /** Unix ms. */
  readonly at: number;
  /** null: that look did not tell. */
  readonly goroutines: number | null;
  readonly heapBytes: number | null;
}

/** What takes the dumps when it is passed; what is left out never does. Slopes are per second. */
export interface WatchedLimits {
  readonly goroutines?: number;
  readonly heapBytes?: number;
  readonly goroutinesPerSecond?: number;
  readonly heapBytesPerSecond?: number;
}

export interface WatchPicture {
  /** The service, without credentials. */
  readonly target: string;
  /** The newest last. */
  readonly sizes: readonly WatchedSize[];
  /** null: too few looks to tell. */
  readonly goroutinesPerSecond: number | null;
  readonly heapBytesPerSecond: number | null;
  readonly limits: WatchedLimits;
  readonly everyMs: number;
  readonly phase: 'watching' | 'taking' | 'ended';
  /** Why the last look failed, what was passed, what is taken, or how it ended; may be empty. */
  readonly note: string;
}

export type ToWatchPage = { readonly type: 'watched'; readonly picture: WatchPicture };

/** All that the page can ask for. */
export type FromWatchPage =
  | { readonly type: 'ready' }
  /** Take the dumps now, whatever was passed. */
  | { readonly type: 'takeNow' }
  | { readonly type: 'stop' };

export function readFromWatchPage(value: unknown): FromWatchPage | undefined {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return type === 'ready' || type === 'takeNow' || type === 'stop' ? { type } : undefined;
}
