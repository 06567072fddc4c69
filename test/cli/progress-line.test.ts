// Does the progress of a long reading stay on one line of a terminal, and leave nothing behind?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressLine } from '../../src/cli/progress-line.ts';
import type { TracePreview } from '../../src/protocol/queries.ts';

const ERASE = '\r\u001b[2K';

function terminal(columns = 200, isTTY = true) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

/** A clock that is a second later whenever it is asked. */
function everySecond(): () => number {
  let now = 0;
  return () => (now += 1000);
}

const preview: TracePreview = {
  path: 'big.trace',
  generations: 1,
  durationNs: 1_000_000_000,
  born: 12_345,
  ended: 12_000,
  alive: 400,
  starts: [{ function: 'main.wo\u001b[31mrker', born: 10_000, ended: 9_900, alive: 100 }],
  otherStarts: 0,
};

test('nothing is written at first, then at most every tenth of a second, and in the end the line is gone', () => {
  const out = terminal();
  let now = 0;
  const line = progressLine(out, () => now);
  const showAt = (time: number) => {
    now = time;
    line.show({ step: 'Reading big.trace', share: time / 1000 });
  };
  [100, 390, 410, 450, 520].forEach(showAt);
  assert.deepEqual(out.written, [`${ERASE}Reading big.trace 41 %`, `${ERASE}Reading big.trace 52 %`]);
  line.clear();
  line.clear();
  assert.deepEqual(out.written.slice(2), [ERASE]);
});

test('the first part of a trace is told, its names made harmless, within one line', () => {
  const out = terminal();
  progressLine(out, everySecond()).show({ step: 'Reading big.trace', share: 0.1, preview });
  assert.deepEqual(out.written, [
    `${ERASE}Reading big.trace 10 %. After 1 s: 12,345 goroutines born, 400 alive, most in main.wo\\u{1b}[31mrker (10,000)`,
  ]);
  const narrow = terminal(30);
  progressLine(narrow, everySecond()).show({ step: 'Reading big.trace', share: 0.1, preview });
  assert.equal(narrow.written[0].length, ERASE.length + 29);
});

test('nothing is written where nobody looks', () => {
  const out = terminal(80, false);
  const line = progressLine(out, everySecond());
  line.show({ step: 'Reading', share: 0.5 });
  line.clear();
  assert.deepEqual(out.written, []);
});
