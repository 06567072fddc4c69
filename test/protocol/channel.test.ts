// Do questions come back answered, whatever happens on the way?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOver, createAsker, type Handle, type Port } from '../../src/protocol/channel.ts';
import type { Progress } from '../../src/protocol/queries.ts';

/** Two ports joined by a wire that clones, as a thread boundary does. `sent` counts both ways. */
function wire(): { near: Port; far: Port; sent: string[] } {
  const sent: string[] = [];
  const listeners = { near: (_: unknown): void => {}, far: (_: unknown): void => {} };
  const port = (own: 'near' | 'far', other: 'near' | 'far'): Port => ({
    postMessage: (message) => {
      sent.push(`${own} ${(message as { type: string }).type}`);
      const copy = structuredClone(message);
      queueMicrotask(() => listeners[other](copy));
    },
    onMessage: (listener) => {
      listeners[own] = listener;
    },
  });
  return { near: port('near', 'far'), far: port('far', 'near'), sent };
}

const marks = [
  { file: 'a.go', line: 3, function: 'f', heat: 2, text: '', numbers: [], finding: null },
] as const;
const answersMarks = (async (name: string) => {
  assert.equal(name, 'marks');
  return marks;
}) as unknown as Handle;

test('an answer reaches the one who asked', async () => {
  const { near, far } = wire();
  answerOver(far, answersMarks);
  assert.deepEqual(await createAsker(near).ask('marks', null), { kind: 'answer', value: marks });
});

test('answers find their questions in any order', async () => {
  const { near, far } = wire();
  const finish: (() => void)[] = [];
  let calls = 0;
  const handle = (async () => {
    const number = calls++;
    await new Promise<void>((resolve) => finish.push(resolve));
    return number;
  }) as unknown as Handle;
  answerOver(far, handle);
  const asker = createAsker(near);
  const both = [asker.ask('marks', null), asker.ask('marks', null)];
  await new Promise(setImmediate);
  finish[1]!();
  finish[0]!();
  assert.deepEqual(await Promise.all(both), [
    { kind: 'answer', value: 0 },
    { kind: 'answer', value: 1 },
  ]);
});

test('a failure is a value with the message', async () => {
  const { near, far } = wire();
  answerOver(far, async () => {
    throw new Error('HTML page "404 page not found"');
  });
  assert.deepEqual(await createAsker(near).ask('marks', null), {
    kind: 'failed',
    message: 'HTML page "404 page not found"',
  });
});

test('progress arrives before the answer', async () => {
  const { near, far } = wire();
  answerOver(far, (async (_name: string, _request: unknown, call: Parameters<Handle>[2]) => {
    call.onProgress({ step: 'reading', share: 0.5 });
    return marks;
  }) as unknown as Handle);
  const seen: Progress[] = [];
  await createAsker(near).ask('marks', null, { onProgress: (progress) => seen.push(progress) });
  assert.deepEqual(seen, [{ step: 'reading', share: 0.5 }]);
});

test('a cancelled question is settled at once, the answerer is told, and nothing comes after', async () => {
  const { near, far, sent } = wire();
  let told = false;
  let finish = (): void => {};
  answerOver(far, (async (_name: string, _request: unknown, call: Parameters<Handle>[2]) => {
    call.signal.addEventListener('abort', () => {
      told = true;
    });
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return marks;
  }) as unknown as Handle);
  const controller = new AbortController();
  const asked = createAsker(near).ask('marks', null, { signal: controller.signal });
  await new Promise(setImmediate);
  controller.abort();
  assert.deepEqual(await asked, { kind: 'cancelled' });
  await new Promise(setImmediate);
  finish();
  await new Promise(setImmediate);
  assert.equal(told, true);
  assert.deepEqual(sent, ['near ask', 'near cancel']);
});

test('a question asked with a spent signal is never sent', async () => {
  const { near, sent } = wire();
  const outcome = await createAsker(near).ask('marks', null, { signal: AbortSignal.abort() });
  assert.deepEqual([outcome, sent], [{ kind: 'cancelled' }, []]);
});

test('when the other side is gone every open question is settled', async () => {
  const { near } = wire();
  const asker = createAsker(near);
  const both = [asker.ask('marks', null), asker.ask('marks', null)];
  asker.settleAll({ kind: 'failed', message: 'the worker ended' });
  const failed = { kind: 'failed', message: 'the worker ended' };
  assert.deepEqual(await Promise.all(both), [failed, failed]);
});

test('messages of strangers are passed by', async () => {
  const { near, far, sent } = wire();
  answerOver(far, answersMarks);
  for (const stray of [null, 7, 'ask', {}, { type: 'ask' }, { id: 1 }, { type: 'dance', id: 1 }]) {
    if (stray !== null && typeof stray === 'object') near.postMessage(stray);
  }
  await new Promise(setImmediate);
  assert.ok(!sent.some((message) => message.startsWith('far')));
});
