// How does a view get an answer?

import type { ToPage, ViewQuestion } from '../src/protocol/page.ts';
import type { ViewName, ViewQueries } from '../src/protocol/views.ts';
import type { Host } from './host.ts';

type Heard = Extract<ToPage, { type: 'answer' | 'refused' }>;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Puts questions to the editor; each answer comes under its question's number. */
export class Asker {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor(private readonly host: Host) {}

  /** Rejects with an Error whose message can be shown. */
  ask<Q extends ViewName>(name: Q, request: ViewQueries[Q]['request']): Promise<ViewQueries[Q]['answer']> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.host.post({ type: 'ask', id, name, request } as ViewQuestion);
    });
  }

  hear(message: Heard): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.answer);
    else waiting?.reject(new Error(message.message));
  }
}
