import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bornNeverEnding } from '../../src/analysis/rules/born-never-ending.ts';
import { contendedLock } from '../../src/analysis/rules/contended-lock.ts';
import { goroutineCrowd } from '../../src/analysis/rules/goroutine-crowd.ts';
import { heldMemory } from '../../src/analysis/rules/held-memory.ts';
import { hotCallSite } from '../../src/analysis/rules/hot-call-site.ts';
import { timerWaits } from '../../src/analysis/rules/timer-waits.ts';
import { drawProfile, drawTrace, evenly, factsOf } from '../support/draw-dumps.ts';

const STACK = 'lib.New < app/ctx.With@/app/ctx.go:19 < app/main.handle';
const born = (births: readonly number[], lifeMs: number | null) =>
  bornNeverEnding.look(factsOf({ t: drawTrace(1000, [{ start: 'lib.run', stack: STACK, births, lifeMs }]) }));

describe('goroutines born at one line', () => {
  test('that go on being born and never end are a leak, the surer the more there are', () => {
    const [few] = born(evenly(20, 1000), null);
    const [many] = born(evenly(2000, 1000), null);
    assert.equal(few.kind, 'goroutine-leak');
    assert.ok(few.weight < many.weight && many.weight > 0.85, `${few.weight} ${many.weight}`);
    assert.deepEqual(many.place, {
      at: 'site',
      site: { function: 'app/ctx.With', file: '/app/ctx.go', line: 19 },
      callers: [{ function: 'app/main.handle', file: '/src/app_main_handle.go', line: 1 }],
    });
    assert.equal(many.crowd?.through, 'lib.New');
  });
  test('that end are none, however many', () => assert.deepEqual(born(evenly(20_000, 1000), 50), []));
  test('that are a pool, started at one moment, are none', () =>
    assert.deepEqual(born(evenly(64, 10), null), []));
  test('that take the place of older ones, which end, are none: the calls only last longer than the trace', () => {
    const young = { start: 'app/r.ask', stack: STACK, births: evenly(60, 1000), lifeMs: null };
    const before = { start: 'app/r.ask', stack: '', births: evenly(60, 1000).map(() => -1), lifeMs: 1 };
    const trace = drawTrace(1000, [young, before]);
    assert.deepEqual(bornNeverEnding.look(factsOf({ t: trace })), []);
  });
  test('that are a handful are none', () => assert.deepEqual(born(evenly(6, 1000), null), []));
});

const TYPES = ['contentions count', 'delay nanoseconds'];
const ticks = (rows: string) => timerWaits.look(factsOf({ b: drawProfile('block', TYPES, rows) }));
const WHEEL = '80000 80e12 runtime.selectgo < lib.(*Wheel).run < lib.NewWheel.gowrap1\n';

describe('waits of a round length', () => {
  test('in one stack, far beyond the waits of two other loops, are many goroutines on a timer', () => {
    const [s] = ticks(`${WHEEL}
      3000 15e9 runtime.chanrecv2 < app/c.work < app/c.Run.func1
      400  4e9  runtime.selectgo < app/b.Produce < main.main.gowrap1`);
    assert.ok(s.weight > 0.54 && s.weight < 0.6, String(s.weight));
    assert.deepEqual(s.place, { at: 'library', root: 'lib.NewWheel.gowrap1', creator: '' });
    assert.equal(s.crowd?.starts[0].count, Math.floor(80e12 / 15e9));
    assert.deepEqual(s.crowd?.ticking, { function: 'lib.(*Wheel).run', period: 1e9 });
  });
  test('are no verdict where nothing tells the age of the process: one ticker for 22 hours looks the same', () => {
    const [s] = ticks(WHEEL);
    assert.ok(s.weight < 0.5);
  });
  test('are nothing where another loop waited as long: the process is old', () =>
    assert.deepEqual(ticks(`${WHEEL} 5000 79e12 runtime.chanrecv2 < app/c.work`), []));
  test('that are not round are no timer', () =>
    assert.deepEqual(
      ticks(`80000 57e12 runtime.selectgo < lib.(*Wheel).run
        3000 1e9 runtime.chanrecv2 < app/c.work
        400  4e9 runtime.selectgo < app/b.Produce`),
      [],
    ));
});

describe('goroutines in one snapshot', () => {
  const crowd = (rows: string) =>
    goroutineCrowd.look(factsOf({ g: drawProfile('goroutine', ['goroutine count'], rows) }));
  test('by the thousand in one place of a library are a leak', () => {
    const [s] = crowd('50000 runtime.gopark < lib.(*Wheel).run');
    assert.ok(s.weight > 0.8);
    assert.deepEqual(s.place, { at: 'library', root: 'lib.(*Wheel).run', creator: '' });
  });
  test('that wait in code of ours blame the line nearest the leaf', () => {
    const [s] = crowd('9000 runtime.gopark < runtime.chansend1 < app/q.Put.func1@/app/q.go:7');
    assert.equal(s.place.at === 'site' && s.place.site.line, 7);
  });
  test('that are a pool, or a server with its clients, are none', () => {
    assert.deepEqual(crowd('64 runtime.gopark < app/pool.work'), []);
    assert.deepEqual(crowd('9000 runtime.gopark < net/http.(*conn).serve'), []);
  });
});

describe('shares of one profile', () => {
  const heap = ['alloc_objects count', 'alloc_space bytes', 'inuse_objects count', 'inuse_space bytes'];
  test('most of a large heap below one line is worth a finding, but no verdict by itself', () => {
    const drawing = `10 900e6 10 800e6 lib.New < app/c.Load@/app/c.go:5
      1 100e6 1 100e6 app/d.Other`;
    const [s, ...rest] = heldMemory.look(factsOf({ h: drawProfile('heap', heap, drawing) }));
    assert.equal(rest.length, 0);
    assert.equal(s.evidence.value, 800e6);
    assert.ok(s.weight > 0.3 && s.weight < 0.5);
  });
  test('a small heap is worth none', () =>
    assert.deepEqual(
      heldMemory.look(factsOf({ h: drawProfile('heap', heap, '1 9e6 1 9e6 app/c.Load') })),
      [],
    ));
  test('a line with most of the CPU is hot', () => {
    const drawing = '70 700e6 runtime.mallocgc < app/h.Parse@/app/h.go:3\n30 300e6 app/i.Rest';
    const found = hotCallSite.look(
      factsOf({ c: drawProfile('cpu', ['samples count', 'cpu nanoseconds'], drawing) }),
    );
    assert.deepEqual(
      found.map((s) => s.evidence.value),
      [700e6, 300e6],
    );
  });
  test('hardly any waiting for locks is no contention', () => {
    const lock = (ns: number) =>
      contendedLock.look(
        factsOf({ m: drawProfile('mutex', TYPES, `9 ${ns} sync.(*Mutex).Unlock < app/s.Add`) }),
      );
    assert.equal(lock(28e6).length, 0);
    assert.equal(lock(9e9).length, 1);
  });
});
