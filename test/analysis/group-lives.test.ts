// Do groups of goroutines live as the drawing says?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliveAtSteps, lifeIn } from '../../src/analysis/goroutines/group-lives.ts';
import type { Trace } from '../../src/model/trace.ts';

//   0    1    2    3    4    5    6    7    8    9    10
//   ═════════════════════════════════════════════════════   existed before, lives on
//   ══════════╡                                             existed before, ends at 2
//        ╞══════════════╡                                   born at 1, ends at 4
//                            ╞════════════════════════════   born at 5, lives on
const trace = {
  durationNs: 10,
  goroutines: {
    length: 4,
    bornAt: Float64Array.from([-1, -1, 1, 5]),
    endedAt: Float64Array.from([-1, 2, 4, -1]),
  },
} as unknown as Trace;
const all = Int32Array.from([0, 1, 2, 3]);

test('over the whole trace', () => {
  assert.deepEqual(lifeIn(trace, all, { from: 0, to: 10 }), { born: 2, ended: 2, alive: 2, age: 10 });
});

test('in a part of it only what lies there counts, and those alive at its end', () => {
  assert.deepEqual(lifeIn(trace, all, { from: 0, to: 3 }), { born: 1, ended: 1, alive: 2, age: 3 });
  assert.deepEqual(lifeIn(trace, all, { from: 4.5, to: 6 }), { born: 1, ended: 0, alive: 2, age: 6 });
  assert.deepEqual(lifeIn(trace, Int32Array.of(2), { from: 5, to: 9 }), {
    born: 0,
    ended: 0,
    alive: 0,
    age: null,
  });
});

test('alive at even steps', () => {
  assert.deepEqual(aliveAtSteps(trace, all, 10), [2, 3, 2, 2, 1, 2, 2, 2, 2, 2, 2]);
  assert.deepEqual(aliveAtSteps(trace, all, 1), [2, 2]);
});
