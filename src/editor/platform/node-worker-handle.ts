// How is the worker started where the extension runs in node?

import { Worker } from 'node:worker_threads';
import type { WorkerHandle } from './worker-client.ts';

/** Columns are outside this heap; what must fit are the answers and the symbols. */
const HEAP_MEGABYTES = 4096;

export function startNodeWorker(script: string): WorkerHandle {
  const worker = new Worker(script, {
    name: 'culprit',
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  const ends: ((reason: string) => void)[] = [];
  let told = false;
  const tell = (reason: string): void => {
    if (!told) for (const end of ends) end(reason);
    told = true;
  };
  worker.on('error', (error: Error) => tell(error.message));
  worker.on('exit', (code) => tell(`exit code ${code}`));
  return {
    postMessage: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    terminate: () => void worker.terminate(),
    onEnd: (listener) => void ends.push(listener),
  };
}
