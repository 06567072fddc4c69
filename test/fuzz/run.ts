// Does any mutated input crash a parser, hang it, or take its memory?  npm run fuzz -- --runs N
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { HANG_MILLISECONDS, HEAP_MEGABYTES, processorTime } from './bounds.ts';
import { inputOf, PARSERS, type ParserName } from './parsers.ts';
import type { FuzzJob, FuzzMessage } from './worker.ts';

const FINDS = 'test/fixtures/finds';
/** After so many finds of one run the rest are likely the same. */
const MOST_FINDS = 20;

export interface Find {
  readonly parser: ParserName;
  readonly index: number;
  readonly what: string;
}

/** Reads `runs` mutated inputs in a thread, started again after each input that ended it. */
export async function fuzz(worker: string, parser: ParserName, seed: number, runs: number): Promise<Find[]> {
  const finds: Find[] = [];
  let from = 0;
  while (from < runs && finds.length < MOST_FINDS) {
    const end = await runThread(worker, { parser, seed, from, to: runs });
    finds.push(...end.messages.map((message) => ({ parser, ...message })));
    from = end.next;
  }
  return finds;
}

interface ThreadEnd {
  readonly messages: readonly FuzzMessage[];
  /** The input to go on with. */
  readonly next: number;
}

function runThread(script: string, part: Omit<FuzzJob, 'current'>): Promise<ThreadEnd> {
  const current = new Int32Array(new SharedArrayBuffer(4)).fill(part.from);
  const job: FuzzJob = { ...part, current };
  const worker = new Worker(script, {
    workerData: job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  const messages: FuzzMessage[] = [];
  let seen = -1;
  let since = processorTime();
  const watch = setInterval(() => {
    const index = Atomics.load(current, 0);
    if (index !== seen) [seen, since] = [index, processorTime()];
    else if (processorTime() - since > HANG_MILLISECONDS)
      endWith(`no end after ${HANG_MILLISECONDS} ms of processor time`);
  }, 100);
  let fault: string | undefined;
  const endWith = (what: string) => {
    fault ??= what;
    void worker.terminate();
  };
  worker.on('message', (message: FuzzMessage) => {
    messages.push(message);
    if (messages.length >= MOST_FINDS) void worker.terminate();
  });
  worker.on('error', (error: Error) => endWith(error.message));
  return new Promise((resolve) => {
    worker.on('exit', () => {
      clearInterval(watch);
      const index = Atomics.load(current, 0);
      if (fault !== undefined) messages.push({ index, what: fault });
      resolve({ messages, next: fault === undefined && messages.length < MOST_FINDS ? part.to : index + 1 });
    });
  });
}

/** Keeps the input for ever: the tests read it again. */
function keep({ parser, index }: Find, seed: number): string {
  fs.mkdirSync(FINDS, { recursive: true });
  const file = `${FINDS}/${parser}-${seed}-${index}.bin`;
  fs.writeFileSync(file, inputOf(parser, seed, index));
  return file;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, seed: { type: 'string' }, parser: { type: 'string' } },
  });
  const runs = Number(values.runs ?? 10_000);
  const seed = Number(values.seed ?? 1);
  const parsers = PARSERS.filter((name) => values.parser === undefined || name === values.parser);
  if (!(runs > 0) || !Number.isInteger(seed) || parsers.length === 0) {
    console.error(`usage: npm run fuzz -- --runs N [--seed S] [--parser ${PARSERS.join('|')}]`);
    process.exitCode = 2;
    return;
  }
  let found = 0;
  for (const parser of parsers) {
    const began = performance.now();
    const finds = await fuzz(process.env.CULPRIT_FUZZ_WORKER ?? '', parser, seed, runs);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${parser}: ${runs} inputs of seed ${seed}, ${finds.length} finds (${seconds} s)`);
    for (const find of finds)
      console.log(`  ${keep(find, seed)}\n    ${find.what.split('\n').slice(0, 6).join('\n    ')}`);
    found += finds.length;
  }
  console.log(`${runs * parsers.length} inputs, ${found} finds`);
  if (found > 0) process.exitCode = 1;
}

if (process.env.CULPRIT_FUZZ_WORKER !== undefined) void main();
