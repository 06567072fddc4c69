// How are questions put to a worker that may be busy, cancelled or dead?

import {
  type Answer,
  type Asker,
  type AskOptions,
  createAsker,
  type Outcome,
  type Port,
  type Request,
} from '../../protocol/channel.ts';
import type { QueryName } from '../../protocol/queries.ts';
import type { Translate } from '../translate.ts';

/** A worker as the client needs it: of node, of the web, or of a test. */
export interface WorkerHandle extends Port {
  /** Ends it wherever it is, at once. */
  terminate(): void;
  /** Called when the worker ended by itself, with what is known about why. */
  onEnd(listener: (reason: string) => void): void;
}

/**
 * One worker at a time, started by the first question. A decoder in a loop hears no message, so a cancel ends
 * the worker; the next question starts a fresh one, which has no dumps open.
 */
export class WorkerClient {
  #running: { readonly handle: WorkerHandle; readonly asker: Asker } | undefined;

  constructor(
    private readonly start: () => WorkerHandle,
    private readonly t: Translate,
  ) {}

  /** False: whatever was opened is gone. */
  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  async ask<Q extends QueryName>(
    name: Q,
    request: Request<Q>,
    { signal, onProgress }: AskOptions = {},
  ): Promise<Outcome<Answer<Q>>> {
    if (signal?.aborted) return { kind: 'cancelled' };
    const stop = (): void => this.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const { asker } = (this.#running ??= this.#launch());
      return await asker.ask(name, request, onProgress ? { onProgress } : {});
    } catch (error) {
      return {
        kind: 'failed',
        message: this.#endedText(error instanceof Error ? error.message : String(error)),
      };
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Ends the worker; open questions are cancelled. */
  stop(): void {
    const running = this.#running;
    this.#running = undefined;
    running?.handle.terminate();
    running?.asker.settleAll({ kind: 'cancelled' });
  }

  #launch(): { handle: WorkerHandle; asker: Asker } {
    const handle = this.start();
    const asker = createAsker(handle);
    handle.onEnd((reason) => {
      if (this.#running?.handle === handle) this.#running = undefined;
      asker.settleAll({ kind: 'failed', message: this.#endedText(reason) });
    });
    return { handle, asker };
  }

  #endedText(reason: string): string {
    return this.t(
      'The worker that reads the dumps ended: {0}. Open fewer or smaller dumps, or try again.',
      reason,
    );
  }
}
