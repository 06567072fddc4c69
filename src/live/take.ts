// How is one dump taken from a service, and what does a refusal mean?

import type { HttpAnswer } from '../outside/http.ts';
import { type CaptureLimits, type Endpoint, limitsFor, urlOf } from './endpoints.ts';
import { type LiveFault, liveFault } from './faults.ts';
import { firstLine, type LiveSession } from './session.ts';

export type Taken =
  | {
      readonly kind: 'dump';
      readonly bytes: Uint8Array;
      /** Set when the dump broke off, and is still worth keeping. */
      readonly cut: LiveFault | null;
      /** How long the service recorded; less than asked where the server's WriteTimeout did not allow more. */
      readonly seconds: number;
    }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

export interface TakeOptions {
  readonly base: string;
  readonly limits: CaptureLimits;
  readonly signal?: AbortSignal;
  readonly onReceived?: (bytes: number) => void;
}

/** Takes one dump; where the server ends long answers, a shorter recording. */
export async function take(session: LiveSession, endpoint: Endpoint, options: TakeOptions): Promise<Taken> {
  for (let { seconds } = endpoint; ; ) {
    const taken = await takeOnce(session, endpoint, seconds, options);
    if (taken.kind === 'dump' || seconds === 0) return taken;
    if (taken.fault.kind !== 'write-timeout' && taken.fault.kind !== 'reset') return taken;
    const shorter = endpoint.leastSeconds === 1 ? Math.floor(seconds / 2) : seconds / 2;
    if (shorter < endpoint.leastSeconds) return taken;
    seconds = shorter;
  }
}

async function takeOnce(
  session: LiveSession,
  endpoint: Endpoint,
  seconds: number,
  { base, limits, signal, onReceived }: TakeOptions,
): Promise<Taken> {
  const reply = await session.ask({
    url: urlOf(base, endpoint, seconds),
    limits: limitsFor(limits, seconds),
    ...(signal && { signal }),
    ...(onReceived && { onReceived }),
  });
  if (reply.kind === 'fault') return reply;
  const { answer, url } = reply;
  if (answer.status !== 200) return fault(refusal(answer, url));
  const cut = answer.cut ? liveFault(answer.cut, url) : null;
  if (cut && !isWorthKeeping(endpoint, answer.body)) return fault(cut);
  const wrong = whyNoDump(endpoint, answer.body, url);
  return wrong ? fault(wrong) : { kind: 'dump', bytes: answer.body, cut, seconds };
}

function fault(one: LiveFault): Taken {
  return { kind: 'fault', fault: one };
}

/** Names come last in a profile: its beginning says nothing. Listings and traces can be read up to the cut. */
function isWorthKeeping(endpoint: Endpoint, body: Uint8Array): boolean {
  return endpoint.form !== 'pprof' && body.length > 0;
}

/** What an answer that is not 200 says. */
export function refusal(answer: HttpAnswer, url: string): LiveFault {
  const line = firstLine(answer.body);
  const said = `${answer.status}${line === '' ? '' : ` ${line}`}`;
  const { host, pathname } = new URL(url);
  if (/HTTP request to an HTTPS server/.test(line))
    return { kind: 'no-tls', text: `${host} speaks TLS`, advice: 'Ask it with https://.' };
  if (/WriteTimeout/.test(line))
    return {
      kind: 'write-timeout',
      text: `${host} refuses to record for so long: ${line}`,
      advice: 'Raise WriteTimeout of the http.Server of the debug port, or record for fewer seconds.',
    };
  if (/already (in use|enabled)|cpu profiling already/.test(line))
    return {
      kind: 'in-use',
      text: `${host} is being recorded by somebody else: ${line}`,
      advice: 'Wait until that recording ends; a continuous profiler may always be at it.',
    };
  if (answer.status === 404)
    return {
      kind: 'absent',
      text: `${host} has no ${pathname} (${said})`,
      advice: ABSENT,
    };
  if (answer.status === 403)
    return {
      kind: 'forbidden',
      text: `${host} does not allow ${pathname} (${said})`,
      advice: 'Ask whoever runs the service, or forward a port to the pod itself.',
    };
  return {
    kind: 'server-error',
    text: `${host} answered ${said} for ${pathname}`,
    advice: answer.status === 405 ? ABSENT : 'Try again; the words are the server’s own.',
  };
}

export const ABSENT =
  'Import _ "net/http/pprof" in the program and serve http.DefaultServeMux on a debug port (or register the ' +
  'handlers of net/http/pprof with its own router), and check the port.';

const STARTS: Readonly<Record<Endpoint['form'], (body: Uint8Array) => boolean>> = {
  // Gzip, or the first field of a profile that somebody on the way has expanded.
  pprof: (body) => (body[0] === 0x1f && body[1] === 0x8b) || body[0] === 0x0a,
  listing: (body) => asciiStart(body).startsWith('goroutine '),
  trace: (body) => /^go 1\.\d+ trace/.test(asciiStart(body)),
};

function whyNoDump(endpoint: Endpoint, body: Uint8Array, url: string): LiveFault | null {
  if (body.length > 0 && STARTS[endpoint.form](body)) return null;
  const { host, pathname } = new URL(url);
  const found = body.length === 0 ? 'nothing' : `"${firstLine(body)}"`;
  return {
    kind: 'not-a-dump',
    text: `${host} answered ${found} for ${pathname}, which is no dump`,
    advice: 'Check the path and the port; a login page or another service may be answering.',
  };
}

function asciiStart(body: Uint8Array): string {
  return String.fromCharCode(...body.subarray(0, 16));
}
