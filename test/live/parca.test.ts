// Is Parca asked as its recorded exchanges show, and has each of its traps an answer?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { FleetAnswer, ProfileType } from '../../src/live/fleet/engine.ts';
import { heapType } from '../../src/live/fleet/engine.ts';
import { Parca } from '../../src/live/fleet/parca.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { profileOf } from '../support/decode-file.ts';
import { testSession } from '../support/live-session.ts';
import { RECORDED_PARCA, type ReplayedEngine, recording, replay } from '../support/replayed-engine.ts';

const HEAP: ProfileType = {
  id: 'memory:inuse_space:bytes:space:bytes',
  name: 'memory',
  sampleType: 'inuse_space',
  sampleUnit: 'bytes',
};
const query = { type: HEAP, selector: '{job="order-consumer"}', range: RECORDED_PARCA, by: 'pod' };

async function withEngine<T>(
  answers: Parameters<typeof replay>[0],
  use: (engine: Parca, server: ReplayedEngine) => Promise<T>,
): Promise<T> {
  const server = await replay(answers);
  try {
    const base = `${server.origin}/api/`;
    return await use(new Parca({ base, session: testSession(), inflate: inflateWithNode }), server);
  } finally {
    await server.close();
  }
}

function valueIn<T>(answer: FleetAnswer<T>): T {
  assert.ok(answer.kind === 'answer', JSON.stringify(answer));
  return answer.value;
}

const recorded = (name: string) => recording('parca', name);
const QUERY = '/api/profiles/query';
const RANGE = '/api/profiles/query_range';

/** Path and parameters of a request, whatever their order and their escaping. */
function parts(request: string): [string, Record<string, string>] {
  const url = new URL(request.trim().replace(/^GET /, ''), 'http://h');
  const time = (text: string) => text.replace(/\.000Z$/, 'Z');
  return [
    url.pathname.replace(/^\/api/, ''),
    Object.fromEntries([...url.searchParams].map(([name, value]) => [name, time(value)])),
  ];
}

describe('the recorded exchanges', () => {
  const cases: readonly [string, string, (engine: Parca) => Promise<FleetAnswer<unknown>>][] = [
    ['types', '/api/profiles/types', (e) => e.types()],
    ['labels', '/api/profiles/labels', (e) => e.labels()],
    ['label-values', '/api/profiles/labels/pod/values', (e) => e.labelValues('pod')],
    ['merge-pprof', QUERY, (e) => e.merge(query)],
    ['query-range', RANGE, (e) => e.series(query)],
  ];
  for (const [name, path, ask] of cases)
    test(`${name}: the request is equal, the answer is read`, async () => {
      const exchange = recorded(name);
      await withEngine({ [path]: exchange }, async (engine, server) => {
        valueIn(await ask(engine));
        const [wanted, own] = [exchange.request.toString(), server.asked[0].what].map(parts);
        // A listing of all pods needs a higher limit than the recording's.
        if (name === 'query-range') own[1].limit = wanted[1].limit = '';
        assert.deepEqual(own, wanted);
      });
    });

  test('single-pprof: a snapshot is asked for by its exact time', async () => {
    const exchange = recorded('single-pprof');
    const answers = { [RANGE]: recorded('query-range'), [QUERY]: exchange };
    await withEngine(answers, async (engine, server) => {
      const series = valueIn(await engine.series(query));
      assert.deepEqual(
        series.map((s) => [s.pod, s.isSum, s.points.map((p) => p.value)]),
        [
          ['pod-b', false, [262384957]],
          ['pod-a', false, [75360367]],
        ],
      );
      const stored = valueIn(await engine.snapshot(series[0].points[0].snapshot));
      const [, asked] = parts(server.asked[1].what);
      const [, wanted] = parts(exchange.request.toString());
      assert.equal(asked['single.time'], wanted['single.time']);
      assert.equal(asked.mode, wanted.mode);
      assert.equal(asked['single.query'], `${HEAP.id}{job="order-consumer",pod="pod-b"}`);
      assert.equal(stored.label, 'as stored by Parca');
      const profile = profileOf(stored.bytes);
      // The total that the series told, sample for sample.
      assert.equal(
        profile.values[0].value.reduce((sum, v) => sum + v, 0),
        262384957,
      );
      assert.equal(profile.timeNanos, 1795467787958_000_000n);
    });
  });
});

describe('its traps', () => {
  test('a merge is dated in another century: its time is taken off, and it is said to be a sum', () =>
    withEngine({ [QUERY]: recorded('merge-pprof') }, async (engine) => {
      const stored = valueIn(await engine.merge(query));
      assert.match(stored.label, /^sum over all profiles from 2026-11-23T20:05:47/);
      assert.equal(profileOf(stored.bytes).timeNanos, 0n);
    }));

  test('no data is a small profile without samples, whose total of 0 real ones have too', () =>
    withEngine({ [QUERY]: recorded('err-no-data') }, async (engine) => {
      const answer = await engine.merge(query);
      assert.ok(answer.kind === 'none' && /no data/.test(answer.text));
    }));

  test('the server’s own message is shown', () =>
    withEngine({ [QUERY]: recorded('err-bad-query') }, async (engine) => {
      const answer = await engine.merge(query);
      assert.ok(answer.kind === 'fault' && /selection must be of the form/.test(answer.fault.text));
      assert.match(answer.fault.text, /\(400\)$/);
    }));

  test('samples of several profiles are sums', () => {
    const sample = (count: number, second: number) => ({
      timestamp: `2026-11-23T21:00:0${second}Z`,
      value: '7',
      count,
    });
    const labelset = { labels: [{ name: 'pod', value: 'p' }] };
    const series = [{ labelset, samples: [sample(1, 1), sample(2, 0)] }];
    return withEngine({ [RANGE]: (_, res) => void res.end(JSON.stringify({ series })) }, async (engine) => {
      const [one] = valueIn(await engine.series(query));
      assert.ok(one.isSum);
      assert.ok(one.points[0].atMs < one.points[1].atMs, 'in the order of their times');
    });
  });

  test('two containers of a pod stay apart', () => {
    const of = (container: string) => ({
      labelset: {
        labels: [
          { name: 'pod', value: 'p' },
          { name: 'container', value: container },
        ],
      },
      samples: [{ timestamp: '2026-11-23T21:00:00Z', value: '7', count: 1 }],
    });
    const body = JSON.stringify({ series: [of('a'), of('b')] });
    return withEngine({ [RANGE]: (_, res) => void res.end(body) }, async (engine) => {
      const pods = valueIn(await engine.series(query)).map((s) => s.pod);
      assert.deepEqual(pods, ['{pod="p",container="a"}', '{pod="p",container="b"}']);
    });
  });

  const broken: readonly [string, unknown][] = [
    ['no base64', { pprof: '%%%' }],
    ['no gzip', { pprof: Buffer.from('hello, this is text').toString('base64') }],
    ['a profile that is cut', { pprof: gzipSync(Uint8Array.of(0x0a, 0x64, 1, 2)).toString('base64') }],
  ];
  for (const [what, body] of broken)
    test(`what it sends is not trusted: ${what}`, () =>
      withEngine({ [QUERY]: (_, res) => void res.end(JSON.stringify(body)) }, async (engine) => {
        const answer = await engine.merge(query);
        assert.ok(answer.kind === 'fault' && answer.fault.kind === 'damaged', JSON.stringify(answer));
      }));

  test('delta types keep their mark', () =>
    withEngine(
      {
        '/api/profiles/types': (_, res) =>
          void res.end(
            JSON.stringify({
              types: [
                {
                  name: 'process_cpu',
                  sampleType: 'cpu',
                  sampleUnit: 'nanoseconds',
                  periodType: 'cpu',
                  periodUnit: 'nanoseconds',
                  delta: true,
                },
                {
                  name: 'm',
                  sampleType: 'inuse_space',
                  sampleUnit: 'bytes',
                  periodType: 'space',
                  periodUnit: 'bytes',
                },
              ],
            }),
          ),
      },
      async (engine) => {
        const types = valueIn(await engine.types());
        assert.equal(types[0].id, 'process_cpu:cpu:nanoseconds:cpu:nanoseconds:delta');
        assert.equal(heapType(types)!.id, 'm:inuse_space:bytes:space:bytes');
      },
    ));
});
