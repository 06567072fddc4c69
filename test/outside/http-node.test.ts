// Does the HTTP adapter name every way in which a server can misbehave, and leave nothing open?
import assert from 'node:assert/strict';
import type http from 'node:http';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { HttpLimits, HttpOutcome, HttpRequest } from '../../src/outside/http.ts';
import { nodeHttpClient } from '../../src/outside/http-node.ts';
import { makeCertificate } from '../support/certificate.ts';
import {
  eventually,
  type LoopbackServer,
  serveHttp,
  serveHttps,
  serveRaw,
} from '../support/loopback-server.ts';

const LIMITS: HttpLimits = {
  connectMs: 2000,
  firstByteMs: 2000,
  idleMs: 2000,
  totalMs: 5000,
  maxBytes: 100_000,
};

/** Asks once; afterwards the server must have no connection left. */
async function ask(
  server: LoopbackServer,
  more: Partial<HttpRequest> = {},
  ca?: string,
): Promise<HttpOutcome> {
  const client = nodeHttpClient(ca ? { ca: [ca] } : {});
  try {
    const request = { method: 'GET', url: `${server.origin}/x`, headers: [], limits: LIMITS } as const;
    const outcome = await client.request({ ...request, ...more });
    await eventually(() => server.connections() === 0, 'the connection is closed');
    return outcome;
  } finally {
    await server.close();
  }
}

/** `reset`, or `200 idle-timeout 3` for an answer that broke off after 3 bytes, or `200 5`. */
function told(outcome: HttpOutcome): string {
  if (outcome.kind === 'fault') return outcome.fault.kind;
  const { status, cut, body } = outcome.answer;
  return [status, ...(cut ? [cut.kind] : []), body.length].join(' ');
}

const withLimits = (limits: Partial<HttpLimits>) => ({ limits: { ...LIMITS, ...limits } });

describe('a server that', () => {
  const cases: readonly [string, http.RequestListener, Partial<HttpLimits>, string][] = [
    ['answers', (_, res) => void res.end('hello'), {}, '200 5'],
    ['answers an error', (_, res) => void res.writeHead(503).end('busy'), {}, '503 4'],
    ['redirects is not followed', (_, res) => void res.writeHead(302, { location: '/y' }).end(), {}, '302 0'],
    ['never answers', () => {}, { firstByteMs: 100 }, 'first-byte-timeout'],
    ['falls silent', (_, res) => void res.write('abc'), { idleMs: 100 }, '200 idle-timeout 3'],
    ['drips for ever', drip, { idleMs: 500, totalMs: 300 }, '200 total-timeout'],
    [
      'declares too much',
      (_, res) => void res.writeHead(200, { 'content-length': 1e10 }).write('x'),
      {},
      '200 too-large 0',
    ],
    ['sends too much', flood, {}, '200 too-large 100000'],
    ['sends less than it declared', lie, {}, '200 reset 3'],
    ['closes at once', (req) => void req.socket.destroy(), {}, 'reset'],
    ['sends gzip', (_, res) => void res.writeHead(200, GZIP).end(gzipSync('hello')), {}, '200 5'],
    ['lies of gzip', (_, res) => void res.writeHead(200, GZIP).end('not gzip'), {}, '200 damaged 8'],
    [
      'sends a gzip bomb',
      (_, res) => void res.writeHead(200, GZIP).end(gzipSync(Buffer.alloc(1e6))),
      {},
      '200 too-large',
    ],
    [
      'sends what was not asked for',
      (_, res) => void res.writeHead(200, { 'content-encoding': 'br' }).end('x'),
      {},
      '200 damaged 1',
    ],
  ];
  for (const [what, handler, limits, expected] of cases)
    test(what, async () => {
      const outcome = told(await ask(await serveHttp(handler), withLimits(limits)));
      assert.ok(outcome.startsWith(expected), `${outcome}, wanted ${expected}`);
    });

  test('speaks another protocol', async () => {
    const server = await serveRaw((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    assert.equal(told(await ask(server)), 'not-http');
  });

  test('sends its head letter by letter', async () => {
    const server = await serveRaw((socket) => {
      const timer = setInterval(() => socket.write('X'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const outcome = told(await ask(server, withLimits({ firstByteMs: 200 })));
    assert.ok(outcome === 'first-byte-timeout' || outcome === 'not-http', outcome);
  });

  test('speaks HTTP/1.0 and closes', async () => {
    const server = await serveRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nold times')),
    );
    assert.equal(told(await ask(server)), '200 9');
  });

  test('is not there', async () => {
    const server = await serveHttp(() => {});
    await server.close();
    assert.equal(told(await ask(server)), 'refused');
  });

  test('has a name that nobody knows', async () => {
    const server = await serveHttp(() => {});
    const outcome = told(await ask(server, { url: 'http://nobody.invalid/' }));
    assert.ok(['unknown-host', 'connect-timeout'].includes(outcome), outcome);
  });
});

const GZIP = { 'content-encoding': 'gzip' };

function drip(_: http.IncomingMessage, res: http.ServerResponse): void {
  const timer = setInterval(() => res.write('x'), 20);
  res.on('close', () => clearInterval(timer));
}

function flood(_: http.IncomingMessage, res: http.ServerResponse): void {
  const more = (): void => {
    while (!res.destroyed && res.write(Buffer.alloc(16_384)));
  };
  res.on('drain', more);
  more();
}

function lie(_: http.IncomingMessage, res: http.ServerResponse): void {
  res.writeHead(200, { 'content-length': 1000 });
  res.write('abc', () => res.socket?.end());
}

describe('TLS', () => {
  const day = 86_400_000;
  const now = Date.now();
  const valid = makeCertificate(new Date(now - day), new Date(now + day));
  const expired = makeCertificate(new Date(now - 3 * day), new Date(now - day));
  const hello: http.RequestListener = (_, res) => void res.end('hello');

  test('a certificate of nobody that is trusted ends the exchange, whatever the environment says', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      assert.equal(told(await ask(await serveHttps(valid, hello))), 'not-trusted');
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  test('a named CA is trusted', async () => {
    assert.equal(told(await ask(await serveHttps(valid, hello), {}, valid.cert)), '200 5');
  });

  test('an expired certificate is not, even of a named CA', async () => {
    const outcome = await ask(await serveHttps(expired, hello), {}, expired.cert);
    assert.equal(told(outcome), 'not-trusted');
    assert.ok(outcome.kind === 'fault' && /expired/.test(outcome.fault.detail));
  });

  test('a server that speaks plain HTTP', async () => {
    const server = await serveHttp(hello);
    assert.equal(told(await ask(server, { url: `https://127.0.0.1:${server.port}/` })), 'no-tls');
  });

  test('a handshake that never comes is no connection', async () => {
    const server = await serveRaw(() => {});
    const url = `https://127.0.0.1:${server.port}/`;
    assert.equal(told(await ask(server, { url, ...withLimits({ connectMs: 100 }) })), 'connect-timeout');
  });
});

describe('a cancel ends the exchange within 200 ms', () => {
  const moments: readonly [string, http.RequestListener][] = [
    ['before the answer', () => {}],
    ['in the middle of the answer', drip],
  ];
  for (const [when, handler] of moments)
    test(when, async () => {
      const controller = new AbortController();
      let cancelled = 0;
      setTimeout(() => {
        cancelled = performance.now();
        controller.abort();
      }, 100);
      const outcome = await ask(await serveHttp(handler), { signal: controller.signal });
      const took = performance.now() - cancelled;
      assert.equal(told(outcome), 'cancelled');
      assert.ok(took < 200, `${took} ms`);
    });

  test('and before the beginning nothing is asked', async () => {
    let asked = 0;
    const server = await serveHttp(() => void asked++);
    assert.equal(told(await ask(server, { signal: AbortSignal.abort() })), 'cancelled');
    assert.equal(asked, 0);
  });
});

test('headers and body arrive, and progress is told', async () => {
  const server = await serveHttp((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => res.end(`${req.method} ${req.headers['x-a']} ${Buffer.concat(parts)}`));
  });
  const received: number[] = [];
  const outcome = await ask(server, {
    method: 'POST',
    headers: [['x-a', '1']],
    body: new TextEncoder().encode('body'),
    onReceived: (bytes) => received.push(bytes),
  });
  assert.ok(outcome.kind === 'answer');
  assert.equal(new TextDecoder().decode(outcome.answer.body), 'POST 1 body');
  assert.deepEqual(received, [11]);
});
