// Does a cancel end the thread in the middle of reading a large dump?
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { startNodeWorker } from '../../src/editor/platform/node-worker-handle.ts';
import { WorkerClient } from '../../src/editor/platform/worker-client.ts';
import { untranslated } from '../../src/editor/translate.ts';
import { batch, bytes, event, frequency, header } from '../formats/trace-bytes.ts';
import { drawProfile, len, packed } from '../support/protobuf.ts';

/** The promise to the one who waits. */
const ANSWER_MILLISECONDS = 200;
/** Five times the promise, for the thread itself: the machine may be busy. */
const END_MILLISECONDS = 1_000;

/** Megabytes of the same sample over and over. */
function largeProfile(megabytes: number): Uint8Array {
  const sample = Buffer.from(len(2, [...packed(1, new Array<number>(30).fill(1)), ...packed(2, [3, 4096])]));
  const samples = Buffer.alloc(Math.floor((megabytes << 20) / sample.length) * sample.length, sample);
  return Buffer.concat([samples, drawProfile()]);
}

const HEAP_ALLOC = 37;

/** Megabytes of one generation, all of it the size of the heap. */
function largeTrace(megabytes: number): Uint8Array {
  const events = Array.from({ length: 12_000 }, (_, i) => event(HEAP_ALLOC, 1, 1_000_000 + i));
  const heaps = Buffer.from(batch(1, 1, 1000, ...events));
  const batches = Buffer.alloc(Math.floor((megabytes << 20) / heaps.length) * heaps.length, heaps);
  return Buffer.concat([bytes(header(26)), batches, bytes(frequency(1, 1_000_000_000))]);
}

const INPUTS: readonly (readonly [name: string, make: () => Uint8Array])[] = [
  ['profile', () => largeProfile(96)],
  ['trace', () => largeTrace(96)],
];

for (const [name, make] of INPUTS)
  test(`a cancel in the middle of a large ${name} is answered at once, and ends the thread`, async () => {
    let ended: (at: number) => void = () => {};
    const end = new Promise<number>((resolve) => (ended = resolve));
    const client = new WorkerClient(() => {
      const handle = startNodeWorker(path.resolve('dist/worker.js'));
      handle.onEnd(() => ended(performance.now()));
      return handle;
    }, untranslated);
    const controller = new AbortController();
    let begun: () => void = () => {};
    const reading = new Promise<void>((resolve) => (begun = resolve));
    const request = { inputs: [{ path: name, bytes: make() }], workspace: { kind: 'none' } } as const;
    const options = { signal: controller.signal, onProgress: () => begun() };
    let isSettled = false;
    const asked = client.ask('open', request, options).finally(() => (isSettled = true));
    await Promise.race([reading, asked]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(isSettled, false, 'it was read before it could be cancelled');
    const began = performance.now();
    controller.abort();
    assert.deepEqual(await asked, { kind: 'cancelled' });
    const answered = performance.now() - began;
    assert.ok(answered < ANSWER_MILLISECONDS, `answered after ${answered} ms`);
    const stopped = (await end) - began;
    assert.ok(stopped < END_MILLISECONDS, `ended after ${stopped} ms`);
  });
