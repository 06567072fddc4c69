// Do all parsers stand some thousand mutated inputs, and every input that ever broke one? Does the fuzzer see faults?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { inputOf, PARSERS, readInput } from './parsers.ts';
import { fuzz } from './run.ts';

const FINDS = 'test/fixtures/finds';
const RUNS = 2_000;
const SEED = 1;
/** For all inputs of a parser together, generous: the machine may be busy. */
const SECONDS = 120;

for (const parser of PARSERS)
  test(`${parser}: ${RUNS} mutated inputs`, () => {
    const began = performance.now();
    for (let index = 0; index < RUNS; index++) {
      try {
        readInput(parser, inputOf(parser, SEED, index));
      } catch (error) {
        assert.fail(
          `input ${index} of seed ${SEED}: ${error instanceof Error ? error.stack : String(error)}`,
        );
      }
    }
    assert.ok(performance.now() - began < SECONDS * 1000);
  });

test('every input that broke a parser once', () => {
  for (const file of fs.existsSync(FINDS) ? fs.readdirSync(FINDS) : []) {
    const parser = PARSERS.find((name) => file.startsWith(`${name}-`));
    assert.ok(parser !== undefined, file);
    const began = performance.now();
    assert.doesNotThrow(() => readInput(parser, fs.readFileSync(path.join(FINDS, file))), file);
    assert.ok(performance.now() - began < 10_000, file);
  }
});

test('the same run makes the same inputs, and they differ from one another', () => {
  for (const parser of PARSERS) {
    const inputs = [0, 1, 2, 3, 4].map((index) => Buffer.from(inputOf(parser, SEED, index)).toString('hex'));
    assert.deepEqual(
      inputs,
      [0, 1, 2, 3, 4].map((index) => Buffer.from(inputOf(parser, SEED, index)).toString('hex')),
    );
    assert.ok(new Set(inputs).size > 3, parser);
  }
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** A thread that behaves at every input but one. */
function threadWith(name: string, fault: string): string {
  const file = path.join(folder, `${name}.cjs`);
  fs.writeFileSync(
    file,
    `const { parentPort, workerData: job } = require('node:worker_threads');
for (let index = job.from; index < job.to; index++) {
  Atomics.store(job.current, 0, index);
  if (index === 3) { ${fault} }
}`,
  );
  return file;
}

test('a fault, a crash and a hang are found, and the run goes on behind them', {
  timeout: 60_000,
}, async () => {
  const told = threadWith('told', `parentPort.postMessage({ index, what: 'a fault' });`);
  assert.deepEqual(await fuzz(told, 'pprof', 1, 6), [{ parser: 'pprof', index: 3, what: 'a fault' }]);
  const crashed = await fuzz(threadWith('crash', `throw new Error('crashed');`), 'pprof', 1, 6);
  assert.deepEqual(crashed, [{ parser: 'pprof', index: 3, what: 'crashed' }]);
  const hung = await fuzz(threadWith('hang', 'for (;;) {}'), 'pprof', 1, 6);
  assert.deepEqual([hung.length, hung[0].index], [1, 3]);
  assert.match(hung[0].what, /no end after/);
});
