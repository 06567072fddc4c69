// Does a capture take everything in the gentlest order, and has each misbehaviour of a service its answer?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { openIncident } from '../../src/investigation/open-incident.ts';
import { type CaptureEvent, type CaptureRequest, capture, roundTimes } from '../../src/live/capture.ts';
import { CAPTURE_LIMITS } from '../../src/live/endpoints.ts';
import type { Manifest } from '../../src/live/manifest.ts';
import { listDumpFiles } from '../../src/outside/dump-files.ts';
import { openSink } from '../../src/outside/dump-sink-node.ts';
import { openFileSource } from '../../src/outside/file-source.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import {
  type FakeService,
  fakeService,
  indexPage,
  LISTING,
  unknownProfile,
} from '../support/fake-service.ts';
import { testSession } from '../support/live-session.ts';
import { eventually } from '../support/loopback-server.ts';

interface Captured {
  readonly fault?: string;
  readonly manifest?: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** One round unless told otherwise, against a service that is closed afterwards and has no connection left. */
async function run(
  service: FakeService,
  request: Partial<CaptureRequest> = {},
  onEvent: (event: CaptureEvent) => void = () => {},
): Promise<Captured> {
  const files = new Map<string, Uint8Array>();
  const sink = { write: async (name: string, bytes: Uint8Array) => void files.set(name, bytes) };
  try {
    const outcome = await capture(
      { session: testSession(), sink, inflate: inflateWithNode, onEvent },
      {
        ...{
          base: service.base,
          forMs: 0,
          everyMs: 100,
          all: false,
          reason: 'asked for',
          limits: CAPTURE_LIMITS,
        },
        record: { cpu: 4, trace: 1 },
        ...request,
      },
    );
    await eventually(() => service.connections() === 0, 'no connection is left');
    return outcome.kind === 'fault'
      ? { files, fault: `${outcome.fault.kind}: ${outcome.fault.text}. ${outcome.fault.advice}` }
      : { files, manifest: outcome.manifest };
  } finally {
    await service.close();
  }
}

/** `cpu absent`, in the order in which they were missed. */
const missed = ({ manifest }: Captured): string[] => manifest!.missing.map((m) => `${m.endpoint} ${m.kind}`);

describe('a service that behaves', () => {
  test('is asked in the order that disturbs least', async () => {
    const service = await fakeService();
    const { manifest, files } = await run(service);
    assert.deepEqual(service.asked, [
      ...['', 'cmdline', 'goroutine', 'heap', 'allocs', 'threadcreate', 'mutex', 'block'],
      ...['goroutine?debug=2', 'trace?seconds=1', 'profile?seconds=4', 'heap?gc=1'],
    ]);
    assert.equal(manifest!.end, 'complete');
    assert.equal(manifest!.dumps.length, files.size - 1);
    assert.deepEqual(manifest!.missing, []);
    assert.equal(manifest!.goVersion, '1.26');
    assert.match(manifest!.buildId, /^[0-9a-f]{8}/);
    assert.equal(manifest!.sizes.length, 1);
    assert.ok(manifest!.sizes[0].goroutines! > 1000 && manifest!.sizes[0].heapBytes! > 1e6);
  });

  test('is asked again and again, and the picture of its size grows with each round', async () => {
    const service = await fakeService();
    const { manifest } = await run(service, { forMs: 300, record: { cpu: 0, trace: 0 } });
    const heaps = service.asked.filter((p) => p === 'heap').length;
    assert.equal(heaps, manifest!.sizes.length);
    assert.ok(heaps >= 2 && manifest!.rounds === 4);
    assert.equal(service.asked.at(-1), 'heap?gc=1');
    assert.ok(!service.asked.some((p) => p.startsWith('profile') || p.startsWith('trace')));
  });

  test('its own profiles and goroutineleak are taken, under names that lead nowhere', async () => {
    const own = {
      '': page({ goroutineleak: 1, '../../etc/x': 2 }),
      goroutineleak: dump,
      '..%2F..%2Fetc%2Fx': dump,
    };
    const { manifest, files } = await run(await fakeService(own));
    assert.deepEqual(missed({ files, manifest: manifest! }), []);
    for (const start of ['goroutineleak-', 'profile-_etc_x-'])
      assert.ok(
        [...files.keys()].some((name) => name.startsWith(start)),
        start,
      );
    assert.ok([...files.keys()].every((name) => /^[A-Za-z0-9_.-]+$/.test(name)));
  });

  test('secrets of its command line are not kept', async () => {
    const { manifest } = await run(await fakeService());
    assert.deepEqual(manifest!.commandLine, ['/app/consumer', '-rate=500', '--db-password=…']);
  });
});

const page = (counts: Record<string, number>) => (_: unknown, res: { end(text: string): void }) =>
  res.end(indexPage(counts));
const dump = (_: unknown, res: { end(bytes: Uint8Array): void }) =>
  res.end(fs.readFileSync('sample/dumps/release-v1.8.0-later/goroutine.pprof'));

test('the last round is always at the end', () => {
  assert.deepEqual(roundTimes(15_000, 5000), [0, 5000, 10_000, 15_000]);
  assert.deepEqual(roundTimes(14_000, 5000), [0, 5000, 10_000, 14_000]);
  assert.deepEqual(roundTimes(12_000, 5000), [0, 5000, 12_000]);
  assert.deepEqual(roundTimes(3000, 5000), [0, 3000]);
  assert.deepEqual(roundTimes(0, 5000), [0]);
});

describe('a service that misbehaves', () => {
  test('has no debug endpoint: what to import is said', async () => {
    const gone = (_: unknown, res: import('node:http').ServerResponse) =>
      void res.writeHead(404).end('404 page not found\n');
    const { fault, files } = await run(await fakeService({ '': gone, goroutine: gone }));
    assert.match(fault!, /^absent: .*404 404 page not found.*net\/http\/pprof/s);
    assert.equal(files.size, 0);
  });

  test('serves the profiles without the index', async () => {
    const service = await fakeService({ '': (_, res) => void res.writeHead(404).end() });
    const { manifest } = await run(service, { all: true });
    assert.deepEqual(manifest!.missing, [], 'a profile that is nowhere announced is not missed');
    assert.ok(service.asked.includes('goroutineleak'));
    assert.ok(manifest!.dumps.length >= 10);
  });

  test('forbids it', async () => {
    const { fault } = await run(await fakeService({ '': (_, res) => void res.writeHead(403).end('no') }));
    assert.match(fault!, /^forbidden: .*403 no/);
  });

  test('wants to know who asks, and nobody tells', async () => {
    const { fault } = await run(await fakeService({ '': (_, res) => void res.writeHead(401).end('who?') }));
    assert.match(fault!, /^unauthorized: .*401 who\?/);
  });

  test('speaks TLS', async () => {
    const words = 'Client sent an HTTP request to an HTTPS server.\n';
    const { fault } = await run(await fakeService({ '': (_, res) => void res.writeHead(400).end(words) }));
    assert.match(fault!, /^no-tls: .*https:\/\//);
  });

  test('answers everything with a page of its own', async () => {
    const login = (_: unknown, res: import('node:http').ServerResponse) =>
      void res.end('<html><style>p{}</style><h1>Log in</h1>');
    const { fault } = await run(await fakeService({ '': login, goroutine: login }));
    assert.match(fault!, /^not-a-dump: /);
    const { manifest } = await run(await fakeService({ heap: login }));
    const heap = manifest!.missing.find((m) => m.endpoint === 'heap')!;
    assert.match(heap.text, /answered "Log in" .*, which is no dump/);
  });

  test('answers nothing where a profile should be', async () => {
    const captured = await run(await fakeService({ mutex: (_, res) => void res.end() }));
    assert.deepEqual(missed(captured), ['mutex not-a-dump']);
  });

  test('lacks one profile', async () => {
    const captured = await run(await fakeService({ block: (_, res) => unknownProfile(res) }));
    assert.deepEqual(missed(captured), ['block absent']);
  });

  test('ends answers after its WriteTimeout: less is recorded', async () => {
    const refuse = (req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse) => {
      if (/seconds=1$/.test(req.url!)) return dump(req, res);
      res.writeHead(400, { 'x-go-pprof': '1' }).end("profile duration exceeds server's WriteTimeout\n");
    };
    const service = await fakeService({ profile: refuse });
    const { manifest } = await run(service);
    assert.deepEqual(
      service.asked.filter((p) => p.startsWith('profile')),
      ['profile?seconds=4', 'profile?seconds=2', 'profile?seconds=1'],
    );
    assert.deepEqual(manifest!.missing, []);
    assert.match(manifest!.notes[0], /cpu: 1 s instead of 4 s/);
  });

  test('ends even the shortest: the server’s own words are told', async () => {
    const refuse = (_: unknown, res: import('node:http').ServerResponse) =>
      void res.writeHead(400).end("profile duration exceeds server's WriteTimeout\n");
    const { manifest } = await run(await fakeService({ profile: refuse, trace: refuse }));
    assert.deepEqual(
      manifest!.missing.map((m) => m.kind),
      ['write-timeout', 'write-timeout'],
    );
    assert.match(manifest!.missing[0].text, /exceeds server's WriteTimeout/);
  });

  test('closes the connection in the middle of a recording, as WriteTimeout does without a word', async () => {
    const hangUp = (req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse) =>
      /seconds=[12]$/.test(req.url!) ? dump(req, res) : void req.socket.destroy();
    const { manifest } = await run(await fakeService({ profile: hangUp }));
    assert.match(manifest!.notes[0], /cpu: 2 s instead of 4 s/);
  });

  test('is being recorded by somebody else: tried again in the last round', async () => {
    let busy = 1;
    const service = await fakeService({
      profile: (req, res) => {
        if (busy-- <= 0) return dump(req, res);
        res.writeHead(500).end('Could not enable CPU profiling: cpu profiling already in use\n');
      },
    });
    const captured = await run(service, { forMs: 300 });
    assert.deepEqual(missed(captured), ['profile?seconds=4 in-use']);
    assert.ok(captured.manifest!.dumps.some((d) => d.file.startsWith('cpu-r04')));
  });

  test('breaks off: a listing is kept up to there, a profile is not', async () => {
    const cut = (text: string | Buffer) => (_: unknown, res: import('node:http').ServerResponse) => {
      res.writeHead(200, { 'content-length': 1e6 });
      res.write(text, () => res.socket?.end());
    };
    const captured = await run(
      await fakeService({ 'goroutine?debug=2': cut(LISTING), heap: cut(Buffer.from([0x1f, 0x8b, 8])) }),
    );
    assert.ok(missed(captured).every((m) => m.startsWith('heap')));
    const listing = captured.manifest!.dumps.find((d) => d.endpoint === 'goroutine?debug=2')!;
    assert.match(listing.cut!, /closed the connection before/);
    assert.equal(new TextDecoder().decode(captured.files.get(listing.file)), LISTING);
  });

  test('has so many goroutines that a listing would stop it: left out, unless all is asked for', async () => {
    const many = { '': page({ goroutine: 60_000 }) };
    const captured = await run(await fakeService(many));
    assert.deepEqual(missed(captured), ['goroutine-debug2 left-out']);
    assert.deepEqual(missed(await run(await fakeService(many), { all: true })), []);
  });

  test('dies on the way: what was taken is kept, and nothing more is asked', async () => {
    const service = await fakeService({
      threadcreate: (req) => {
        req.socket.destroy();
        void service.close();
      },
    });
    const { manifest, files } = await run(service, { forMs: 60_000, everyMs: 5000 });
    assert.match(manifest!.end, /nothing listens at/);
    assert.equal(manifest!.dumps.length, 3);
    assert.ok(files.has('manifest.json'));
  });

  test('sends too much', async () => {
    const limits = { ...CAPTURE_LIMITS, maxBytes: 2000 };
    const captured = await run(await fakeService(), { limits });
    assert.ok(missed(captured).includes('heap too-large'));
    assert.ok(captured.manifest!.dumps.some((d) => d.cut !== null && d.file.startsWith('trace')));
  });
});

describe('a cancel', () => {
  test('in the middle of a recording ends within 200 ms, and what was taken is a whole folder', async () => {
    const service = await fakeService({ profile: () => {} });
    const controller = new AbortController();
    let cancelled = 0;
    const { manifest, files } = await run(service, { signal: controller.signal }, (event) => {
      if (event.kind === 'taking' && event.endpoint === 'cpu')
        setTimeout(() => {
          cancelled = performance.now();
          controller.abort();
        }, 50);
    });
    const took = performance.now() - cancelled;
    assert.ok(took < 200, `${took} ms`);
    assert.equal(manifest!.end, 'cancelled');
    assert.ok(files.has('manifest.json'));
  });

  test('while it waits for the next round ends at once', async () => {
    const controller = new AbortController();
    let cancelled = 0;
    const { manifest } = await run(
      await fakeService(),
      { forMs: 60_000, everyMs: 30_000, signal: controller.signal },
      (event) => {
        if (event.kind !== 'waiting') return;
        cancelled = performance.now();
        controller.abort();
      },
    );
    assert.ok(performance.now() - cancelled < 200);
    assert.equal(manifest!.end, 'cancelled');
  });
});

describe('what was captured opens as an incident', () => {
  for (const name of ['folder', 'archive.zip'])
    test(name, async () => {
      const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-capture-'));
      const service = await fakeService();
      try {
        const sink = await openSink(path.join(parent, name));
        const outcome = await capture(
          { session: testSession(), sink, inflate: inflateWithNode, onEvent: () => {} },
          {
            ...{ base: service.base, forMs: 0, everyMs: 100, all: false, reason: 'asked for' },
            ...{ limits: CAPTURE_LIMITS, record: { cpu: 1, trace: 1 } },
          },
        );
        await sink.close();
        assert.ok(outcome.kind === 'captured');
        const files = listDumpFiles(sink.path).map((file) => ({ path: file, file }));
        const deps = { inflate: inflateWithNode, limits: DEFAULT_LIMITS, openFile: openFileSource };
        const incident = openIncident(deps, files, () => {});
        assert.deepEqual(incident.unreadable, []);
        assert.equal(incident.dumps.length, outcome.manifest.dumps.length);
        if (process.platform !== 'win32') assert.equal(fs.statSync(sink.path).mode & 0o077, 0);
        await assert.rejects(openSink(sink.path), /not empty|already/);
      } finally {
        await service.close();
        fs.rmSync(parent, { recursive: true, force: true });
      }
    });
});
