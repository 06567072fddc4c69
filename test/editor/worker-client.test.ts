// Does a cancel stop the work at once, and does a crash end in words?

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startNodeWorker } from '../../src/editor/platform/node-worker-handle.ts';
import { WorkerClient } from '../../src/editor/platform/worker-client.ts';
import { untranslated } from '../../src/editor/translate.ts';

const folder = mkdtempSync(join(tmpdir(), 'worker-client-'));
after(() => rmSync(folder, { recursive: true }));
let scripts = 0;

/** A client of a real thread that runs `onAsk` for every question; `starts` counts threads. */
function clientOf(onAsk: string): { client: WorkerClient; starts: () => number } {
  const script = join(folder, `${++scripts}.cjs`);
  writeFileSync(
    script,
    `const { parentPort: port } = require('node:worker_threads');
     let asked = 0;
     port.on('message', (m) => { asked++; const answer = (value) => port.postMessage({ type: 'outcome', id: m.id, outcome: { kind: 'answer', value } }); ${onAsk} });`,
  );
  let starts = 0;
  const client = new WorkerClient(() => {
    starts++;
    return startNodeWorker(script);
  }, untranslated);
  return { client, starts: () => starts };
}

test('the worker starts with the first question and stays for the next', async () => {
  const { client, starts } = clientOf('answer([asked])');
  assert.deepEqual([starts(), client.isRunning], [0, false]);
  const outcomes = [await client.ask('marks', null), await client.ask('marks', null)];
  assert.deepEqual(
    [outcomes[0], outcomes[1], starts()],
    [{ kind: 'answer', value: [1] }, { kind: 'answer', value: [2] }, 1],
  );
  client.stop();
});

test('a cancel stops a worker that never listens, within 200 ms, and the next question has a fresh one', async () => {
  const { client, starts } = clientOf(`if (m.name === 'marks') for (;;); answer('fresh')`);
  const controller = new AbortController();
  const asked = client.ask('marks', null, { signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve, 150));
  const began = performance.now();
  controller.abort();
  assert.deepEqual(await asked, { kind: 'cancelled' });
  assert.ok(performance.now() - began < 200);
  const order = { sampleType: 0, by: 'cum' } as const;
  const next = await client.ask('top', { dump: 0, orderBy: order, limit: 1 });
  assert.deepEqual([next, starts()], [{ kind: 'answer', value: 'fresh' }, 2]);
  client.stop();
});

test('a worker that dies says why, and the next question has a fresh one', async () => {
  const { client } = clientOf(`if (m.name === 'marks') throw new Error('out of cheese'); answer('fresh')`);
  const outcome = await client.ask('marks', null);
  assert.equal(outcome.kind, 'failed');
  assert.match(outcome.kind === 'failed' ? outcome.message : '', /ended: out of cheese\. /);
  const order = { sampleType: 0, by: 'cum' } as const;
  assert.deepEqual(await client.ask('top', { dump: 0, orderBy: order, limit: 1 }), {
    kind: 'answer',
    value: 'fresh',
  });
  client.stop();
});

test('a worker that leaves in silence is noticed too', async () => {
  const { client } = clientOf('process.exit(3)');
  const outcome = await client.ask('marks', null);
  assert.match(outcome.kind === 'failed' ? outcome.message : '', /ended: exit code 3\. /);
});

test('a script that is not there is a failure in words', async () => {
  const client = new WorkerClient(() => startNodeWorker(join(folder, 'none.cjs')), untranslated);
  assert.equal((await client.ask('marks', null)).kind, 'failed');
});
