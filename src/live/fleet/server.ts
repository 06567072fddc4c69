// How is an engine's server asked, and what do its refusals mean?

import type { HeaderList, HttpAnswer, HttpLimits } from '../../outside/http.ts';
import { type LiveFault, liveFault } from '../faults.ts';
import { firstLine, type LiveSession } from '../session.ts';
import { parseJson, textAt } from './json.ts';

export interface FleetServerOptions {
  /** Ends with `/`. */
  readonly base: string;
  readonly session: LiveSession;
  readonly limits?: HttpLimits;
  readonly signal?: AbortSignal;
}

/** Engines merge on the server: what comes is about as large as one pod's profile. */
export const FLEET_LIMITS: HttpLimits = {
  connectMs: 5_000,
  firstByteMs: 60_000,
  idleMs: 20_000,
  totalMs: 120_000,
  maxBytes: 128 * 1024 ** 2,
};

export type ServerReply =
  | { readonly kind: 'body'; readonly body: Uint8Array }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

const JSON_HEADERS: HeaderList = [
  ['content-type', 'application/json'],
  ['accept', 'application/json'],
  ['accept-encoding', 'gzip'],
];
const PROTO_HEADERS: HeaderList = [
  ['content-type', 'application/proto'],
  ['accept-encoding', 'gzip'],
];

export class FleetServer {
  constructor(
    private readonly name: string,
    private readonly options: FleetServerOptions,
  ) {}

  get base(): string {
    return this.options.base;
  }

  postJson(path: string, message: unknown): Promise<ServerReply> {
    return this.ask(path, JSON_HEADERS, new TextEncoder().encode(JSON.stringify(message)));
  }

  postProto(path: string, message: Uint8Array): Promise<ServerReply> {
    return this.ask(path, PROTO_HEADERS, message);
  }

  get(path: string): Promise<ServerReply> {
    return this.ask(path, JSON_HEADERS.slice(1));
  }

  private async ask(path: string, headers: HeaderList, body?: Uint8Array): Promise<ServerReply> {
    const { base, session, limits = FLEET_LIMITS, signal } = this.options;
    const reply = await session.ask({
      ...{ url: base + path, headers, limits },
      ...(body && { method: 'POST' as const, body }),
      ...(signal && { signal }),
    });
    if (reply.kind === 'fault') return { kind: 'fault', fault: withTenantAdvice(reply.fault) };
    const { answer, url } = reply;
    if (answer.status !== 200) return { kind: 'fault', fault: this.refusal(answer, url) };
    if (answer.cut) return { kind: 'fault', fault: liveFault(answer.cut, url) };
    return { kind: 'body', body: answer.body };
  }

  /** The server's own message, and what can be done where that is known. */
  private refusal(answer: HttpAnswer, url: string): LiveFault {
    const { status } = answer;
    const { host, pathname } = new URL(url);
    const message = clean(textAt(parseJson(answer.body), 'message')) || firstLine(answer.body);
    if (status === 404 || status === 405 || status === 501)
      return {
        kind: 'absent',
        text: `${host} does not answer as ${this.name} does (${status} ${message} for ${pathname})`,
        advice: 'Check the address; it may be another server, or an older release.',
      };
    if (status === 403)
      return {
        kind: 'forbidden',
        text: `${host} does not allow ${pathname} (403 ${message})`,
        advice: 'Ask whoever runs it for the right to read profiles.',
      };
    return {
      kind: 'server-error',
      text: `${this.name} at ${host} says: ${message === '' ? `status ${status}` : message} (${status})`,
      advice: adviceFor(status, message),
    };
  }
}

function adviceFor(status: number, message: string): string {
  if (/max_query_length/.test(message)) return 'Ask for a shorter time.';
  if (status === 429 || /resource_exhausted/.test(message))
    return 'It has too much to do: ask for a shorter time or fewer pods, or wait.';
  if (status >= 500) return 'That is the server’s own fault: look at its log.';
  return 'Correct the selector, the type or the time.';
}

function withTenantAdvice(fault: LiveFault): LiveFault {
  if (fault.kind !== 'unauthorized' || !/no org id/i.test(fault.text)) return fault;
  return { ...fault, advice: 'This server keeps tenants apart: name yours (its header is X-Scope-OrgID).' };
}

/** A server's words as one line in which nothing acts. */
function clean(text: string): string {
  return firstLine(new TextEncoder().encode(text.replace(/\s+/g, ' ')));
}
