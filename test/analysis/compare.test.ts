import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesBetween, toldChanges, trendsOf } from '../../src/analysis/compare/compare.ts';
import { weighAgainst } from '../../src/analysis/compare/weigh.ts';
import { judge } from '../../src/analysis/judge.ts';
import { NO_BIRTHS } from '../../src/analysis/suspicion.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { FrameText } from '../../src/model/symbols.ts';
import { drawProfile, factsOf } from '../support/draw-dumps.ts';

const locate = (frame: FrameText) => ({ ...frame, mappedBy: 'main-module' }) as const;
const MB = 2 ** 20;

const heap = (drawing: string, second = 0): Profile => ({
  ...drawProfile('heap', ['inuse_objects count', 'inuse_space bytes'], drawing),
  timeNanos: 1_700_000_000_000_000_000n + BigInt(second) * 1_000_000_000n,
});
const cpu = (drawing: string, seconds: number): Profile => ({
  ...drawProfile('cpu', ['samples count', 'cpu nanoseconds'], drawing),
  durationNanos: seconds * 1e9,
});

test('new, gone, grown and shrunk functions are told, by what pprof would subtract', () => {
  const now = factsOf({
    h: heap(`
      1 ${30 * MB} lib.make < app/a.grow@a.go:7 < app/a.main@a.go:1
      1 ${4 * MB} app/a.fresh@a.go:3
      1 ${10 * MB} app/a.steady@a.go:30
      1 ${MB / 2} app/a.tiny@a.go:40`),
  });
  const base = factsOf({
    b: heap(`
      1 ${6 * MB} lib.make < app/a.grow@a.go:5 < app/a.main@a.go:1
      1 ${4 * MB} lib.make < app/a.grow@a.go:6 < app/a.main@a.go:1
      1 ${9 * MB} app/a.steady@a.go:30
      1 ${8 * MB} app/a.gone@a.go:50`),
  });
  const changes = changesBetween(now, base, locate);
  const brief = toldChanges(changes).map((c) => [c.change, c.site.function, c.site.line, c.delta / MB]);
  assert.deepEqual(brief, [
    ['grown', 'app/a.grow', 7, 20],
    ['gone', 'app/a.gone', 50, -8],
    ['new', 'app/a.fresh', 3, 4],
  ]);
  assert.equal(toldChanges(changes)[0]!.text, '×3.0 of the baseline: 30 MB held, before 10 MB');
  assert.equal(changes.find((c) => c.function === 'app/a.steady')!.change, 'same');
});

test('recordings of different lengths are compared by the second', () => {
  const now = factsOf({ c: cpu('300 3000000000 app/a.work@a.go:3', 30) });
  const base = factsOf({ c: cpu('100 1000000000 app/a.work@a.go:3', 10) });
  const [change] = changesBetween(now, base, locate);
  assert.equal(change!.change, 'same');
  assert.equal(change!.delta, 2e9);
});

const LOCKS = ['contentions count', 'delay nanoseconds'];
const mutex = (drawing: string, second: number): Profile => ({
  ...drawProfile('mutex', LOCKS, drawing),
  timeNanos: BigInt(second) * 1_000_000_000n,
});
const LOCK = 'sync.(*Mutex).Unlock < app/a.lock@a.go:3';
const OTHER = 'sync.(*Mutex).Unlock < app/a.other@a.go:9';

test('waits summed since the process began are compared by what came between two dumps', () => {
  const now = factsOf({ a: mutex(`9 90e9 ${LOCK}`, 1000), b: mutex(`9 92e9 ${LOCK}`, 1010) });
  const base = factsOf({ a: mutex(`9 1e9 ${LOCK}`, 100), b: mutex(`9 3e9 ${LOCK}`, 110) });
  const [change] = changesBetween(now, base, locate);
  assert.equal(change!.value, 2e9);
  assert.equal(change!.change, 'same');
});

test('of single sums, whose ages nothing tells, the parts are compared', () => {
  const old = factsOf({ a: mutex(`9 900e9 ${LOCK}\n9 100e9 ${OTHER}`, 1000) });
  const young = factsOf({ a: mutex(`9 9e9 ${LOCK}\n9 1e9 ${OTHER}`, 1000) });
  assert.deepEqual(
    changesBetween(old, young, locate).map((c) => c.change),
    ['same', 'same'],
  );
  const shifted = factsOf({ a: mutex(`9 300e9 ${LOCK}\n9 300e9 ${OTHER}`, 1000) });
  const grown = changesBetween(shifted, young, locate).find((c) => c.function === 'app/a.other');
  assert.equal(grown!.change, 'grown');
  assert.match(grown!.text, /×5\.0 of the baseline, as a part of all/);
});

test('a place whose waits are as before has not shrunk because others wait more', () => {
  const now = factsOf({ a: mutex(`9 4e9 ${LOCK}\n9 900e9 ${OTHER}`, 1000) });
  const base = factsOf({ a: mutex(`9 4e9 ${LOCK}\n9 4e9 ${OTHER}`, 1000) });
  assert.deepEqual(
    changesBetween(now, base, locate).map((c) => [c.function, c.change]),
    [
      ['app/a.other', 'grown'],
      ['app/a.lock', 'same'],
    ],
  );
});

test('the slope over several dumps of one kind is robust, and needs steadiness', () => {
  const rising = [10, 40, 35, 70, 100].map((mb) => `1 ${mb * MB} app/a.keep@a.go:3`);
  const wavy = [10, 60, 5, 70, 20].map((mb) => `1 ${mb * MB} app/a.wave@a.go:4`);
  const dumps = rising.map((r, i): [string, Profile] => [`h${i}`, heap(`${r}\n${wavy[i]}`, i * 10)]);
  const trends = trendsOf(factsOf(Object.fromEntries(dumps)), locate);
  assert.deepEqual(
    trends.map((t) => t.site.function),
    ['app/a.keep'],
  );
  assert.ok(trends[0]!.perSecond > 1.5 * MB && trends[0]!.perSecond < 3 * MB, `${trends[0]!.perSecond}`);
});

test('what is new raises a finding, what a baseline without the verdict has as well lowers it', () => {
  const leak = (n: number) =>
    factsOf({ g: drawProfile('goroutine', ['goroutine count'], `${n} runtime.gopark < app/a.leak@a.go:9`) });
  const now = leak(2000);
  const suspicion = {
    ...({ rule: 'goroutine-crowd', kind: 'goroutine-leak', weight: 0.6, dump: 'g' } as const),
    place: { at: 'site', site: { function: 'app/a.leak', file: 'a.go', line: 9 }, callers: [] } as const,
    evidence: { text: '', value: 2000, unit: 'goroutines' },
    crowd: {
      ...NO_BIRTHS,
      starts: [{ function: 'app/a.leak', count: 2000 }],
    },
  };
  const known = { locate, usages: () => [], isAdded: () => false };
  const judged = judge(now, [suspicion], known);
  const before = judged[0]!.finding.confidence;
  const against = (n: number) => {
    const changes = changesBetween(now, leak(n), locate);
    return weighAgainst(judged, { sameBuild: false, changes, verdicts: [] })[0]!.finding;
  };
  assert.ok(against(0).confidence > before);
  assert.match(against(0).explanation, /New in this release's dumps\.$/);
  assert.ok(against(1900).confidence < before);
  assert.match(against(1900).explanation, /The baseline has as much of it without this verdict\.$/);
  assert.ok(against(100).confidence > before);
});
