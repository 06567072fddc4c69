import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkspaceKnowledge } from '../../src/analysis/blame/place-suspicions.ts';
import { findSuspicions, judge } from '../../src/analysis/judge.ts';
import type { Dump } from '../../src/model/dump.ts';
import type { Profile } from '../../src/model/profile.ts';
import { drawProfile, drawTrace, evenly, factsOf } from '../support/draw-dumps.ts';

/** A workspace in which every frame lies where the dump says, and nobody uses anything. */
const workspace: WorkspaceKnowledge = {
  locate: ({ file, line, function: fn }) => ({ file, line, function: fn, mappedBy: 'same-path' }),
  usages: () => [],
};

function verdicts(dumps: Readonly<Record<string, Dump>>) {
  const facts = factsOf(dumps);
  return judge(facts, findSuspicions(facts), workspace).map((j) => j.finding);
}

const leak = drawTrace(1000, [
  {
    start: 'lib.(*Wheel).run',
    stack: 'lib.NewWheel < app/ctx.With@/app/ctx.go:19 < app/main.handle',
    births: evenly(500, 1000),
    lifeMs: null,
  },
]);
const at = (seconds: number, dump: Profile): Profile => ({ ...dump, timeNanos: BigInt(seconds) * 10n ** 9n });
const wheels = (count: number) =>
  drawProfile('goroutine', ['goroutine count'], `${count} runtime.gopark < lib.(*Wheel).run`);

test('what several dumps say about one line is one finding, surer than each', () => {
  const heap = drawProfile(
    'heap',
    ['alloc_objects count', 'alloc_space bytes', 'inuse_objects count', 'inuse_space bytes'],
    '9 9e6 9 9e6 lib.NewWheel < app/ctx.With@/app/ctx.go:19 < app/main.handle',
  );
  const [alone] = verdicts({ trace: leak });
  const [together, ...rest] = verdicts({ trace: leak, heap });
  assert.equal(rest.length, 0);
  assert.deepEqual(
    together.evidence.map((e) => e.dump),
    ['trace', 'heap'],
  );
  assert.ok(together.confidence > alone.confidence);
  assert.deepEqual(
    together.callers.map((c) => c.function),
    ['app/main.handle'],
  );
});

test('a library without a line of ours on its stack is led to the line that another dump shows calling it', () => {
  const cpu = drawProfile(
    'cpu',
    ['cpu nanoseconds'],
    '5e6 runtime.malg < lib.NewWheel < app/ctx.With@/app/ctx.go:19',
  );
  const [finding] = verdicts({ goroutines: wheels(5000), cpu });
  assert.equal(finding.site.line, 19);
  assert.match(finding.explanation, /stacks in cpu show this line calling lib\.NewWheel/);
});

test('goroutines that are gone later are no leak', () => {
  const grown = verdicts({ first: at(1, wheels(300)), later: at(60, wheels(3000)) });
  assert.ok(grown[0].confidence >= 0.5);
  const fallen = verdicts({ first: at(1, wheels(3000)), later: at(60, wheels(40)) });
  assert.ok(fallen.every((f) => f.confidence < 0.5));
  assert.match(fallen[0].explanation, /Against it: 3,000 such goroutines in first, 40 later in later/);
});

/** Tracing began `seconds` into the run, and went on for 200 ms. */
const traced = (seconds: number, ...drawn: Parameters<typeof drawTrace>[1]) => ({
  ...drawTrace(200, drawn),
  startUnixNanos: BigInt(seconds) * 10n ** 9n,
});
const before = (n: number) => ({
  start: 'lib.(*Wheel).run',
  stack: '',
  births: new Array<number>(n).fill(-1),
  lifeMs: null,
});

test('goroutines that are as many some seconds later do not pile up', () => {
  const many = wheels(1500);
  const [unknown] = verdicts({ later: at(10, many) });
  const [steady] = verdicts({ trace: traced(5, before(1500)), later: at(10, many) });
  assert.ok(unknown.confidence >= 0.5 && steady.confidence < 0.5);
  assert.match(steady.explanation, /Against it: they were as many 5\.00 s before \(1,500\)/);
});

test('a crowd that came all at once is told from one that grows', () => {
  const [grown] = verdicts({ trace: traced(5, before(100)), later: at(10, wheels(400)) });
  assert.ok(grown.confidence >= 0.8);
  const [burst] = verdicts({ trace: traced(5), later: at(10, wheels(400)) });
  assert.ok(burst.confidence < 0.5, `${burst.confidence}`);
  assert.match(burst.explanation, /none was there before, nor born while a trace looked on/);
  const slow = verdicts({ trace: traced(5), later: at(10, wheels(50)) })[0];
  assert.ok(
    slow.confidence > burst.confidence * 0.9,
    'so few would hardly be born within the 200 ms of the trace',
  );
});
