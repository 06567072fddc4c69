// How is a server asked from node, with a bound on every step and nothing left open?
//
// connect ─► head ─► body … body ─► end        each arrow has its own time-out; one more is over all
//
// Node's http rather than its fetch: fetch cannot tell the steps apart and takes no CA file.

import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { gunzip } from 'node:zlib';
import type { HttpAnswer, HttpClient, HttpFaultKind, HttpOutcome, HttpRequest } from './http.ts';

export interface NodeHttpOptions {
  /** Certificates (PEM) that are trusted, in place of node's own; undefined for node's own. */
  readonly ca?: readonly string[];
}

export function nodeHttpClient(options: NodeHttpOptions = {}): HttpClient {
  return { request: (request) => new Exchange(request, options).run() };
}

type Step = 'connect' | 'first-byte' | 'idle';

class Exchange {
  private readonly chunks: Uint8Array[] = [];
  private received = 0;
  private response: IncomingMessage | undefined;
  private outgoing: ClientRequest | undefined;
  private stepTimer: NodeJS.Timeout | undefined;
  private totalTimer: NodeJS.Timeout | undefined;
  private settle: ((outcome: HttpOutcome) => void) | undefined;
  private readonly onAbort = (): void => this.fail('cancelled', 'cancelled');

  constructor(
    private readonly request: HttpRequest,
    private readonly options: NodeHttpOptions,
  ) {}

  run(): Promise<HttpOutcome> {
    return new Promise((resolve) => {
      this.settle = resolve;
      const { signal, limits } = this.request;
      if (signal?.aborted) return this.onAbort();
      signal?.addEventListener('abort', this.onAbort, { once: true });
      this.totalTimer = setTimeout(() => this.fail('total-timeout', seconds(limits.totalMs)), limits.totalMs);
      try {
        this.start();
      } catch (error) {
        this.fail('failed', messageOf(error));
      }
    });
  }

  private start(): void {
    const { method, url, headers, body, limits } = this.request;
    const secure = url.startsWith('https:');
    const options = {
      method,
      headers: Object.fromEntries(headers),
      // A connection for itself, closed after the answer.
      agent: false,
      // Whatever the environment says: a certificate that is not trusted ends the exchange.
      ...(secure && { rejectUnauthorized: true, ...(this.options.ca && { ca: [...this.options.ca] }) }),
    };
    this.await('connect', limits.connectMs);
    const outgoing = (secure ? tlsRequest : plainRequest)(url, options);
    this.outgoing = outgoing;
    outgoing.on('socket', (socket) => this.watchConnect(socket, secure));
    outgoing.on('response', (response) => this.onHead(response));
    outgoing.on('error', (error) => this.onError(error));
    outgoing.end(body);
  }

  private watchConnect(socket: Socket, secure: boolean): void {
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      if (!this.response) this.await('first-byte', this.request.limits.firstByteMs);
    });
  }

  private onHead(response: IncomingMessage): void {
    const { limits } = this.request;
    this.response = response;
    const declared = Number(response.headers['content-length']);
    if (declared > limits.maxBytes) {
      this.fail('too-large', `${declared} bytes`);
      return;
    }
    this.await('idle', limits.idleMs);
    response.on('data', (chunk: Buffer) => this.onChunk(chunk));
    response.on('end', () => this.onEnd());
    response.on('error', (error) => this.onError(error));
    response.on('aborted', () => this.fail('reset', 'the connection was closed'));
  }

  private onChunk(chunk: Buffer): void {
    const room = this.request.limits.maxBytes - this.received;
    this.chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.received += Math.min(room, chunk.length);
    if (chunk.length > room) {
      this.fail('too-large', `more than ${this.request.limits.maxBytes} bytes`);
      return;
    }
    this.await('idle', this.request.limits.idleMs);
    this.request.onReceived?.(this.received);
  }

  private onEnd(): void {
    if (!this.response?.complete) this.fail('reset', 'the connection was closed');
    else {
      clearTimeout(this.stepTimer);
      expand(this.answer(), this.request.limits.maxBytes, (answer) =>
        this.finish({ kind: 'answer', answer }),
      );
    }
  }

  private onError(error: NodeJS.ErrnoException & { errors?: readonly Error[] }): void {
    const first: NodeJS.ErrnoException = error.errors?.[0] ?? error;
    this.fail(kindOf(first), messageOf(first));
  }

  private fail(kind: HttpFaultKind, detail: string): void {
    const fault = { kind, detail };
    const begun = this.response !== undefined && kind !== 'cancelled';
    this.finish(
      begun ? { kind: 'answer', answer: { ...this.answer(), cut: fault } } : { kind: 'fault', fault },
    );
  }

  private answer(): HttpAnswer {
    const headers = new Map<string, string>();
    for (const [name, value] of Object.entries(this.response?.headers ?? {}))
      if (value !== undefined) headers.set(name, String(value));
    return {
      status: this.response?.statusCode ?? 0,
      headers,
      body: new Uint8Array(Buffer.concat(this.chunks)),
    };
  }

  /** Waits for the next step from now on. */
  private await(step: Step, ms: number): void {
    clearTimeout(this.stepTimer);
    if (this.settle) this.stepTimer = setTimeout(() => this.fail(`${step}-timeout`, seconds(ms)), ms);
  }

  private finish(outcome: HttpOutcome): void {
    const { settle } = this;
    if (!settle) return;
    this.settle = undefined;
    clearTimeout(this.stepTimer);
    clearTimeout(this.totalTimer);
    this.request.signal?.removeEventListener('abort', this.onAbort);
    this.outgoing?.destroy();
    settle(outcome);
  }
}

/** Takes off the gzip that a server may put around any answer. */
function expand(answer: HttpAnswer, maxBytes: number, done: (answer: HttpAnswer) => void): void {
  const encoding = (answer.headers.get('content-encoding') ?? 'identity').toLowerCase();
  if (encoding === 'identity' || encoding === '' || answer.body.length === 0) {
    done(answer);
    return;
  }
  const cut = (kind: HttpFaultKind, detail: string): void => done({ ...answer, cut: { kind, detail } });
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    cut('damaged', `it is encoded as ${encoding}`);
    return;
  }
  gunzip(answer.body, { maxOutputLength: maxBytes }, (error, body) => {
    if (!error) done({ ...answer, body: new Uint8Array(body) });
    else if (error instanceof RangeError) cut('too-large', `more than ${maxBytes} bytes`);
    else cut('damaged', `its gzip cannot be read: ${error.message}`);
  });
}

const KINDS: ReadonlyMap<string, HttpFaultKind> = new Map<string, HttpFaultKind>([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'unknown-host'],
  ['EAI_AGAIN', 'unknown-host'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ETIMEDOUT', 'connect-timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['EPROTO', 'no-tls'],
]);

/** Codes of OpenSSL that speak of a certificate. */
const CERTIFICATE = /CERT|^UNABLE_TO_|_CA$|SELF_SIGNED|CRL_|PATH_LENGTH|TRUST/;

function kindOf({ code = '' }: NodeJS.ErrnoException): HttpFaultKind {
  const known = KINDS.get(code);
  if (known) return known;
  if (code.startsWith('HPE_')) return 'not-http';
  if (CERTIFICATE.test(code)) return 'not-trusted';
  return code.startsWith('ERR_SSL_') ? 'no-tls' : 'failed';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
