// Can a service that means harm hang a capture, fill the memory, or make two dumps into one file?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import type http from 'node:http';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type CaptureRequest, capture, roundTimes } from '../../src/live/capture.ts';
import { CAPTURE_LIMITS } from '../../src/live/endpoints.ts';
import { ProtoWriter } from '../../src/live/fleet/proto-writer.ts';
import { readIndexPage } from '../../src/live/index-page.ts';
import { type Manifest, readCommandLine } from '../../src/live/manifest.ts';
import { glanceAt, glanceAtPacked } from '../../src/live/profile-glance.ts';
import { nodeHttpClient } from '../../src/outside/http-node.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { type FakeService, fakeService, indexPage } from '../support/fake-service.ts';
import { testSession } from '../support/live-session.ts';
import { serveHttp } from '../support/loopback-server.ts';

interface Captured {
  readonly manifest?: Manifest;
  readonly fault?: string;
  readonly files: readonly string[];
}

async function run(service: FakeService, request: Partial<CaptureRequest> = {}): Promise<Captured> {
  const files: string[] = [];
  const sink = { write: async (name: string) => void files.push(name) };
  try {
    const outcome = await capture(
      { session: testSession(), sink, inflate: inflateWithNode, onEvent: () => {} },
      {
        ...{ base: service.base, forMs: 0, everyMs: 100, all: false, reason: 'asked for' },
        ...{ limits: CAPTURE_LIMITS, record: { cpu: 0, trace: 0 }, ...request },
      },
    );
    return outcome.kind === 'fault'
      ? { files, fault: `${outcome.fault.kind}: ${outcome.fault.text}` }
      : { files, manifest: outcome.manifest };
  } finally {
    await service.close();
  }
}

const dump = (_: unknown, res: http.ServerResponse) =>
  void res.end(fs.readFileSync('sample/dumps/release-v1.8.0-later/goroutine.pprof'));
const page = (counts: Record<string, number>) => (_: unknown, res: http.ServerResponse) =>
  void res.end(indexPage(counts));
const forbid = (_: unknown, res: http.ServerResponse) => void res.writeHead(403).end('not that');

describe('an index page', () => {
  const million = 1_000_000;
  const pages: readonly [string, string][] = [
    ['of rows that never end', '<td'.repeat(million)],
    ['of nothing but white space', `<td>1${' '.repeat(3 * million)}`],
    ['of a cell that is half white space', `<td>1</td>${'\n'.repeat(3 * million)}<td`],
    ['of links that never end', `<td>1<td>${'<a href='.repeat(million / 4)}`],
  ];
  for (const [what, html] of pages)
    test(`${what} is read in no time`, () => {
      const began = performance.now();
      assert.equal(readIndexPage(html), undefined);
      assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
    });

  test('too large to be Go’s is no reason to give up: the profiles are asked for', async () => {
    const { manifest, fault } = await run(
      await fakeService({ '': (_, res) => void res.end('x'.repeat(5 * million)) }),
    );
    assert.ok((manifest?.dumps.length ?? 0) >= 7, fault);
  });
});

describe('a profile that is all strings', () => {
  const types = new ProtoWriter()
    .bytes(1, new ProtoWriter().int(1, 1).int(2, 2).finish())
    .bytes(2, new ProtoWriter().packed(2, [7n]).finish());
  const named = types.text(6, '').text(6, 'goroutine').text(6, 'count').finish();
  const empty = Buffer.concat([named, Buffer.alloc(20_000_000, Uint8Array.of(0x32, 0))]);

  test('is glanced at in little memory', () => {
    const before = process.memoryUsage().heapUsed;
    assert.equal(glanceAt(empty)!.totals.get('goroutine'), 7);
    const grown = process.memoryUsage().heapUsed - before;
    assert.ok(grown < 64 * 1024 ** 2, `${grown} bytes`);
  });

  test('or expands without end is not glanced at', () => {
    assert.equal(glanceAtPacked(gzipSync(Buffer.alloc(300_000_000)), inflateWithNode), undefined);
  });
});

test('an answer that expands without end can be cancelled meanwhile', async () => {
  const bomb = gzipSync(Buffer.alloc(256 * 1024 ** 2));
  const server = await serveHttp(
    (_, res) => void res.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  );
  const ask = (onReceived: (bytes: number) => void, signal: AbortSignal) =>
    nodeHttpClient().request({
      ...{ method: 'GET', url: server.origin, headers: [], onReceived, signal },
      limits: {
        ...{ connectMs: 1000, firstByteMs: 5000, idleMs: 5000, totalMs: 20_000 },
        maxBytes: 255 * 1024 ** 2,
      },
    });
  const controller = new AbortController();
  const stop = (bytes: number): void => {
    if (bytes === bomb.length) setTimeout(() => controller.abort(), 10);
  };
  assert.deepEqual(await ask(stop, controller.signal), {
    kind: 'fault',
    fault: { kind: 'cancelled', detail: 'cancelled' },
  });
  const outcome = await ask(() => {}, new AbortController().signal);
  assert.ok(outcome.kind === 'answer' && outcome.answer.cut?.kind === 'too-large');
  await server.close();
});

describe('profiles of the program’s own', () => {
  test('whose names differ late, or only in what a file cannot be named, each get a file', async () => {
    const start = `github.com/example/${'very-'.repeat(12)}long`;
    const names = [`${start}/pool.connections`, `${start}/pool.requests`, 'a/b', 'a.b', 'A.B'];
    const own = Object.fromEntries(names.map((name) => [encodeURIComponent(name), dump]));
    const counts = Object.fromEntries(names.map((name) => [name, 1]));
    const { manifest, files } = await run(await fakeService({ '': page(counts), ...own }));
    assert.equal(manifest!.dumps.filter((d) => d.file.startsWith('profile-')).length, names.length);
    const folded = files.filter((name) => name !== 'manifest.json').map((name) => name.toLowerCase());
    assert.equal(new Set(folded).size, folded.length);
    assert.ok(files.every((name) => /^[A-Za-z0-9_.-]{1,120}$/.test(name)));
  });

  test('of which there are too many are named as left out', async () => {
    const names = Array.from({ length: 25 }, (_, i) => `own-${i}`);
    const own = Object.fromEntries(names.map((name) => [name, dump]));
    const counts = Object.fromEntries(names.map((name) => [name, 1]));
    const { manifest } = await run(await fakeService({ '': page(counts), ...own }));
    const left = manifest!.missing.filter((m) => m.kind === 'left-out').map((m) => m.endpoint);
    assert.deepEqual(left, ['own-20', 'own-21', 'own-22', 'own-23', 'own-24']);
    const all = await run(await fakeService({ '': page(counts), ...own }), { all: true });
    assert.deepEqual(all.manifest!.missing, []);
  });
});

describe('what is taken', () => {
  test('does not end where one profile is forbidden', async () => {
    const { manifest } = await run(await fakeService({ allocs: forbid, mutex: forbid }));
    assert.equal(manifest!.end, 'complete');
    assert.deepEqual(
      manifest!.missing.map((m) => `${m.endpoint} ${m.kind}`),
      ['allocs forbidden', 'mutex forbidden'],
    );
  });

  test('is nothing: nothing is written', async () => {
    const gone = (req: http.IncomingMessage) => void req.socket.destroy();
    const names = 'goroutine heap allocs threadcreate mutex block profile trace'.split(' ');
    const { files, fault } = await run(
      await fakeService(Object.fromEntries(names.map((name) => [name, gone]))),
    );
    assert.match(fault!, /^reset: /);
    assert.deepEqual(files, []);
  });

  test('leaves the listing out where only the profile itself tells how many goroutines there are', async () => {
    const many = new ProtoWriter()
      .bytes(1, new ProtoWriter().int(1, 1).int(2, 2).finish())
      .bytes(2, new ProtoWriter().packed(2, [60_000n]).finish())
      .text(6, '')
      .text(6, 'goroutine')
      .text(6, 'count')
      .finish();
    const service = await fakeService({
      '': (_, res) => void res.writeHead(404).end(),
      goroutine: (req, res) => void (req.url!.includes('debug=') ? res.end('never') : res.end(many)),
    });
    const { manifest, fault } = await run(service);
    assert.equal(fault, undefined);
    assert.ok(!service.asked.includes('goroutine?debug=2'));
    assert.deepEqual(
      manifest!.missing.map((m) => `${m.endpoint} ${m.kind}`),
      ['goroutine-debug2 left-out'],
    );
  });
});

test('there are always a first round and a last one', () => {
  assert.deepEqual(roundTimes(2000, 5000), [0, 2000]);
  assert.deepEqual(roundTimes(15_000, 60_000), [0, 15_000]);
});

test('secrets of a command line are not kept, however they are written', () => {
  const written = [
    '--api_key=s3cret',
    '-pwd=s3cret',
    '--basic-auth',
    'u:s3cret',
    '--dsn-like=user=app password=s3cret host=db',
    'postgres://app:s3cr@et/s3cret@db:5432/x',
    '--upstream=https://h/x?access_token=s3cret&page=2',
    '--header=Authorization: Bearer s3cret',
    '--aws-secret-access-key=s3cret',
    '--private_key=s3cret',
  ];
  const kept = readCommandLine(new TextEncoder().encode(written.join('\0')));
  assert.ok(!kept.some((part) => /s3cr|et\//.test(part.replace('secret-access', ''))), kept.join('\n'));
  const plain = [
    '/app/consumer',
    '-rate=500',
    '--key-prefix',
    'orders',
    'http://host:8080/a@b?page=2',
    'user=app',
  ];
  assert.deepEqual(readCommandLine(new TextEncoder().encode(plain.join('\0'))), plain);
});
