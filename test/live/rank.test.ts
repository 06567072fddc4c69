// Which pods are said to grow?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FleetSeries, ProfileType } from '../../src/live/fleet/engine.ts';
import { rankPods } from '../../src/live/fleet/rank.ts';
import { readSelector, withLabel } from '../../src/live/fleet/selector.ts';
import { sharedSuspects } from '../../src/live/fleet/shared-suspect.ts';

const TYPE: ProfileType = { id: 'g', name: 'g', sampleType: 'goroutine', sampleUnit: 'count' };

/** One value a minute. */
function pod(name: string, values: readonly number[]): FleetSeries {
  const points = values.map((value, i) => {
    const atMs = i * 60_000;
    const window = { startMs: atMs, endMs: atMs };
    return { atMs, value, snapshot: { type: TYPE, selector: '{}', atMs, id: String(i), value, window } };
  });
  return { pod: name, points, isSum: false };
}

const times = (count: number, f: (i: number) => number) => Array.from({ length: count }, (_, i) => f(i));
const MB = 1024 ** 2;

/** `b growing, a steady` */
const ranked = (goroutines: FleetSeries[] | null, heap: FleetSeries[] | null = null) =>
  rankPods(goroutines, heap)
    .map((p) => `${p.pod} ${p.kind}`)
    .join(', ');

describe('pods', () => {
  test('that grow come first, the fastest before the others; what is unknown comes last', () => {
    const all = [
      pod(
        'steady',
        times(20, (i) => 100 + (i % 3)),
      ),
      pod(
        'slow',
        times(20, (i) => 100 + 10 * i),
      ),
      pod('new', [100, 9000]),
      pod(
        'fast',
        times(20, (i) => 100 + 50 * i),
      ),
      pod(
        'down',
        times(20, (i) => 500 - 10 * i),
      ),
    ];
    assert.equal(ranked(all), 'fast growing, slow growing, steady steady, down shrinking, new unknown');
  });

  test('are not moved by single wild readings', () => {
    const wild = (f: (i: number) => number) => times(20, (i) => (i % 7 === 3 ? f(i) * 1.8 : f(i)));
    assert.equal(
      ranked([
        pod(
          'a',
          wild(() => 1000),
        ),
      ]),
      'a steady',
    );
    assert.equal(
      ranked([
        pod(
          'a',
          wild((i) => 1000 + 100 * i),
        ),
      ]),
      'a growing',
    );
  });

  test('that breathe do not grow', () => {
    assert.equal(
      ranked([
        pod(
          'a',
          times(60, (i) => 2000 + Math.round(800 * Math.sin(i / 4))),
        ),
      ]),
      'a steady',
    );
  });

  test('that are killed and begin again grow, and their restarts are counted', () => {
    const [one] = rankPods(
      [
        pod(
          'a',
          times(40, (i) => 100 + 200 * (i % 10)),
        ),
      ],
      null,
    );
    assert.equal(one.kind, 'growing');
    assert.equal(one.goroutines!.restarts, 3);
    assert.equal(Math.round(one.goroutines!.perHour!), 12_000);
    assert.deepEqual(
      one.goroutines!.points.map((p) => p.value),
      times(10, (i) => 100 + 200 * i),
    );
  });

  test('are measured against what is usual in the fleet, goroutines and heap alike', () => {
    const many = (grow: number, base: number) =>
      ['a', 'b', 'c'].map((name, k) =>
        pod(
          name,
          times(20, (i) => base + (k === 1 ? i * grow : 0)),
        ),
      );
    const heap = ['a', 'b', 'c'].map((name, k) =>
      pod(
        name,
        times(20, (i) => (k === 2 ? 900 + 100 * i : 900) * MB),
      ),
    );
    // b doubles its goroutines; c trebles its heap.
    assert.equal(ranked(many(50, 1000), heap), 'c growing, b growing, a steady');
  });

  test('of which the engine stores nothing are not there, and one measure can be missing', () => {
    assert.deepEqual(rankPods([], []), []);
    const [one] = rankPods(null, [
      pod(
        'a',
        times(9, (i) => i * 100 * MB),
      ),
    ]);
    assert.equal(one.goroutines, null);
    assert.equal(one.kind, 'growing');
  });

  test('two hundred with a day of readings each are ranked within a second', () => {
    const [slow, fast] = [1, 2].map((factor) =>
      pod(
        '',
        times(5760, (i) => (1000 + i) * factor),
      ),
    );
    const all = times(200, (k) => k).map((k) => ({ ...(k % 50 === 0 ? fast : slow), pod: `p${k}` }));
    const began = performance.now();
    assert.equal(rankPods(all, null)[0].kind, 'growing');
    const took = performance.now() - began;
    assert.ok(took < 1000, `${took} ms`);
  });
});

test('suspects are put together by their lines, in the words of the surest', () => {
  const suspect = (line: number, confidence: number) => ({
    file: 'a.go',
    line,
    title: `t${confidence}`,
    confidence,
  });
  const shared = sharedSuspects([
    { pod: 'x', suspects: [suspect(1, 0.6), suspect(2, 0.9)] },
    { pod: 'y', suspects: [suspect(1, 0.8), suspect(1, 0.3)] },
    { pod: 'z', suspects: [] },
  ]);
  assert.deepEqual(
    shared.map(({ line, title, pods }) => [line, title, pods.join('')]),
    [
      [1, 't0.8', 'xy'],
      [2, 't0.9', 'x'],
    ],
  );
});

describe('selectors', () => {
  test('braces may be left out', () => {
    for (const [written, selector] of [
      ['{a="b"}', '{a="b"}'],
      ['a="b", c=~"d{2},"', '{a="b", c=~"d{2},"}'],
      ['', '{}'],
      [' {} ', '{}'],
      ['{a!="x\\"y",}', '{a!="x\\"y"}'],
    ])
      assert.equal(readSelector(written), selector);
    for (const wrong of ['a', 'a=b', '{a="b"', '{a="b"} or {c="d"}', 'a="b" c="d"'])
      assert.throws(() => readSelector(wrong), /is no selector/, wrong);
  });

  test('one label more, whatever is in its value', () => {
    assert.equal(withLabel('{}', 'pod', 'a'), '{pod="a"}');
    assert.equal(withLabel('{a="b"}', 'pod', 'x"y\\z'), '{a="b",pod="x\\"y\\\\z"}');
    assert.equal(readSelector(withLabel('{}', 'pod', '",x="')), '{pod="\\",x=\\""}');
  });
});
