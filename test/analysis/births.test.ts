import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DumpFacts } from '../../src/analysis/facts.ts';
import { birthGroups } from '../../src/analysis/goroutines/births.ts';
import type { Trace } from '../../src/model/trace.ts';
import { drawTrace, evenly, factsOf } from '../support/draw-dumps.ts';

const groupsOf = (trace: Trace) => birthGroups(factsOf({ t: trace }).dumps[0] as DumpFacts<Trace>);

test('goroutines that come in pairs below one line of ours are one group with two starts', () => {
  const [group, ...rest] = groupsOf(
    drawTrace(100, [
      {
        start: 'lib.run',
        stack: 'lib.NewWheel < lib.NewCache < app/ctx.With@/app/ctx.go:19 < app/main.handle',
        births: evenly(8, 100),
        lifeMs: null,
      },
      {
        start: 'lib.stat',
        stack: 'lib.newStat < lib.NewCache < app/ctx.With@/app/ctx.go:19 < app/main.handle',
        births: evenly(8, 100),
        lifeMs: null,
      },
    ]),
  );
  assert.equal(rest.length, 0);
  assert.deepEqual(group.site, { function: 'app/ctx.With', file: '/app/ctx.go', line: 19 });
  assert.deepEqual(
    group.callers.map((c) => c.function),
    ['app/main.handle'],
  );
  assert.equal(group.born, 16);
  assert.equal(group.calls, 8);
  assert.deepEqual(group.starts, [
    { function: 'lib.run', born: 8 },
    { function: 'lib.stat', born: 8 },
  ]);
  assert.equal(group.stuck, 14);
});

test('short-lived goroutines end, and the old ones among them leave no survivor', () => {
  const [group] = groupsOf(
    drawTrace(100, [{ start: 'app/w.f', stack: 'app/w.Go', births: evenly(100, 100), lifeMs: 5 }]),
  );
  assert.equal(group.born, 100);
  assert.equal(group.ended, 95);
  assert.equal(group.old, 90);
  assert.equal(group.stuck, 0);
});

test('without a line of ours the group is the start function', () => {
  const [group] = groupsOf(
    drawTrace(100, [
      { start: 'net/http.(*conn).serve', stack: 'net/http.(*Server).Serve', births: [1, 2], lifeMs: null },
    ]),
  );
  assert.equal(group.site, null);
  assert.equal(group.creator, 'net/http.(*Server).Serve');
});

test('a goroutine that a library goroutine creates leads back to the line that began the chain', () => {
  const dial = {
    start: 'net/http.dial',
    stack: 'net/http.(*Client).Do < app/hook.send@/app/hook.go:60',
    births: [1, 51],
    lifeMs: null,
  };
  const loop = {
    start: 'net/http.readLoop',
    stack: 'net/http.dialConn < net/http.dial',
    births: [2, 52],
    lifeMs: null,
    creators: [0, 1],
  };
  const [group, ...rest] = groupsOf(drawTrace(100, [dial, loop]));
  assert.equal(rest.length, 0);
  assert.equal(group.born, 4);
  assert.equal(group.site?.line, 60);
});
