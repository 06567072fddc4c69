// What opens when a dump is clicked in the Explorer?

import * as vscode from 'vscode';
import { visibleText } from '../marks/plain-markdown.ts';
import { ReportView, type ReportViewDeps } from '../report/report-view.ts';
import { baseName, withSiblings } from './dump-files.ts';
import type { Incident } from './incident.ts';

/** Binary dumps open in it by themselves; text stays text until a report is asked for. */
const EDITORS = ['culprit.dump', 'culprit.text'] as const;

/**
 * A dump opens with the others of its folder: an incident is what the user wants to see. The report says so,
 * and one click opens the dump alone.
 */
export class DumpEditor implements vscode.CustomReadonlyEditorProvider<vscode.CustomDocument> {
  readonly #views = new Map<vscode.WebviewPanel, ReportView>();

  constructor(
    private readonly deps: ReportViewDeps,
    private readonly open: (incident: Incident) => Promise<void>,
  ) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      ...EDITORS.map((type) => vscode.window.registerCustomEditorProvider(type, this)),
    );
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    const dumps = await withSiblings(uri);
    const incident = this.deps.incidents.of(dumps, noteOn(uri, dumps.length - 1));
    this.#show(panel, incident);
    if (incident.state.kind === 'open') this.deps.incidents.activate(incident);
    else void this.open(incident);
  }

  /** The first view of an incident, when a dump's editor shows it. */
  viewOf(incident: Incident): ReportView | undefined {
    return [...this.#views.values()].find((view) => view.incident === incident);
  }

  /** Brings a dump's editor that shows the incident to the front; false when there is none. */
  reveal(incident: Incident): boolean {
    const found = [...this.#views].find(([, view]) => view.incident === incident);
    found?.[0].reveal();
    return found !== undefined;
  }

  /** Shows only the dump of the active editor; without one, nothing. */
  openAlone(): void {
    const panel = [...this.#views.keys()].find((one) => one.active);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!panel || !(input instanceof vscode.TabInputCustom)) return;
    const incident = this.deps.incidents.of([input.uri]);
    this.#views.get(panel)?.show(incident);
    void this.open(incident);
  }

  #show(panel: vscode.WebviewPanel, incident: Incident): void {
    const view = new ReportView(panel, incident, this.deps);
    this.#views.set(panel, view);
    panel.onDidDispose(() => {
      this.#views.delete(panel);
      view.dispose();
    });
  }
}

/** True for the tab of a dump's own editor. */
export function showsDump({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputCustom && EDITORS.some((type) => type === input.viewType);
}

/** One sentence, when more was opened than was asked for. */
function noteOn(uri: vscode.Uri, others: number): string | undefined {
  if (others === 0) return undefined;
  const name = visibleText(baseName(uri), 80);
  return others === 1
    ? vscode.l10n.t('{0} was opened with the other dump of its folder.', name)
    : vscode.l10n.t('{0} was opened with the {1} other dumps of its folder.', name, others);
}
