// One fresh process of the benchmark: how long does one wait in the editor, with a worker, for the first counts of a
// dump, for all of it, and after a cancel in the middle? Prints milliseconds as JSON.
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startNodeWorker } from '../../src/editor/platform/node-worker-handle.ts';
import { WorkerClient } from '../../src/editor/platform/worker-client.ts';
import { untranslated } from '../../src/editor/translate.ts';

const file = process.argv[2];
/** Where in the work the cancels come; the first ones while gzip is taken off. */
const MOMENTS = [0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9];

function start() {
  let ended: () => void = () => {};
  const end = new Promise<void>((resolve) => (ended = resolve));
  const client = new WorkerClient(() => {
    const handle = startNodeWorker(path.resolve('dist/worker.js'));
    handle.onEnd(ended);
    return handle;
  }, untranslated);
  return { client, end };
}

const request = { inputs: [{ path: file, file }], workspace: { kind: 'none' } } as const;

async function readWhole(): Promise<{ first?: number; whole: number }> {
  const { client, end } = start();
  const began = performance.now();
  let first: number | undefined;
  const outcome = await client.ask('open', request, {
    onProgress: ({ preview }) => {
      if (preview) first ??= performance.now() - began;
    },
  });
  const whole = performance.now() - began;
  if (outcome.kind !== 'answer') throw new Error(JSON.stringify(outcome));
  client.stop();
  await end;
  return { ...(first === undefined ? {} : { first }), whole };
}

interface Cancelled {
  readonly answered: number;
  readonly ended: number;
}

/** Cancels after a part of the time that the whole takes; undefined where the reading was over before. */
async function cancelAt(ms: number): Promise<Cancelled | undefined> {
  const { client, end } = start();
  const controller = new AbortController();
  const asked = client.ask('open', request, { signal: controller.signal });
  await pause(ms);
  const began = performance.now();
  controller.abort();
  const outcome = await asked;
  const answered = performance.now() - began;
  client.stop();
  await end;
  if (outcome.kind !== 'cancelled') return undefined;
  return { answered, ended: performance.now() - began };
}

async function main(): Promise<void> {
  const { first, whole } = await readWhole();
  const cancels: Cancelled[] = [];
  for (const share of MOMENTS) {
    const cancelled = await cancelAt(share * whole);
    if (cancelled) cancels.push(cancelled);
  }
  const worst = (of: keyof Cancelled) => Math.max(...cancels.map((cancelled) => cancelled[of]));
  console.log(JSON.stringify({ first, whole, answered: worst('answered'), ended: worst('ended') }));
}

void main();
