// How long may one input be read, and how much memory may it take?

const MEGABYTE = 1e6;

/** A second per megabyte; small inputs may be those that a collection of garbage, or the compiler, falls upon. */
const MILLISECONDS = 100;
const MILLISECONDS_PER_BYTE = 1000 / MEGABYTE;

/** What a reader may take for any input, and per byte that it reads: as the readers promise for profiles. */
const BYTES = 60 * MEGABYTE;
const BYTES_PER_BYTE = 4;

/** Gzip may expand this far here: little, so that a bomb is refused after a few milliseconds. */
export const MOST_EXPANDED_BYTES = 8 << 20;

/** The heap of the thread, where whatever is alive after a collection counts. */
export const HEAP_MEGABYTES = Math.ceil((BYTES + BYTES_PER_BYTE * MOST_EXPANDED_BYTES) / MEGABYTE);

/** Without an end after so many, a thread is ended. */
export const HANG_MILLISECONDS = 1000;

/** Of processor time, which the load of the machine does not change. */
export function mostMilliseconds(bytes: Uint8Array): number {
  return MILLISECONDS + MILLISECONDS_PER_BYTE * bytes.length;
}

/** Outside the heap, where the columns are; of `expands` to what it may become. */
export function mostBytes(bytes: Uint8Array, expands: boolean): number {
  return BYTES + BYTES_PER_BYTE * (expands ? MOST_EXPANDED_BYTES : bytes.length);
}

/** Processor time of this process until now, in milliseconds: never less than that of one of its threads. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
