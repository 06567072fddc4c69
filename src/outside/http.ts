// How is a server asked, and what can come of it? The interface; http-node.ts is the adapter.

/** Bounds of one exchange. Times in ms. */
export interface HttpLimits {
  /** Until the connection stands, TLS included. */
  readonly connectMs: number;
  /** From then until the head of the answer is there. */
  readonly firstByteMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** For everything. */
  readonly totalMs: number;
  /** Of the body, as sent and as expanded. */
  readonly maxBytes: number;
}

export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** http or https, without a user and a password. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
  readonly limits: HttpLimits;
  /** Ends the exchange and its connection at once. */
  readonly signal?: AbortSignal;
  /** Called with the bytes of the body so far. */
  readonly onReceived?: (bytes: number) => void;
}

/** `reset`: closed before the end. `not-http`: an answer that cannot be read. */
export type HttpFaultKind =
  | 'cancelled'
  | 'connect-timeout'
  | 'first-byte-timeout'
  | 'idle-timeout'
  | 'total-timeout'
  | 'too-large'
  | 'unknown-host'
  | 'refused'
  | 'unreachable'
  | 'reset'
  | 'not-http'
  | 'damaged'
  | 'not-trusted'
  | 'no-tls'
  | 'failed';

export interface HttpFault {
  readonly kind: HttpFaultKind;
  /** The system's own words, or the figure that was passed. */
  readonly detail: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** Set when the body broke off: `body` is what came before. */
  readonly cut?: HttpFault;
}

export type HttpOutcome =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'fault'; readonly fault: HttpFault };

export interface HttpClient {
  /** Never rejects. Redirects are answers like any other: none is followed. No connection outlives it. */
  request(request: HttpRequest): Promise<HttpOutcome>;
}
