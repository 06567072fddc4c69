// How is the worker started where the extension runs in a web page's worker?

import type { WorkerHandle } from './worker-client.ts';

/**
 * The script is fetched through the editor and started from memory: a worker may not be loaded from the
 * extension's own address, which is of another origin. Messages wait until it runs.
 */
export function startWebWorker(script: () => Promise<Uint8Array>): WorkerHandle {
  const listeners: ((message: unknown) => void)[] = [];
  const ends: ((reason: string) => void)[] = [];
  const waiting: unknown[] = [];
  let worker: Worker | undefined;
  let ended = false;
  const tell = (reason: string): void => {
    if (!ended) for (const end of ends) end(reason);
    ended = true;
  };
  const run = (bytes: Uint8Array): void => {
    if (ended) return;
    const address = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'text/javascript' }));
    worker = new Worker(address, { name: 'culprit' });
    // Not before: VS Code's own wrapper around workers loads the address once more.
    worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      for (const listener of listeners) listener(data);
    };
    worker.onerror = ({ message }) => tell(message || 'it could not be started');
    for (const message of waiting.splice(0)) worker.postMessage(message);
  };
  script().then(run, (error: unknown) => tell(String(error)));
  return {
    postMessage: (message) => (worker ? worker.postMessage(message) : void waiting.push(message)),
    onMessage: (listener) => void listeners.push(listener),
    terminate: () => {
      ended = true;
      worker?.terminate();
    },
    onEnd: (listener) => void ends.push(listener),
  };
}
