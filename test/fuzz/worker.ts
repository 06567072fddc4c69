// The inside of the thread that reads mutated inputs, one after the other. (It may be ended at any moment.)
import { parentPort, workerData } from 'node:worker_threads';
import { inputOf, type ParserName, readInput } from './parsers.ts';

/** What the thread is told, and what it tells while it runs. */
export interface FuzzJob {
  readonly parser: ParserName;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** [0]: the input that is being read. */
  readonly current: Int32Array;
}

export interface FuzzMessage {
  readonly index: number;
  readonly what: string;
}

/** Memory outside the heap that one input may leave behind: this much, and per byte of it. */
const FREE_BYTES = 64 << 20;
const BYTES_PER_BYTE = 1000;

const job = workerData as FuzzJob;
const tell = (message: FuzzMessage) => parentPort?.postMessage(message);

for (let index = job.from; index < job.to; index++) {
  Atomics.store(job.current, 0, index);
  const bytes = inputOf(job.parser, job.seed, index);
  const before = process.memoryUsage().arrayBuffers;
  try {
    readInput(job.parser, bytes);
  } catch (error) {
    tell({ index, what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  const taken = process.memoryUsage().arrayBuffers - before;
  if (taken > FREE_BYTES + BYTES_PER_BYTE * bytes.length)
    tell({ index, what: `${taken} bytes of memory for an input of ${bytes.length} bytes` });
}
