// How does one webview show one incident?

import * as vscode from 'vscode';
import type { Report } from '../../protocol/answers.ts';
import type { FromPage, MarksFocus, ToPage, ViewQuestion } from '../../protocol/page.ts';
import { focusedChoice } from '../marks/number-choices.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { ShownMarks } from '../marks/shown-marks.ts';
import type { Incident } from '../opening/incident.ts';
import type { Incidents } from '../opening/incidents.ts';
import { openNamed } from '../sources/library-source.ts';
import type { WorkspaceSites } from '../sources/workspace-sites.ts';
import type { CursorFunctions } from './cursor-functions.ts';
import { readFromPage } from './page-messages.ts';
import { webviewOptions, webviewShell } from './webview-shell.ts';

/** Rows of a function table that a page gets at most. */
const MOST_ROWS = 1000;

export interface ReportViewDeps {
  readonly extensionUri: vscode.Uri;
  readonly incidents: Incidents;
  readonly log: vscode.LogOutputChannel;
  readonly sites: WorkspaceSites;
  readonly shown: ShownMarks;
  readonly cursor: CursorFunctions;
}

/** The page may be hidden and rebuilt at any time: it says `ready`, and gets everything again. */
export class ReportView implements vscode.Disposable {
  #incident: Incident;
  #held: vscode.Disposable;
  #ready = false;
  /** What the page shall do as soon as it has the report. */
  #wanted: ToPage | undefined;
  readonly #received: vscode.Disposable;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    incident: Incident,
    private readonly deps: ReportViewDeps,
  ) {
    this.#incident = incident;
    this.#held = this.#hold(incident);
    const { webview } = panel;
    webview.options = webviewOptions(deps.extensionUri);
    this.#received = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => this.#looked()),
      deps.cursor.onDidChange(() => this.#pushCursor()),
    );
    this.#load();
  }

  get incident(): Incident {
    return this.#incident;
  }

  /** Shows another incident in the same place, on a fresh page: nothing of the one before stays. */
  show(incident: Incident): void {
    const before = this.#held;
    this.#held = this.#hold(incident);
    this.#incident = incident;
    before.dispose();
    this.#load();
  }

  /** Chooses the dump and its flame graph, with a function focused; at once, or when the page is there. */
  showFunction(dump: number, name: string): void {
    this.#wanted = { type: 'showFunction', dump, function: name };
    this.panel.reveal();
    this.#pushWanted();
  }

  /** Chooses the verdict and shows a finding, at once or when the page is there. */
  showFinding(rank: number): void {
    this.#wanted = { type: 'showFinding', rank };
    this.panel.reveal();
    this.#pushWanted();
  }

  dispose(): void {
    this.#received.dispose();
    this.#held.dispose();
  }

  #load(): void {
    this.#ready = false;
    const { webview, title } = this.panel;
    webview.html = webviewShell(webview, this.deps.extensionUri, title, 'webview.js');
  }

  #hold(incident: Incident): vscode.Disposable {
    return vscode.Disposable.from(
      this.deps.incidents.hold(incident),
      incident.onDidChange(() => this.#push()),
    );
  }

  /** The incident whose report is looked at is the active one. */
  #looked(): void {
    if (!this.panel.visible) this.#ready = false;
    if (this.panel.active && this.deps.incidents.active !== this.#incident) {
      this.deps.incidents.activate(this.#incident);
    }
  }

  #push(): void {
    if (!this.#ready) return;
    const { state, note } = this.#incident;
    if (state.kind === 'opening') this.#post({ type: 'progress', progress: state.progress });
    else if (state.kind === 'failed') this.#post({ type: 'failed', message: state.message });
    else if (state.kind === 'cancelled') this.#post({ type: 'failed', message: vscode.l10n.t('Cancelled.') });
    else this.#pushReport(state.report, note);
  }

  #pushReport(report: Report, note: string | undefined): void {
    this.#post({ type: 'report', report, views: true, ...(note ? { note } : {}) });
    this.#pushWanted();
    this.#pushCursor();
  }

  #pushWanted(): void {
    if (!this.#ready || !this.#wanted || this.#incident.state.kind !== 'open') return;
    this.#post(this.#wanted);
    this.#wanted = undefined;
  }

  /** Only the report of the incident whose marks are shown knows the functions of the lines. */
  #pushCursor(): void {
    if (this.#ready && this.deps.incidents.active === this.#incident)
      this.#post({ type: 'cursor', functions: this.deps.cursor.functions });
  }

  #post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  #receive(raw: unknown): void {
    const message = readFromPage(raw);
    if (message) void this.#do(message);
    else this.deps.log.warn('A message from the report was not understood and is ignored.');
  }

  async #do(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        return this.#push();
      case 'cancel':
        return this.#incident.cancel();
      case 'openSite':
        return openNamed(message.site, this.#incident, this.deps.sites);
      case 'askTop':
        return this.#sendTop(message);
      case 'ask':
        return this.#answer(message);
      case 'marks':
        return this.#setMarks(message.only);
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
    }
  }

  async #answer({ id, name, request }: ViewQuestion): Promise<void> {
    const outcome = await this.#incident.ask(name, request);
    if (outcome.kind === 'answer') this.#post({ type: 'answer', id, answer: outcome.value });
    else if (outcome.kind === 'failed') this.#post({ type: 'refused', id, message: outcome.message });
    else this.#post({ type: 'refused', id, message: vscode.l10n.t('Cancelled.') });
  }

  /** The page's choice becomes the editor's, as if it was picked from the status bar. */
  async #setMarks(only: MarksFocus | null): Promise<void> {
    const { state } = this.#incident;
    if (state.kind !== 'open' || this.deps.incidents.active !== this.#incident) return;
    const choice = only === null ? undefined : focusedChoice(state.report, only, vscode.l10n.t);
    if (only === null || choice) await this.deps.shown.choose(choice);
  }

  async #sendTop({ dump, sampleType, by }: Extract<FromPage, { type: 'askTop' }>): Promise<void> {
    const outcome = await this.#incident.ask('top', {
      dump,
      orderBy: { sampleType, by },
      limit: MOST_ROWS,
    });
    if (outcome.kind === 'answer') this.#post({ type: 'top', table: outcome.value });
    else if (outcome.kind === 'failed') {
      this.deps.log.error(visibleText(outcome.message));
      this.#post({ type: 'failed', message: outcome.message });
    }
  }
}
