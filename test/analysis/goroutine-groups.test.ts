// Do the groups of a trace's goroutines add up?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliveOverTime, bySite, byStart, mostAlive } from '../../src/analysis/goroutines/goroutine-groups.ts';
import type { Symbols } from '../../src/model/symbols.ts';
import type { Trace } from '../../src/model/trace.ts';

const TEXTS = ['', 'main.work', '/app/main.go', 'main.spawn', 'select'];

/** Functions: 0 main.work, 1 main.spawn. Stacks: 0 = main.spawn:12, 1 = main.spawn:14. */
const symbols: Symbols = {
  strings: { length: TEXTS.length, get: (id) => TEXTS[id] },
  functions: {
    length: 2,
    name: Int32Array.of(1, 3),
    systemName: Int32Array.of(1, 3),
    file: Int32Array.of(2, 2),
    startLine: Int32Array.of(30, 10),
  },
  frames: { length: 2, function: Int32Array.of(1, 1), line: Int32Array.of(12, 14) },
  locations: { length: 2, frameStart: Int32Array.of(0, 1, 2) },
  stacks: { length: 2, locationStart: Int32Array.of(0, 1, 2), locations: Int32Array.of(0, 1) },
};

/** time     0    10    20    30    40
 *  g0  work ────────────────────────────  existed
 *  g1  work       ├──────────┤            spawn:12
 *  g2  work             ├───────────────  spawn:12
 *  g3  ?                      ├─────────  spawn:14, born as g1 ends */
const trace: Trace = {
  kind: 'trace',
  version: 26,
  durationNs: 40,
  startUnixNanos: 0n,
  symbols,
  goroutines: {
    length: 4,
    bornAt: Float64Array.of(-1, 10, 20, 30),
    endedAt: Float64Array.of(-1, 30, -1, -1),
    creationStack: Int32Array.of(-1, 0, 0, 1),
    startFunction: Int32Array.of(0, 0, 0, -1),
    creator: Int32Array.of(-1, 0, 0, 0),
  },
  heap: { time: new Float64Array(0), value: new Float64Array(0) },
  heapGoal: { time: new Float64Array(0), value: new Float64Array(0) },
  gcCycles: 0,
  maxProcs: 1,
  problems: [],
};

const none = { running: 0, runnable: 0, syscall: 0, waiting: new Map() };

test('goroutines per start function', () => {
  assert.deepEqual(
    byStart(trace).map((g) => ({ ...g })),
    [
      { function: 'main.work', created: 2, existing: 1, ended: 1, alive: 2, statesNs: none },
      { function: '(unknown)', created: 1, existing: 0, ended: 0, alive: 1, statesNs: none },
    ],
  );
});

test('goroutines per creation stack', () => {
  assert.deepEqual(bySite(trace), [
    { stack: 0, created: 2, ended: 1, alive: 1, starts: ['main.work'] },
    { stack: 1, created: 1, ended: 0, alive: 1, starts: ['(unknown)'] },
  ]);
});

test('the number alive goes up with births and down with ends', () => {
  assert.deepEqual(aliveOverTime(trace), {
    time: Float64Array.of(0, 10, 20, 30, 30),
    value: Float64Array.of(1, 2, 3, 4, 3),
  });
});

test('who ends before another is born is not alive with it; at one instant they are', () => {
  assert.equal(mostAlive(trace), 4);
  const earlier = { ...trace.goroutines, endedAt: Float64Array.of(-1, 29, -1, -1) };
  assert.equal(mostAlive({ ...trace, goroutines: earlier }), 3);
});
