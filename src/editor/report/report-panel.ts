// Where is the report of dumps that were opened by command?

import * as vscode from 'vscode';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incident } from '../opening/incident.ts';
import { ReportView, type ReportViewDeps } from './report-view.ts';

const VIEW_TYPE = 'culprit.report';
/** The dumps of the report that is open, for after a reload of the window. */
const MEMORY = 'culprit.report.dumps';
const BASELINE = 'culprit.report.baseline';

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly view: ReportView;
  readonly titles: vscode.Disposable;
}

/** One panel: the next incident takes its place. */
export class ReportPanel implements vscode.Disposable {
  #open: OpenPanel | undefined;

  constructor(
    private readonly deps: ReportViewDeps,
    private readonly memory: vscode.Memento,
  ) {}

  get incident(): Incident | undefined {
    return this.#open?.view.incident;
  }

  /** The view of an incident, when the panel shows it. */
  viewOf(incident: Incident): ReportView | undefined {
    return this.#open?.view.incident === incident ? this.#open.view : undefined;
  }

  show(incident: Incident): void {
    this.#remember(incident);
    if (this.#open) this.#reuse(this.#open, incident);
    else {
      const panel = vscode.window.createWebviewPanel(VIEW_TYPE, titleOf(incident), vscode.ViewColumn.Active);
      this.#adopt(panel, new ReportView(panel, incident, this.deps));
    }
  }

  close(): void {
    this.#open?.panel.dispose();
  }

  /** Brings the panel of the window before the reload back; its dumps are read again. */
  registerRestore(
    open: (dumps: readonly vscode.Uri[], baseline: readonly vscode.Uri[]) => Incident,
  ): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel) => {
        const dumps = this.#remembered(MEMORY);
        if (dumps.length === 0 || this.#open) return panel.dispose();
        this.#adopt(panel, new ReportView(panel, open(dumps, this.#remembered(BASELINE)), this.deps));
      },
    });
  }

  dispose(): void {
    this.#open?.view.dispose();
    this.#open?.titles.dispose();
  }

  #remember({ dumps, baseline }: Incident): void {
    void this.memory.update(MEMORY, dumps.map(String));
    void this.memory.update(BASELINE, baseline.map(String));
  }

  #remembered(key: string): vscode.Uri[] {
    return this.memory.get<string[]>(key, []).map((text) => vscode.Uri.parse(text, true));
  }

  #reuse({ panel, view }: OpenPanel, incident: Incident): void {
    if (view.incident !== incident) {
      view.show(incident);
      this.#adopt(panel, view);
    }
    panel.reveal();
  }

  #adopt(panel: vscode.WebviewPanel, view: ReportView): void {
    const { incident } = view;
    const setTitle = (): void => {
      panel.title = titleOf(incident);
    };
    setTitle();
    panel.iconPath = vscode.Uri.joinPath(this.deps.extensionUri, 'media', 'culprit-tab.svg');
    this.#open?.titles.dispose();
    const titles = vscode.Disposable.from(
      incident.onDidChange(() => {
        setTitle();
        this.#remember(incident);
      }),
      panel.onDidDispose(() => {
        this.dispose();
        this.#open = undefined;
      }),
    );
    this.#open = { panel, view, titles };
  }
}

function titleOf(incident: Incident): string {
  return `Culprit: ${visibleText(incident.name, 60)}`;
}
