// Does what the first part of a long trace says reach the one who waits, while the rest is read in the worker?
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { startNodeWorker } from '../../src/editor/platform/node-worker-handle.ts';
import { WorkerClient } from '../../src/editor/platform/worker-client.ts';
import { untranslated } from '../../src/editor/translate.ts';
import type { Progress } from '../../src/protocol/queries.ts';
import {
  batch,
  bytes,
  END_OF_GENERATION,
  event,
  header,
  stacks,
  strings,
  sync,
} from '../formats/trace-bytes.ts';

const GO_CREATE = 14;

/** One part: a goroutine is born 10 ns after its begin. */
const part = (generation: number) => [
  ...sync(generation, generation * 1000, 1e9, 1, 0),
  ...batch(generation, 1, generation * 1000, event(GO_CREATE, 10, generation, 1, 0)),
  ...stacks(generation, { id: 1, frames: [[1, 1, 3]] }),
  ...strings(generation, 'main.work'),
  ...END_OF_GENERATION,
];

test('births per start function arrive with the progress, before the answer', async () => {
  const client = new WorkerClient(() => startNodeWorker(path.resolve('dist/worker.js')), untranslated);
  const seen: Progress[] = [];
  const outcome = await client.ask(
    'open',
    {
      inputs: [{ path: 'long.trace', bytes: bytes(header(26), ...[1, 2, 3, 4, 5].map(part)) }],
      workspace: { kind: 'none' },
    },
    { onProgress: (progress) => seen.push(progress) },
  );
  assert.equal(outcome.kind, 'answer');
  const previews = seen.flatMap(({ preview, share }) => (preview ? [{ ...preview, share }] : []));
  assert.deepEqual(
    previews.map(({ generations }) => generations).filter((n, i, all) => n !== all[i - 1]),
    [1, 2, 4],
  );
  const [first] = previews;
  assert.ok(first.share < 0.5, `${first.share}`);
  assert.deepEqual([first.path, first.born, first.ended, first.alive], ['long.trace', 1, 0, 1]);
  assert.deepEqual(first.starts, [{ function: 'main.work', born: 1, ended: 0, alive: 1 }]);
  client.stop();
});
