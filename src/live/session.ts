// How is a server asked so that redirects, credentials and refusals have their answers?

import type {
  HeaderList,
  HttpAnswer,
  HttpClient,
  HttpFault,
  HttpLimits,
  HttpOutcome,
} from '../outside/http.ts';
import type { Clock } from './clock.ts';
import { type LiveFault, liveFault } from './faults.ts';

/** The user, as far as a server's answers need one. */
export interface Asked {
  /** May a redirect to another origin be followed? Credentials do not go along. */
  mayFollow(from: string, to: string): Promise<boolean>;
  /**
   * A server wants to know who asks, and says `said`. `attempt` counts from 1 and passes 1 when the last answer
   * was refused. Undefined: the user gives up.
   */
  credentialsFor(origin: string, attempt: number, said: string): Promise<HeaderList | undefined>;
}

export interface LiveDeps {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly user: Asked;
}

export interface Question {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: HeaderList;
  readonly body?: Uint8Array;
  readonly limits: HttpLimits;
  readonly signal?: AbortSignal;
  readonly onReceived?: (bytes: number) => void;
}

/** `answer` may have any status; its body may be cut. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer; readonly url: string }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

const MOST_REDIRECTS = 5;
const MOST_CREDENTIALS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Remembers who asks which origin. Headers never reach an origin that they were not given for. */
export class LiveSession {
  readonly #known = new Map<string, HeaderList>();
  /** Origins that redirects may lead to, so that the user is asked once. */
  readonly #allowed = new Set<string>();

  constructor(
    private readonly deps: LiveDeps,
    known: Iterable<readonly [origin: string, headers: HeaderList]> = [],
  ) {
    for (const [origin, headers] of known) this.#known.set(origin, headers);
  }

  get clock(): Clock {
    return this.deps.clock;
  }

  async ask(question: Question): Promise<Reply> {
    let { url } = question;
    let attempts = 0;
    for (let hops = 0; ; ) {
      const outcome = await this.#once(question, url);
      if (outcome.kind === 'fault') return { kind: 'fault', fault: liveFault(outcome.fault, url) };
      const { answer } = outcome;
      const origin = new URL(url).origin;
      if (answer.status === 401 && attempts < MOST_CREDENTIALS) {
        const headers = await this.deps.user.credentialsFor(origin, ++attempts, firstLine(answer.body));
        if (!headers) return { kind: 'fault', fault: unauthorized(origin, answer) };
        this.#known.set(origin, headers);
      } else if (answer.status === 401) return { kind: 'fault', fault: unauthorized(origin, answer) };
      else if (REDIRECTS.has(answer.status)) {
        if (++hops > MOST_REDIRECTS)
          return redirectFault(`${hops} redirects one after the other, from ${url}`);
        const next = await this.#next(url, answer);
        if (typeof next !== 'string') return next;
        url = next;
      } else return { kind: 'answer', answer, url };
    }
  }

  #once(question: Question, url: string): Promise<HttpOutcome> {
    const { method = 'GET', headers = [], body, limits, signal, onReceived } = question;
    const origin = new URL(url).origin;
    if (signal?.aborted) return Promise.resolve({ kind: 'fault', fault: CANCELLED });
    return this.deps.http.request({
      method,
      url,
      headers: [...headers, ...(this.#known.get(origin) ?? [])],
      limits,
      ...(body && { body }),
      ...(signal && { signal }),
      ...(onReceived && { onReceived }),
    });
  }

  /** Where a redirect leads, when it may be followed. */
  async #next(url: string, answer: HttpAnswer): Promise<string | Reply> {
    const location = answer.headers.get('location') ?? '';
    if (!URL.canParse(location, url) || location === '')
      return redirectFault(`a redirect without a place to go`);
    const next = new URL(location, url);
    if (next.protocol !== 'http:' && next.protocol !== 'https:')
      return redirectFault(`a redirect to ${next.protocol}, which is never followed`);
    next.username = next.password = next.hash = '';
    const from = new URL(url).origin;
    if (next.origin === from || this.#allowed.has(next.origin)) return next.href;
    if (!(await this.deps.user.mayFollow(from, next.origin)))
      return redirectFault(`a redirect from ${from} to ${next.origin}, which was not followed`);
    this.#allowed.add(next.origin);
    return next.href;
  }
}

const CANCELLED: HttpFault = { kind: 'cancelled', detail: 'cancelled' };

function redirectFault(text: string): Reply {
  const advice = 'If you trust the place that it leads to, ask there directly.';
  return { kind: 'fault', fault: { kind: 'redirect', text, advice } };
}

function unauthorized(origin: string, answer: HttpAnswer): LiveFault {
  return {
    kind: 'unauthorized',
    text: `${origin} wants to know who asks (401 ${firstLine(answer.body)})`,
    advice: 'Give a user and a password, a token, or the headers that its proxy expects.',
  };
}

const LONGEST_LINE = 200;

/** The first line of a text body, without markup: the server's own words. */
export function firstLine(body: Uint8Array): string {
  const text = new TextDecoder()
    .decode(body.subarray(0, 4000))
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    // A server's words go to terminals and pages: nothing in them may act.
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '');
  const line = text.split('\n').find((l) => l.trim() !== '') ?? '';
  const short = line.trim().replace(/\s+/g, ' ');
  return short.length > LONGEST_LINE ? `${short.slice(0, LONGEST_LINE)}…` : short;
}
