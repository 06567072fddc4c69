// The inside of the thread that reads mutated inputs, one after the other. (It may be ended at any moment.)
import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { mostBytes, mostMilliseconds, processorTime } from './bounds.ts';
import { expands, inputOf, type ParserName, readInput } from './parsers.ts';

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

const job = workerData as FuzzJob;
let index = job.from;
const tell = (what: string) => parentPort?.postMessage({ index, what } satisfies FuzzMessage);

function tellFault(error: unknown): void {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function readOne(): void {
  const bytes = inputOf(job.parser, job.seed, index);
  const before = getHeapStatistics().external_memory;
  const began = performance.now();
  try {
    readInput(job.parser, bytes);
  } catch (error) {
    tellFault(error);
  }
  // Other programs make waiting long, not work: asked for only then, since it takes time itself.
  if (performance.now() - began > mostMilliseconds(bytes)) checkTime(bytes);
  const taken = getHeapStatistics().external_memory - before;
  if (taken > mostBytes(bytes, expands(job.parser)))
    tell(`${taken} bytes of memory for an input of ${bytes.length} bytes`);
}

/** Reads again: what is slow stays slow; the compiler and the collector of garbage have gone by. */
function checkTime(bytes: Uint8Array): void {
  const times = [1, 2, 3].map(() => {
    const began = processorTime();
    try {
      readInput(job.parser, bytes);
    } catch {
      // Told before.
    }
    return processorTime() - began;
  });
  const least = Math.min(...times);
  if (least > mostMilliseconds(bytes))
    tell(`${least.toFixed()} ms of processor time for an input of ${bytes.length} bytes`);
}

async function readAll(): Promise<void> {
  for (; index < job.to; index++) {
    Atomics.store(job.current, 0, index);
    readOne();
    // Rejections that nobody handles are raised between turns.
    await setImmediate();
  }
}

process.on('unhandledRejection', tellFault);
void readAll();
