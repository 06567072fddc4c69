// What went wrong with a server, and what can be done about it?

import type { HttpFault, HttpFaultKind } from '../outside/http.ts';

export type LiveFaultKind =
  | HttpFaultKind
  | 'unauthorized'
  | 'forbidden'
  | 'absent'
  | 'write-timeout'
  | 'in-use'
  | 'redirect'
  | 'not-a-dump'
  | 'server-error'
  | 'left-out';

export interface LiveFault {
  readonly kind: LiveFaultKind;
  /** What was found, with the server's own words. */
  readonly text: string;
  readonly advice: string;
}

/** Without an answer at all there is no point in asking the same server for more. */
const GONE: ReadonlySet<LiveFaultKind> = new Set<LiveFaultKind>([
  'cancelled',
  'connect-timeout',
  'unknown-host',
  'refused',
  'unreachable',
  'not-http',
  'not-trusted',
  'no-tls',
  'unauthorized',
  'forbidden',
  'redirect',
]);

export function endsEverything(fault: LiveFault): boolean {
  return GONE.has(fault.kind);
}

type Words = (host: string, detail: string) => readonly [text: string, advice: string];

const WORDS: Readonly<Record<HttpFaultKind, Words>> = {
  cancelled: () => ['cancelled', 'Start again to take the rest.'],
  'connect-timeout': (host, d) => [
    `${host} did not take the connection (${d})`,
    'Check the host, the port and the firewalls between.',
  ],
  'first-byte-timeout': (host, d) => [
    `${host} took the connection but did not answer within ${d}`,
    'The service may be too busy to answer, or stopped in a debugger. Try again, or ask another pod.',
  ],
  'idle-timeout': (host, d) => [
    `${host} began to answer and then sent nothing for ${d}`,
    'Try again; behind a proxy, ask the service directly.',
  ],
  'total-timeout': (host, d) => [
    `the answer of ${host} was not complete after ${d}`,
    'The line may be too slow for so much data. Allow more time, or capture on the machine itself.',
  ],
  'too-large': (_, d) => [
    `the answer is too large (${d})`,
    'If you trust the server, allow more bytes; for a trace, take a shorter one.',
  ],
  'unknown-host': (host) => [`there is no host ${host}`, 'Check how the name is written.'],
  refused: (host) => [
    `nothing listens at ${host}`,
    'Check the port: the debug server often has one of its own. The service may also have just died.',
  ],
  unreachable: (host, d) => [
    `there is no way to ${host} (${d})`,
    'Check the network, the VPN or the port-forward.',
  ],
  reset: (host, d) => [
    `${host} closed the connection before the answer was complete (${d})`,
    "The service may have died or been restarted, or its server's WriteTimeout is shorter than the answer takes.",
  ],
  'not-http': (host, d) => [
    `what ${host} sent is not HTTP (${d})`,
    'Check the port: another protocol is spoken here. A TLS server is asked with https://.',
  ],
  damaged: (_, d) => [`the answer is damaged: ${d}`, 'Try again; behind a proxy, ask the service directly.'],
  'not-trusted': (host, d) => [
    `the certificate of ${host} is not trusted (${d})`,
    'If it comes from a CA of your own, name the file with its certificate.',
  ],
  'no-tls': (host, d) => [
    `${host} does not speak TLS as expected (${shortDetail(d)})`,
    'If the server speaks plain HTTP, ask it with http://.',
  ],
  failed: (host, d) => [`${host} could not be asked (${d})`, 'Check the address and try again.'],
};

export function liveFault({ kind, detail }: HttpFault, url: string): LiveFault {
  const [text, advice] = WORDS[kind](hostOf(url), detail);
  return { kind, text, advice };
}

/** OpenSSL's messages end with source lines and codes of its own. */
function shortDetail(detail: string): string {
  return /:([a-z ]+):(?:[^:]*\.c\b|\n|$)/i.exec(detail)?.[1] ?? detail.split('\n')[0];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
