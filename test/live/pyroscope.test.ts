// Is Pyroscope asked as its recorded exchanges show, and has each of its traps an answer?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FleetAnswer } from '../../src/live/fleet/engine.ts';
import { goroutineType, heapType } from '../../src/live/fleet/engine.ts';
import { mergeMessage, type Pyroscope } from '../../src/live/fleet/pyroscope.ts';
import { survey } from '../../src/live/fleet/survey.ts';
import {
  type Answers,
  dumpIn,
  GOROUTINES,
  HEAP,
  json,
  query,
  recorded,
  total,
  valueIn,
  withEngine,
} from '../support/pyroscope-engine.ts';
import { RECORDED, rpc } from '../support/replayed-engine.ts';

describe('the recorded exchanges', () => {
  const cases: readonly [string, string, (engine: Pyroscope) => Promise<unknown>][] = [
    ['profile-types', 'ProfileTypes', (e) => e.types(RECORDED)],
    ['label-names', 'LabelNames', (e) => e.labels(RECORDED)],
    ['label-values', 'LabelValues', (e) => e.labelValues('pod', RECORDED)],
    ['select-series-exemplars', 'SelectSeries', (e) => e.series(query)],
  ];
  for (const [name, call, ask] of cases)
    test(`${name}: the request is equal, the answer is read`, async () => {
      const exchange = recorded(name);
      await withEngine({ [rpc(call)]: exchange }, async (engine, server) => {
        valueIn((await ask(engine)) as FleetAnswer<unknown>);
        assert.deepEqual(
          server.asked.map((a) => a.what),
          [`POST ${rpc(call)}`],
        );
        assert.deepEqual(
          JSON.parse(server.asked[0].body.toString()),
          JSON.parse(exchange.request.toString()),
        );
      });
    });

  test('merge-profile-binary: the request is equal to the byte, the answer is the profile', async () => {
    const exchange = recorded('merge-profile-binary');
    assert.deepEqual(Buffer.from(mergeMessage(query)), exchange.request);
    await withEngine({ [rpc('SelectMergeProfile')]: exchange }, async (engine) => {
      assert.equal(total(dumpIn(valueIn(await engine.merge(query)))), 327994543 + 524528 + 524344 + 524336);
    });
  });

  test('types and values are told apart by sample type and unit, not by name', async () => {
    await withEngine({ [rpc('ProfileTypes')]: recorded('profile-types') }, async (engine) => {
      const types = valueIn(await engine.types(RECORDED));
      assert.equal(types.length, 9);
      assert.equal(heapType(types)!.id, HEAP.id);
      assert.equal(goroutineType(types)!.id, GOROUTINES.id);
      const pushed = { ...GOROUTINES, id: 'goroutines:goroutine:count:goroutine:count', name: 'goroutines' };
      assert.equal(goroutineType([HEAP, pushed]), pushed);
    });
  });
});

describe('trap 1: the old way to merge may be gone', () => {
  const newer = { [rpc('SelectMergeStacktraces')]: recorded('merge-stacktraces-pprof') };
  test('the new one is asked, as recorded', async () => {
    await withEngine(newer, async (engine, server) => {
      const profile = dumpIn(valueIn(await engine.merge({ ...query, type: GOROUTINES })));
      assert.equal(total(profile), 802);
      assert.equal(profile.profileKind, 'goroutine');
      const { request } = recorded('merge-stacktraces-pprof');
      assert.deepEqual(JSON.parse(server.asked[1].body.toString()), JSON.parse(request.toString()));
    });
  });

  test('JSON and protobuf of one profile are read as the same', async () => {
    const nested = json({ pprof: { profile: JSON.parse(recorded('merge-profile').body.toString()) } });
    const ways: Answers[] = [
      { [rpc('SelectMergeProfile')]: recorded('merge-profile-binary') },
      { [rpc('SelectMergeStacktraces')]: nested },
    ];
    const [a, b] = await Promise.all(
      ways.map((way) => withEngine(way, async (e) => dumpIn(valueIn(await e.merge(query))))),
    );
    assert.deepEqual(a.values, b.values);
    assert.deepEqual([...a.symbols.frames.line], [...b.symbols.frames.line]);
    assert.equal(a.period, 524288);
    assert.equal(b.period, 524288);
  });
});

describe('trap 2: gauges are summed over time', () => {
  const series = { [rpc('SelectSeries')]: recorded('select-series-exemplars') };

  test('the series are made of single profiles, with their own times', async () => {
    await withEngine(series, async (engine) => {
      const pods = valueIn(await engine.series(query));
      assert.deepEqual(
        pods.map((p) => [p.pod, p.isSum, p.points.map((one) => [one.atMs, one.value])]),
        [
          ['pod-b', false, [[1795467941283, 248944190]]],
          ['pod-a', false, [[1795467940974, 80623561]]],
        ],
      );
      assert.equal(pods[0].points[0].snapshot.selector, '{service_name="order-consumer",pod="pod-b"}');
    });
  });

  test('without exemplars the values are said to be sums', async () => {
    await withEngine({ [rpc('SelectSeries')]: recorded('select-series') }, async (engine) => {
      const pods = valueIn(await engine.series(query));
      assert.ok(pods.every((p) => p.isSum && p.points[0].snapshot.id === ''));
      const found = valueIn(await survey(engine, [HEAP], query));
      assert.match(found.notes.join(), /sums over each step, not as single profiles/);
    });
  });

  const PROFILE = { pprof: { profile: JSON.parse(recorded('merge-profile').body.toString()) as unknown } };
  const SUM = 327994543 + 524528 + 524344 + 524336;
  const snapshotOf = async (value: number, id: string) =>
    withEngine({ ...series, [rpc('SelectMergeStacktraces')]: json(PROFILE) }, async (engine, server) => {
      const point = valueIn(await engine.series(query))[0].points[0];
      const stored = valueIn(await engine.snapshot({ ...point.snapshot, value, id }));
      return { stored, body: JSON.parse(server.asked[1].body.toString()) as Record<string, unknown> };
    });

  test('a snapshot is asked for by the id of its profile', async () => {
    const { stored, body } = await snapshotOf(SUM, 'bce0dc56');
    assert.deepEqual(body.profileIdSelector, ['bce0dc56']);
    assert.equal(body.format, 'PROFILE_FORMAT_PPROF');
    assert.equal(stored.label, 'as stored by Pyroscope');
  });

  test('a server that does not heed the id sums: that is said', async () => {
    const { stored } = await snapshotOf(SUM / 2, 'bce0dc56');
    assert.match(stored.label, /^sum over all profiles from/);
  });

  test('a merge is always said to be a sum', async () => {
    await withEngine({ [rpc('SelectMergeProfile')]: recorded('merge-profile-binary') }, async (engine) => {
      const { label, atMs } = valueIn(await engine.merge(query));
      assert.equal(atMs, null);
      assert.equal(
        label,
        'sum over all profiles from 2026-11-23T20:55:47.000Z to 2026-11-23T21:06:47.000Z, as stored by Pyroscope',
      );
    });
  });
});

test('trap 3: the time of a merge means nothing, that of a snapshot is the point’s', async () => {
  const answers = {
    [rpc('SelectMergeProfile')]: recorded('merge-profile-binary'),
    [rpc('SelectMergeStacktraces')]: json({
      pprof: { profile: JSON.parse(recorded('merge-profile').body.toString()) },
    }),
    [rpc('SelectSeries')]: recorded('select-series-exemplars'),
  };
  await withEngine(answers, async (engine) => {
    assert.equal(dumpIn(valueIn(await engine.merge(query))).timeNanos, 0n);
    const { snapshot } = valueIn(await engine.series(query))[0].points[0];
    assert.equal(dumpIn(valueIn(await engine.snapshot(snapshot))).timeNanos, 1795467941283_000_000n);
  });
});

test('trap 4: 64-bit numbers are strings, and zeros are left out', async () => {
  const exact = '9007199254740993';
  const profile = {
    sampleType: [{ type: '1', unit: '2' }],
    sample: [
      { locationId: ['1'], value: [exact] },
      { locationId: ['1'], value: ['-5'] },
      { locationId: ['1'], value: ['0'] },
    ],
    location: [{ id: '1', line: [{ functionId: '1' }] }],
    function: [{ id: '1', name: '3' }],
    stringTable: ['', 'inuse_space', 'bytes', 'main.f'],
  };
  const series = { series: [{ labels: [{ name: 'pod', value: 'p' }], points: [{ timestamp: '5' }] }] };
  const answers = {
    [rpc('SelectMergeStacktraces')]: json({ pprof: { profile } }),
    [rpc('SelectSeries')]: json(series),
  };
  await withEngine(answers, async (engine) => {
    const dump = dumpIn(valueIn(await engine.merge(query)));
    assert.equal(dump.values[0].exact.get(0), BigInt(exact));
    assert.deepEqual([...dump.values[0].value].slice(1), [-5, 0]);
    assert.equal(valueIn(await engine.series(query))[0].points[0].value, 0);
  });
});

describe('trap 5: no data is not no growth', () => {
  const nothing = recorded('empty');
  const asks: readonly [string, (e: Pyroscope) => Promise<FleetAnswer<unknown>>][] = [
    ['series', (e) => e.series(query)],
    ['merge', (e) => e.merge(query)],
    ['types', (e) => e.types(RECORDED)],
    ['labels', (e) => e.labels(RECORDED)],
    ['survey', (e) => survey(e, [HEAP, GOROUTINES], query)],
  ];
  for (const [what, ask] of asks)
    test(what, () =>
      withEngine(
        Object.fromEntries(
          ['SelectSeries', 'SelectMergeStacktraces', 'ProfileTypes', 'LabelNames'].map((name) => [
            rpc(name),
            nothing,
          ]),
        ),
        async (engine) => {
          const answer = await ask(engine);
          assert.ok(answer.kind === 'none' && /no data/.test(answer.text), JSON.stringify(answer));
        },
      ),
    );

  test('an empty message in binary', () =>
    withEngine({ [rpc('SelectMergeProfile')]: (_, res) => void res.end() }, async (engine) => {
      assert.equal((await engine.merge(query)).kind, 'none');
    }));

  test('of one measure alone is told beside the other', () =>
    withEngine({ [rpc('SelectSeries')]: recorded('select-series-exemplars') }, async (engine) => {
      const found = valueIn(await survey(engine, [HEAP], query));
      assert.match(found.notes[0], /No goroutine profiles are stored here/);
      assert.ok(found.pods.every((p) => p.goroutines === null && p.kind === 'unknown'));
    }));
});
