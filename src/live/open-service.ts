// Is there a debug endpoint, and what does it offer?

import { type CaptureLimits, limitsFor } from './endpoints.ts';
import { type LiveFault, liveFault } from './faults.ts';
import { type IndexPage, readIndexPage } from './index-page.ts';
import { readCommandLine } from './manifest.ts';
import type { LiveSession } from './session.ts';
import { refusal, take } from './take.ts';

/** A service whose debug endpoint answers. */
export interface Service {
  /** Undefined where only the profiles themselves are served, without the index. */
  readonly index: IndexPage | undefined;
  readonly commandLine: readonly string[];
}

export interface ServiceQuestion {
  readonly base: string;
  readonly limits: CaptureLimits;
  readonly signal?: AbortSignal;
}

type Opened =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

const MOST_COMMAND_LINE = 64 * 1024;
const MOST_INDEX = 4 * 1024 ** 2;

/** Reads the index and the command line; a service without an index is known by its goroutine profile. */
export async function openService(session: LiveSession, question: ServiceQuestion): Promise<Opened> {
  const index = await readIndex(session, question);
  if (index.kind === 'fault' && index.fault.kind !== 'absent' && index.fault.kind !== 'not-a-dump')
    return index;
  if (index.kind === 'fault') {
    const goroutine = {
      name: 'goroutine',
      path: 'goroutine',
      form: 'pprof' as const,
      seconds: 0,
      leastSeconds: 0,
    };
    const taken = await take(session, goroutine, question);
    if (taken.kind === 'fault') return index;
  }
  const commandLine = await readCommandLineOf(session, question);
  return {
    kind: 'service',
    service: { index: index.kind === 'index' ? index.index : undefined, commandLine },
  };
}

type IndexReply =
  | { readonly kind: 'index'; readonly index: IndexPage }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

/** The index alone: the cheapest question that a service can be asked. */
export async function readIndex(
  session: LiveSession,
  { base, limits, signal }: ServiceQuestion,
): Promise<IndexReply> {
  const reply = await session.ask({
    url: base,
    limits: { ...limitsFor(limits, 0), maxBytes: Math.min(limits.maxBytes, MOST_INDEX) },
    ...(signal && { signal }),
  });
  if (reply.kind === 'fault') return reply;
  const { answer, url } = reply;
  if (answer.status !== 200) return { kind: 'fault', fault: refusal(answer, url) };
  // No page of Go's is so large.
  if (answer.cut?.kind === 'too-large') return { kind: 'fault', fault: noIndex(url) };
  if (answer.cut) return { kind: 'fault', fault: liveFault(answer.cut, url) };
  const index = readIndexPage(new TextDecoder().decode(answer.body));
  return index ? { kind: 'index', index } : { kind: 'fault', fault: noIndex(url) };
}

function noIndex(url: string): LiveFault {
  return {
    kind: 'not-a-dump',
    text: `the page at ${url} is not the one that Go's net/http/pprof shows`,
    advice: 'Check the path and the port; the page is usually at /debug/pprof/.',
  };
}

async function readCommandLineOf(
  session: LiveSession,
  { base, limits, signal }: ServiceQuestion,
): Promise<string[]> {
  const reply = await session.ask({
    url: `${base}cmdline`,
    limits: { ...limitsFor(limits, 0), maxBytes: MOST_COMMAND_LINE },
    ...(signal && { signal }),
  });
  if (reply.kind === 'fault' || reply.answer.status !== 200) return [];
  return readCommandLine(reply.answer.body);
}
