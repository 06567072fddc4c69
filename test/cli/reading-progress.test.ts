// Is a long reading told now and then, with what its first part says?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readingProgress } from '../../src/cli/reading-progress.ts';
import type { TracePreview } from '../../src/protocol/queries.ts';

function drawnLine() {
  const said: string[] = [];
  return { said, show: (text: string) => void said.push(text), clear: () => void said.push('(gone)') };
}

const preview: TracePreview = {
  path: 'big.trace',
  generations: 1,
  durationNs: 1_000_000_000,
  born: 12_345,
  ended: 12_000,
  alive: 400,
  starts: [{ function: 'main.worker', born: 10_000, ended: 9_900, alive: 100 }],
  otherStarts: 0,
};

test('nothing is said at first, then at most every tenth of a second, and in the end the line is gone', () => {
  const line = drawnLine();
  let now = 0;
  const progress = readingProgress(line, () => now);
  for (now of [100, 390, 410, 450, 520]) progress.show({ step: 'Reading big.trace', share: now / 1000 });
  progress.clear();
  assert.deepEqual(line.said, ['Reading big.trace 41 %', 'Reading big.trace 52 %', '(gone)']);
});

test('the first part of a trace is told', () => {
  const line = drawnLine();
  let now = 0;
  const progress = readingProgress(line, () => (now += 1000));
  progress.show({ step: 'Reading big.trace', share: 0.1, preview });
  progress.show({ step: 'Reading big.trace', share: 0.2, preview: { ...preview, starts: [] } });
  assert.deepEqual(line.said, [
    'Reading big.trace 10 %. After 1 s: 12,345 goroutines born, 400 alive, most in main.worker (10,000)',
    'Reading big.trace 20 %. After 1 s: 12,345 goroutines born, 400 alive',
  ]);
});
