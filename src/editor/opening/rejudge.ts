// When are dumps judged again without being opened by hand?

import * as vscode from 'vscode';
import type { Incident } from './incident.ts';
import type { Incidents } from './incidents.ts';

/** Settings are typed letter by letter. */
const SETTLE_MILLISECONDS = 400;

/**
 * Judges the active incident again when what it was judged with is no longer so: settings, trust, folders of the
 * workspace, folder maps. An incident that is not active follows when it becomes active.
 */
export class Rejudge implements vscode.Disposable {
  readonly #listeners: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly incidents: Incidents,
    private readonly open: (incident: Incident) => Promise<void>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('culprit')) this.#soon();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#soon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#soon()),
      incidents.onDidChangeActive(() => this.#soon()),
    );
  }

  /** At once, and to the end; nothing happens when all is as it was. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    const { active } = this.incidents;
    if (!active?.isOutdated) return;
    this.log.info(`${active.name}: judged again, since settings or folders are others now`);
    await this.open(active);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.dispose();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), SETTLE_MILLISECONDS);
  }
}
