import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GOROUTINE_BYTES, memoryPace, roughTime, secondsToLimit } from '../../src/analysis/forecast.ts';
import type { Trace } from '../../src/model/trace.ts';
import { drawProfile, drawTrace, evenly, factsOf } from '../support/draw-dumps.ts';

const MB = 2 ** 20;

/** One second in which the heap rises from 100 MB by `perSecond`, read every 10 ms. */
function risingTrace(perSecond: number, born: number): Trace {
  const births = evenly(born, 1000);
  const drawn = [{ start: 'svc.run', stack: 'svc.leak < svc.main', births, lifeMs: null }];
  const trace = drawTrace(1000, born === 0 ? [] : drawn);
  const time = Float64Array.from({ length: 100 }, (_, i) => i * 1e7);
  return { ...trace, heap: { time, value: time.map((t) => 100 * MB + (t / 1e9) * perSecond) } };
}

test('the heap of a trace and the stacks of what it leaves alive reach the limit together', () => {
  const facts = factsOf({ 'trace.out': risingTrace(200 * MB, 10_000) });
  const pace = memoryPace(facts)!;
  const stacks = 10_000 * GOROUTINE_BYTES;
  assert.ok(Math.abs(pace.perSecond - (200 * MB + stacks)) < MB, `${pace.perSecond}`);
  assert.ok(Math.abs(pace.now - (298 * MB + stacks)) < MB, `${pace.now}`);
  const seconds = secondsToLimit(facts, 2048 * MB)!;
  assert.ok(Math.abs(seconds - (2048 - 298 - stacks / MB) / (200 + stacks / MB)) < 0.1, `${seconds}`);
  assert.equal(secondsToLimit(facts, 50 * MB), 0);
});

test('what does not grow reaches no limit', () => {
  assert.equal(secondsToLimit(factsOf({ 'trace.out': risingTrace(0, 0) }), 2048 * MB), null);
  assert.equal(secondsToLimit(factsOf({}), 2048 * MB), null);
});

test('without a trace, heaps over time tell the pace', () => {
  const heap = (minute: number, mb: number) => ({
    ...drawProfile('heap', ['inuse_objects count', 'inuse_space bytes'], `1 ${mb * MB} svc.keep < svc.main`),
    timeNanos: 1_700_000_000_000_000_000n + BigInt(minute) * 60_000_000_000n,
  });
  const facts = factsOf({ a: heap(0, 100), b: heap(1, 160), c: heap(2, 220) });
  assert.ok(Math.abs(secondsToLimit(facts, 280 * MB)! - 60) < 0.01);
  assert.equal(secondsToLimit(factsOf({ a: heap(0, 220), b: heap(1, 100) }), 280 * MB), null);
});

test('a forecast has no digit more than it is worth', () => {
  const cases: [seconds: number, text: string][] = [
    [0.3, '< 1 s'],
    [4.1, '≈ 4 s'],
    [90, '≈ 90 s'],
    [150, '≈ 3 min'],
    [7300, '≈ 2 h'],
    [200_000, '≈ 2 days'],
  ];
  for (const [seconds, text] of cases) assert.equal(roughTime(seconds), text);
});
