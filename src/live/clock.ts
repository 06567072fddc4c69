// What time is it, and how is a while waited?

export interface Clock {
  /** Unix time in ms. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** `2026-11-23T21:03:07.642Z` */
export function rfc3339(unixMs: number): string {
  return new Date(unixMs).toISOString();
}

/** `20261123T210307Z`: fit for a file's name on every system. */
export function compactTime(unixMs: number): string {
  return rfc3339(unixMs).replace(/[-:]|\.\d+/g, '');
}
