// Has each way in which a Pyroscope refuses, or is none, its answer?
import assert from 'node:assert/strict';
import type http from 'node:http';
import { describe, test } from 'node:test';
import { probeEngine } from '../../src/live/fleet/probe.ts';
import { FLEET_LIMITS } from '../../src/live/fleet/server.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { testSession } from '../support/live-session.ts';
import {
  type Answers,
  dumpIn,
  json,
  query,
  recorded,
  valueIn,
  withEngine,
} from '../support/pyroscope-engine.ts';
import { RECORDED, type ReplayedEngine, recording, rpc } from '../support/replayed-engine.ts';

describe('trap 6: limits', () => {
  const tooLong = recorded('err-range-too-long');
  const DAY = 86_400_000;

  test('a long time is asked for in pieces, each pod’s put together, nothing twice', async () => {
    const ranges: number[] = [];
    const answer: http.RequestListener = (_, res) => {
      const body = JSON.parse(server!.asked.at(-1)!.body.toString()) as { start: number; end: number };
      ranges.push(body.end - body.start);
      if (body.end - body.start > DAY / 2) return res.writeHead(tooLong.status).end(tooLong.body);
      return res.end(recorded('select-series-exemplars').body);
    };
    let server: ReplayedEngine | undefined;
    const pods = await withEngine({ [rpc('SelectSeries')]: answer }, async (engine, own) => {
      server = own;
      return valueIn(await engine.series({ ...query, range: { startMs: 0, endMs: 2 * DAY } }));
    });
    assert.deepEqual(ranges, [DAY, DAY / 2, DAY / 2, DAY / 2, DAY / 2]);
    assert.deepEqual(
      pods.map((p) => p.points.length),
      [1, 1],
    );
  });

  const refusals: readonly [string, string, RegExp, RegExp][] = [
    [
      'err-range-too-long',
      'SelectMergeProfile',
      /max_query_length, actual: 168h0m59\.539s, limit: 1d/,
      /shorter time/,
    ],
    [
      'err-bad-selector',
      'SelectMergeProfile',
      /parsing label selector .*unexpected end of input/,
      /selector/,
    ],
  ];
  for (const [name, call, words, advice] of refusals)
    test(`the server's own message is shown: ${name}`, () =>
      withEngine({ [rpc(call)]: recorded(name) }, async (engine) => {
        const answer = await engine.merge(query);
        assert.ok(
          answer.kind === 'fault' && words.test(answer.fault.text) && advice.test(answer.fault.advice),
        );
      }));

  test('too many requests', () =>
    withEngine(
      {
        [rpc('SelectSeries')]: (_, res) =>
          void res.writeHead(429).end('{"code":"resource_exhausted","message":"limit of 4 MiB/s"}'),
      },
      async (engine) => {
        const answer = await engine.series(query);
        assert.ok(
          answer.kind === 'fault' && /4 MiB\/s/.test(answer.fault.text) && /wait/.test(answer.fault.advice),
        );
      },
    ));

  test('an answer past the cap is cut off and told', () =>
    withEngine(
      { [rpc('SelectMergeProfile')]: recorded('merge-profile-binary') },
      async (engine) => {
        const answer = await engine.merge(query);
        assert.ok(answer.kind === 'fault' && answer.fault.kind === 'too-large');
      },
      { ...FLEET_LIMITS, maxBytes: 500 },
    ));
});

describe('trap 7: other servers', () => {
  const probe = (answers: Answers) =>
    withEngine(answers, (_, server) =>
      probeEngine({ base: `${server.origin}/`, session: testSession(), inflate: inflateWithNode }, RECORDED),
    );

  test('what knows no RPC is no Pyroscope', async () => {
    const answer = await probe({});
    assert.ok(answer.kind === 'fault' && /neither Pyroscope nor Parca/.test(answer.fault.text));
  });

  test('what takes no POST is none either', async () => {
    const refuse: http.RequestListener = (_, res) => void res.writeHead(405).end('Method Not Allowed\n');
    assert.equal((await probe({ [rpc('ProfileTypes')]: refuse })).kind, 'fault');
  });

  test('a page of HTML is none either', async () => {
    const page: http.RequestListener = (_, res) => void res.end('<html>Log in</html>');
    assert.equal((await probe({ [rpc('ProfileTypes')]: page })).kind, 'fault');
  });

  test('each engine is known by its own answer', async () => {
    const pyroscope = valueIn(await probe({ [rpc('ProfileTypes')]: recorded('profile-types') }));
    assert.equal(pyroscope.engine.name, 'Pyroscope');
    const parca = valueIn(await probe({ '/api/profiles/types': recording('parca', 'types') }));
    assert.equal(parca.engine.name, 'Parca');
  });

  test('a tenant that is missing is told, with what to do', async () => {
    const answer = await probe({ [rpc('ProfileTypes')]: recorded('err-401-no-tenant') });
    assert.ok(answer.kind === 'fault' && answer.fault.kind === 'unauthorized');
    assert.match(answer.fault.text, /no org id/);
    assert.match(answer.fault.advice, /X-Scope-OrgID/);
  });
});

test('trap 8: a profile says who stored it', async () => {
  await withEngine({ [rpc('SelectMergeProfile')]: recorded('merge-profile-binary') }, async (engine) => {
    assert.match(dumpIn(valueIn(await engine.merge(query))).comments.join(), /as stored by Pyroscope/);
  });
});

describe('trap 9: what a server sends is not trusted', () => {
  const bodies: readonly [string, Uint8Array][] = [
    ['bytes that are no profile', Uint8Array.of(0xff, 0xff, 0xff)],
    ['a profile that is cut', recorded('merge-profile-binary').body.subarray(0, 500)],
  ];
  for (const [what, body] of bodies)
    test(what, () =>
      withEngine({ [rpc('SelectMergeProfile')]: (_, res) => void res.end(body) }, async (engine) => {
        const answer = await engine.merge(query);
        assert.ok(answer.kind === 'fault' && answer.fault.kind === 'damaged', JSON.stringify(answer));
      }),
    );

  test('a status of 500', () =>
    withEngine(
      { [rpc('SelectMergeProfile')]: (_, res) => void res.writeHead(500).end('boom') },
      async (engine) => {
        const answer = await engine.merge(query);
        assert.ok(answer.kind === 'fault' && /boom \(500\)/.test(answer.fault.text));
      },
    ));

  test('series of nonsense', () =>
    withEngine(
      {
        [rpc('SelectSeries')]: json({
          series: [null, 5, { labels: 7, points: [null, { value: 'x', timestamp: {} }] }],
        }),
      },
      async (engine) => {
        assert.equal((await engine.series(query)).kind, 'none');
      },
    ));
});
