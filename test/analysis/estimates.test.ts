import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSuspicions, judge } from '../../src/analysis/judge.ts';
import type { Dump } from '../../src/model/dump.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { Trace } from '../../src/model/trace.ts';
import { drawProfile, drawTrace, evenly, factsOf } from '../support/draw-dumps.ts';

const S = 10n ** 9n;
const SITE = 'app/q.Ask@/app/q.go:7';

const verdict = (dumps: Readonly<Record<string, Dump>>) => {
  const facts = factsOf(dumps);
  const locate = ({ file, line, function: fn }: { file: string; line: number; function: string }) =>
    ({ file, line, function: fn, mappedBy: 'same-path' }) as const;
  return judge(facts, findSuspicions(facts), { locate, usages: () => [] })[0].finding;
};
/** 100 a second from second 0 on, none of which ends. */
const trace = (seconds: number): Trace => ({
  ...drawTrace(1000, [{ start: 'app/q.Ask.func1', stack: SITE, births: evenly(100, 1000), lifeMs: null }]),
  startUnixNanos: BigInt(seconds) * S,
});
const counted = (seconds: number, n: number): Profile => ({
  ...drawProfile('goroutine', ['goroutine count'], `${n} runtime.chansend1 < app/q.Ask.func1@/app/q.go:8`),
  timeNanos: BigInt(seconds) * S,
});

test('births at their pace are a second count, which agrees with what is there later', () => {
  const {
    estimates = [],
    confidence,
    explanation,
    figures,
  } = verdict({ t: trace(1000), g: counted(1010, 1010) });
  assert.deepEqual(
    estimates.map((e) => [e.way, e.value, e.dump]),
    [
      ['counted', 1010, 'g'],
      ['births', 1000, 't'],
    ],
  );
  assert.match(explanation, /2 independent counts agree/);
  const since = figures.find((f) => f.label.startsWith('since'));
  assert.equal(since?.value, '≈ 10 s');
  assert.ok(confidence > verdict({ t: trace(1000) }).confidence);
});

test('counts that cannot be of the same thing lower the confidence, and the text says so', () => {
  const agreeing = verdict({ t: trace(1000), g: counted(1100, 10_000) });
  const differing = verdict({ t: trace(1000), g: counted(1100, 1200) });
  assert.match(differing.explanation, /Independent counts differ/);
  assert.ok(differing.confidence < agreeing.confidence, `${differing.confidence} ${agreeing.confidence}`);
});

test('waits give the least number, and the memory of stacks the most', () => {
  const block = drawProfile(
    'block',
    ['contentions count', 'delay nanoseconds'],
    `80000 80e12 runtime.selectgo < app/w.run@/app/w.go:9
     3000 15e9 runtime.chanrecv2 < app/c.work < app/c.Run.func1
     400  4e9  runtime.selectgo < app/b.Produce`,
  );
  const heap: Profile = {
    ...drawProfile('heap', ['inuse_objects count', 'inuse_space bytes'], '1 1e6 app/x.Make'),
    statistics: new Map([['Stack', [20 * 1024 * 1024, 0]]]),
  };
  const goroutines = drawProfile(
    'goroutine',
    ['goroutine count'],
    '6000 runtime.selectgo < app/w.run@/app/w.go:9',
  );
  const { estimates = [] } = verdict({ b: block, h: heap, g: goroutines });
  assert.deepEqual(
    estimates.map((e) => [e.way, e.bound, e.value]),
    [
      ['counted', 'about', 6000],
      ['waits', 'least', Math.floor(80e12 / 15e9)],
      ['stacks', 'most', 10240],
    ],
  );
});

test('a library whose instances have known objects is counted by them', () => {
  const start = 'github.com/zeromicro/go-zero/core/collection.(*cacheStat).statLoop';
  const made = 'github.com/zeromicro/go-zero/core/collection.NewCache';
  const born = drawTrace(1000, [
    { start, stack: `${made} < app/ctx.With@/app/ctx.go:19`, births: evenly(500, 1000), lifeMs: null },
  ]);
  const heap = drawProfile(
    'heap',
    ['inuse_objects count', 'inuse_space bytes'],
    `150000 7e6 container/list.New < ${made} < app/ctx.With@/app/ctx.go:19
     90000 4e6 container/list.New < app/other.Make@/app/other.go:2`,
  );
  const at = { ...born, startUnixNanos: S };
  const { estimates = [] } = verdict({ t: at, h: heap });
  assert.deepEqual(
    estimates.map((e) => [e.way, e.value]),
    [
      ['births', 500],
      ['objects', 500],
    ],
  );
});
