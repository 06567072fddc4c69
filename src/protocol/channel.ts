// How do questions and their answers travel between threads?
//
//   asker                     port                     answerer
//   ask('top', …)   ──  { type: 'ask', id: 7, … }  ──▶  handle('top', …)
//   onProgress(…)   ◀── { type: 'progress', id: 7 } ──  call.onProgress(…)
//   outcome         ◀── { type: 'answer', id: 7, … } ─  return value

import type { Progress, Queries, QueryName } from './queries.ts';

export type Request<Q extends QueryName> = Queries[Q]['request'];
export type Answer<Q extends QueryName> = Queries[Q]['answer'];

/** The two methods that a worker, its parent and a message port have in common. */
export interface Port {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What became of a question. A failure is a value: dumps are often unreadable. */
export type Outcome<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

export interface AskOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** What the answerer gets beside the question. */
export interface Call {
  onProgress(progress: Progress): void;
  readonly signal: AbortSignal;
}

/** Answers one question; a rejection becomes a `failed` outcome with its message. */
export type Handle = <Q extends QueryName>(name: Q, request: Request<Q>, call: Call) => Promise<Answer<Q>>;

export interface Asker {
  ask<Q extends QueryName>(name: Q, request: Request<Q>, options?: AskOptions): Promise<Outcome<Answer<Q>>>;
  /** Settles every open question in the same way, for when the other side is gone. */
  settleAll(outcome: Failure): void;
}

export type Failure = Exclude<Outcome<never>, { kind: 'answer' }>;

type ToAnswerer =
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly name: QueryName;
      readonly request: Request<QueryName>;
    }
  | { readonly type: 'cancel'; readonly id: number };

type ToAsker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: Outcome<unknown> };

interface OpenQuestion {
  readonly settle: (outcome: Outcome<unknown>) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** The side that asks. A cancelled question is settled at once; the other side is told. */
export function createAsker(port: Port): Asker {
  const open = new Map<number, OpenQuestion>();
  let lastId = 0;
  const settle = (id: number, outcome: Outcome<unknown>): void => {
    const question = open.get(id);
    open.delete(id);
    question?.settle(outcome);
  };
  port.onMessage((message) => {
    if (!isMessage<ToAsker>(message)) return;
    if (message.type === 'progress') open.get(message.id)?.onProgress?.(message.progress);
    else if (message.type === 'outcome') settle(message.id, message.outcome);
  });

  return {
    ask<Q extends QueryName>(name: Q, request: Request<Q>, { onProgress, signal }: AskOptions = {}) {
      if (signal?.aborted) return Promise.resolve<Outcome<Answer<Q>>>({ kind: 'cancelled' });
      const id = ++lastId;
      const cancel = (): void => {
        port.postMessage({ type: 'cancel', id } satisfies ToAnswerer);
        settle(id, { kind: 'cancelled' });
      };
      signal?.addEventListener('abort', cancel, { once: true });
      return new Promise<Outcome<Answer<Q>>>((resolve) => {
        const done = (outcome: Outcome<unknown>): void => {
          signal?.removeEventListener('abort', cancel);
          resolve(outcome as Outcome<Answer<Q>>);
        };
        open.set(id, { settle: done, onProgress });
        port.postMessage({ type: 'ask', id, name, request } satisfies ToAnswerer);
      });
    },
    settleAll(outcome) {
      for (const id of [...open.keys()]) settle(id, outcome);
    },
  };
}

/** The side that answers. Nothing is sent for a question after it was cancelled. */
export function answerOver(port: Port, handle: Handle): void {
  const running = new Map<number, AbortController>();
  port.onMessage((message) => {
    if (!isMessage<ToAnswerer>(message)) return;
    if (message.type === 'cancel') {
      running.get(message.id)?.abort();
      running.delete(message.id);
    } else if (message.type === 'ask') void answer(message.id, message.name, message.request);
  });

  async function answer(id: number, name: QueryName, request: Request<QueryName>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    const send = (message: ToAsker): void => {
      if (!controller.signal.aborted) port.postMessage(message);
    };
    const onProgress = (progress: Progress): void => send({ type: 'progress', id, progress });
    const outcome = await outcomeOf(() => handle(name, request, { onProgress, signal: controller.signal }));
    send({ type: 'outcome', id, outcome });
    running.delete(id);
  }
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'answer', value: await work() };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Both ends are ours; this only lets strangers' messages on the same port pass by. */
function isMessage<T extends ToAsker | ToAnswerer>(message: unknown): message is T {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    'id' in message &&
    typeof message.id === 'number'
  );
}
