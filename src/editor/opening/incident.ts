// What does the editor know about one incident, and how far is it?

import * as vscode from 'vscode';
import type { Mark, Report } from '../../protocol/answers.ts';
import type { Answer, Outcome, Request } from '../../protocol/channel.ts';
import type { MarksRequest, OpenOptions, Progress, QueryName } from '../../protocol/queries.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Disk } from '../platform/platform.ts';
import type { WorkerClient } from '../platform/worker-client.ts';
import { textToRead } from '../readers-language.ts';
import { workspaceInput } from '../sources/workspace-fs.ts';
import { baseName, dumpInputs } from './dump-files.ts';

export type IncidentState =
  | { readonly kind: 'opening'; readonly progress: Progress }
  | { readonly kind: 'open'; readonly report: Report }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** Progress reaches the faces at most this often. */
const PROGRESS_MILLISECONDS = 50;

/**
 * The dumps that are looked at together. Each incident has a worker of its own: cancelling one never harms
 * another, and the worker of an incident that nobody looks at is let go and started again when it is asked.
 */
export class Incident implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #state: IncidentState = { kind: 'opening', progress: { step: '', share: 0 } };
  #opening: Promise<IncidentState> | undefined;
  #cancel: AbortController | undefined;
  #baseline: readonly vscode.Uri[] = [];
  /** What the report was made with. */
  #judgedBy = '';

  constructor(
    readonly dumps: readonly vscode.Uri[],
    /** One sentence on how the dumps were chosen, when that was not the user's own choice. */
    readonly note: string | undefined,
    private readonly client: WorkerClient,
    private readonly log: vscode.LogOutputChannel,
    private readonly disk: Disk | undefined,
    /** As the user wants them now. */
    private readonly options: () => OpenOptions,
  ) {}

  get state(): IncidentState {
    return this.#state;
  }

  /** The same dumps are the same incident. */
  get key(): string {
    return incidentKey(this.dumps);
  }

  /** The dumps that it is compared with; empty for none. */
  get baseline(): readonly vscode.Uri[] {
    return this.#baseline;
  }

  /** What is said takes effect when the dumps are judged again. */
  compareWith(baseline: readonly vscode.Uri[]): void {
    this.#baseline = baseline;
  }

  /** Open, but judged by other settings, folders or a baseline than are wanted now. */
  get isOutdated(): boolean {
    return this.#state.kind === 'open' && this.#judgedBy !== JSON.stringify(this.#wish());
  }

  /** The report's own name, or until then the folder's or the file's. */
  get name(): string {
    if (this.#state.kind === 'open') return this.#state.report.name;
    const first = this.dumps[0]!;
    return baseName(this.dumps.length === 1 ? first : vscode.Uri.joinPath(first, '..'));
  }

  /** Reads and judges the dumps. While that runs, all callers wait for the same end. */
  open(): Promise<IncidentState> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  cancel(): void {
    this.#cancel?.abort();
  }

  /** Asks about the open dumps; they are read again when the worker was let go. */
  async ask<Q extends Exclude<QueryName, 'open'>>(name: Q, request: Request<Q>): Promise<Outcome<Answer<Q>>> {
    if (!this.client.isRunning) {
      const opened = await this.#ask(() => {});
      if (opened.kind !== 'answer') return opened;
    }
    return this.client.ask(name, request);
  }

  /** The marks; none, after a line in the log, when they cannot be had. */
  async marks(request: MarksRequest): Promise<readonly Mark[]> {
    const outcome = await this.ask('marks', request);
    if (outcome.kind === 'answer') return outcome.value;
    if (outcome.kind === 'failed') this.log.error(visibleText(outcome.message));
    return [];
  }

  /** Gives the worker's memory back; the report stays. */
  letGo(): void {
    if (!this.#opening) this.client.stop();
  }

  dispose(): void {
    this.cancel();
    this.client.stop();
    this.#changed.dispose();
  }

  async #open(): Promise<IncidentState> {
    const began = performance.now();
    const before = this.#state;
    this.#become({ kind: 'opening', progress: { step: '', share: 0 } });
    let shown = 0;
    const wish = JSON.stringify(this.#wish());
    const outcome = await this.#ask((progress) => {
      if (performance.now() - shown < PROGRESS_MILLISECONDS) return;
      shown = performance.now();
      this.#become({ kind: 'opening', progress });
    });
    // A wish that ended badly is not tried again by itself.
    this.#judgedBy = wish;
    // Whoever cancels a second reading has the report of the first still.
    this.#become(outcome.kind === 'cancelled' && before.kind === 'open' ? before : this.#stateAfter(outcome));
    this.log.info(
      `${this.name}: ${this.dumps.length} dumps, ${this.#state.kind} after ${Math.round(performance.now() - began)} ms`,
    );
    return this.#state;
  }

  async #ask(onProgress: (progress: Progress) => void): Promise<Outcome<Report>> {
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    try {
      const inputs = await dumpInputs(this.dumps, this.disk);
      const baseline = await dumpInputs(this.#baseline, this.disk);
      const { workspace, options } = this.#wish();
      return await this.client.ask(
        'open',
        { inputs, workspace, options, ...(baseline.length > 0 ? { baseline } : {}) },
        { onProgress, signal },
      );
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    } finally {
      this.#cancel = undefined;
    }
  }

  #wish() {
    return {
      workspace: workspaceInput(this.disk),
      options: this.options(),
      baseline: this.#baseline.map(String),
    };
  }

  #stateAfter(outcome: Outcome<Report>): IncidentState {
    if (outcome.kind !== 'answer') return outcome;
    const unread = whyNothingWasRead(outcome.value);
    if (unread) return { kind: 'failed', message: unread };
    return { kind: 'open', report: outcome.value };
  }

  #become(state: IncidentState): void {
    this.#state = state;
    this.#changed.fire();
  }
}

/** One bad file is told in the report; when all are bad there is nothing to report. */
function whyNothingWasRead({ dumps }: Report): string | undefined {
  if (dumps.some(({ kind }) => kind !== 'unreadable')) return undefined;
  const told = dumps.map(({ path, worth }) => `${path}: ${textToRead(worth)}`).join('\n');
  return dumps.length === 1
    ? told
    : vscode.l10n.t('None of these {0} files could be read.\n{1}', dumps.length, told);
}

export function incidentKey(dumps: readonly vscode.Uri[]): string {
  return dumps
    .map((uri) => uri.toString())
    .sort()
    .join('\n');
}
