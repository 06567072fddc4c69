// Does a watch wait for what it was told to wait for, and for nothing else?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CAPTURE_LIMITS } from '../../src/live/endpoints.ts';
import { ProtoWriter } from '../../src/live/fleet/proto-writer.ts';
import { LiveSession } from '../../src/live/session.ts';
import { sizePicture, sparkline } from '../../src/live/size-picture.ts';
import { type Triggers, type WatchEnd, type WatchState, watch } from '../../src/live/watch.ts';
import type { HttpClient } from '../../src/outside/http.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { indexPage } from '../support/fake-service.ts';

/** What the service is like at each look; null: it does not answer. The last goes on for ever. */
type Looks = readonly (Look | null)[];

interface Look {
  readonly goroutines: number;
  /** null: its profile tells no such type. */
  readonly heap: number | null;
  readonly index?: boolean;
}

interface Watched {
  readonly end: WatchEnd;
  readonly states: readonly WatchState[];
}

/** A look each second, on a clock that only the watch moves. */
async function watched(
  looks: Looks,
  triggers: Triggers,
  forMs = 200_000,
  signal?: AbortSignal,
  takeNow?: AbortSignal,
): Promise<Watched> {
  let now = 1_000_000;
  let at = -1;
  const http: HttpClient = {
    request: async ({ url }) => {
      if (url.endsWith('/pprof/')) at++;
      const look = looks[Math.min(at, looks.length - 1)];
      if (!look) return { kind: 'fault', fault: { kind: 'reset', detail: 'gone' } };
      const status = look.index === false && url.endsWith('/pprof/') ? 404 : 200;
      return { kind: 'answer', answer: { status, headers: new Map(), body: bodyOf(url, look) } };
    },
  };
  const clock = { now: () => now, sleep: async (ms: number) => void (now += ms) };
  const user = { mayFollow: async () => false, credentialsFor: async () => undefined };
  const states: WatchState[] = [];
  const end = await watch(
    new LiveSession({ http, clock, user }),
    inflateWithNode,
    {
      ...{ base: 'http://h/debug/pprof/', everyMs: 1000, forMs, triggers, limits: CAPTURE_LIMITS },
      ...(signal && { signal }),
      ...(takeNow && { takeNow }),
    },
    (state) => states.push(state),
  );
  return { end, states };
}

function bodyOf(url: string, { goroutines, heap }: Look): Uint8Array {
  if (url.endsWith('/goroutine')) return profileWith('goroutine', goroutines);
  if (url.endsWith('/heap')) return profileWith(heap === null ? 'other' : 'inuse_space', heap ?? 0);
  return new TextEncoder().encode(indexPage({ goroutine: goroutines }));
}

function profileWith(name: string, bytes: number): Uint8Array {
  const sample = new ProtoWriter()
    .packed(1, [1n])
    .packed(2, [BigInt(bytes)])
    .finish();
  const type = new ProtoWriter().int(1, 1).int(2, 2).finish();
  const profile = new ProtoWriter().bytes(1, type).bytes(2, sample).text(6, '').text(6, name);
  return gzipSync(profile.text(6, 'bytes').finish());
}

const rising = (count: number, goroutines: number, heap: number): Looks =>
  Array.from({ length: count }, (_, i) => ({ goroutines: 100 + i * goroutines, heap: 1e6 + i * heap }));
/** Up and down by half, as a service breathes. */
const breathing: Looks = Array.from({ length: 60 }, (_, i) => ({
  goroutines: 1000 + Math.round(500 * Math.sin(i)),
  heap: 1e8 + Math.round(5e7 * Math.sin(i * 2)),
}));

describe('is told', () => {
  const cases: readonly [string, Looks, Triggers, RegExp, number][] = [
    ['too many goroutines', rising(50, 10, 0), { goroutines: 200 }, /^200 goroutines, past the 200/, 11],
    ['too large a heap', rising(50, 0, 1e6), { heapBytes: 5e6 }, /^a heap of 4\.8 MB/, 5],
    ['a slope of goroutines', rising(50, 30, 0), { goroutinesPerSecond: 20 }, /^30 goroutines a second/, 6],
    ['a slope of the heap', rising(50, 0, 2e6), { heapBytesPerSecond: 1e6 }, /^1\.9 MB a second/, 6],
    [
      'a slope through a look that failed',
      [...rising(3, 30, 0), null, ...rising(50, 30, 0).slice(4)],
      { goroutinesPerSecond: 20 },
      /goroutines a second/,
      7,
    ],
  ];
  for (const [what, looks, triggers, reason, count] of cases)
    test(what, async () => {
      const { end, states } = await watched(looks, triggers);
      assert.ok(end.kind === 'triggered' && reason.test(end.reason), JSON.stringify(end));
      assert.equal(states.length, count);
    });
});

test('a service that breathes passes no slope', async () => {
  const { end, states } = await watched(
    breathing,
    { goroutinesPerSecond: 5, heapBytesPerSecond: 5e5 },
    59_000,
  );
  assert.deepEqual(end, { kind: 'over' });
  assert.equal(states.length, 60);
});

test('a service that does not come back is given up after a minute', async () => {
  const { end, states } = await watched([...rising(2, 0, 0), null], { goroutines: 1e6 });
  assert.ok(end.kind === 'fault' && end.fault.kind === 'reset');
  assert.equal(states.length, 62);
  assert.equal(states.at(-1)!.fault!.kind, 'reset');
});

test('a service that restarts for half a minute is watched on', async () => {
  const gone: Looks = Array.from({ length: 30 }, () => null);
  const { end } = await watched([...rising(3, 0, 0), ...gone, { goroutines: 5000, heap: 1 }], {
    goroutines: 2000,
  });
  assert.equal(end.kind, 'triggered');
});

test('a service that never answered is given up after three looks', async () => {
  const { end, states } = await watched([null], { goroutines: 1e6 });
  assert.ok(end.kind === 'fault' && states.length === 3);
});

describe('what is watched for and cannot be seen', () => {
  const blind = { goroutines: 100, heap: null };

  test('is told, and is no calm', async () => {
    const { end } = await watched([blind], { heapBytes: 1e9 });
    assert.ok(end.kind === 'fault' && /heap profile does not tell inuse_space/.test(end.fault.text));
  });

  test('matters to nobody who watches for something else', async () => {
    const { end, states } = await watched([blind], { goroutines: 1e9 }, 9000);
    assert.equal(end.kind, 'over');
    assert.equal(states.at(-1)!.sizes.at(-1)!.heapBytes, null);
  });
});

test('a service without the index is watched by its goroutine profile', async () => {
  const { end } = await watched([{ goroutines: 3000, heap: 1, index: false }], { goroutines: 2000 });
  assert.ok(end.kind === 'triggered' && /^3,000 goroutines/.test(end.reason), JSON.stringify(end));
});

test('a cancel ends it', async () => {
  assert.deepEqual((await watched(breathing, {}, 1e9, AbortSignal.abort())).end, { kind: 'cancelled' });
});

test('who asks for the dumps meanwhile gets them after the look that is under way', async () => {
  const { end, states } = await watched(breathing, {}, 1e9, undefined, AbortSignal.abort());
  assert.deepEqual(end, { kind: 'triggered', reason: 'asked for while it was watched' });
  assert.equal(states.length, 1);
});

describe('the picture', () => {
  test('is words alone where no bars have room', async () => {
    const { states } = await watched(rising(8, 100, 1024 ** 2), {}, 7000);
    assert.equal(sizePicture(states.at(-1)!, 0), 'goroutines 800 (+100/s)   heap 8.0 MB (+1.0 MB/s)');
  });

  test('rises with the values', () => {
    assert.equal(sparkline([0, 1, 2, 3, 4, 5, 6, 7]), '▁▂▃▄▅▆▇█');
    assert.equal(sparkline([5, 5, null, 5]), '▁▁ ▁');
    assert.equal(sparkline([]), '');
  });

  test('tells both sizes and their slopes', async () => {
    const { states } = await watched(rising(8, 100, 1024 ** 2), {}, 7000);
    assert.equal(
      sizePicture(states.at(-1)!, 4),
      'goroutines ▁▃▆█ 800 (+100/s)   heap ▁▃▆█ 8.0 MB (+1.0 MB/s)',
    );
    assert.equal(sizePicture({ ...states[0], sizes: [] }, 4).replace(/ +/g, ' '), 'goroutines – heap –');
  });
});
