// How does the Suspects view show the active incident?

import * as vscode from 'vscode';
import type { Report, ReportFinding } from '../../protocol/answers.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incidents } from '../opening/incidents.ts';
import { reportToRead } from '../readers-language.ts';
import { askSuspectFilter } from './ask-suspect-filter.ts';
import { isFiltering, SHOW_ALL } from './suspect-filter.ts';
import { findNode, type SuspectNode, suspectNodes } from './suspect-nodes.ts';

export class SuspectsTree implements vscode.TreeDataProvider<SuspectNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<SuspectNode>;
  readonly #listeners: vscode.Disposable;
  #nodes: readonly SuspectNode[] = [];
  #filter = SHOW_ALL;

  constructor(private readonly incidents: Incidents) {
    this.#view = vscode.window.createTreeView('culprit.suspects', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#listeners = incidents.onDidChangeActive(() => this.#refresh());
  }

  getTreeItem(node: SuspectNode): vscode.TreeItem {
    const state = node.children.length === 0 ? 'None' : node.icon === 'flame' ? 'Expanded' : 'Collapsed';
    const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState[state]);
    item.id = node.id;
    // Menus are chosen by these words.
    item.contextValue = [node.icon === 'flame' ? 'finding' : 'detail', node.unmapped ? 'unmapped' : '']
      .join(' ')
      .trim();
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.iconPath = new vscode.ThemeIcon(
      node.icon,
      node.hot ? new vscode.ThemeColor('culprit.hot') : undefined,
    );
    item.accessibilityInformation = { label: `${node.label}, ${node.description}` };
    const command = commandOf(node);
    if (command) item.command = command;
    return item;
  }

  getChildren(node?: SuspectNode): SuspectNode[] {
    return [...(node?.children ?? this.#nodes)];
  }

  /** The node of an id, as commands name it. */
  node(id: string): SuspectNode | undefined {
    return findNode(this.#nodes, id);
  }

  /** The finding to which a node belongs. */
  findingOf(id: string): ReportFinding | undefined {
    const state = this.incidents.active?.state;
    return state?.kind === 'open' ? state.report.findings[Number(id.split('/')[0])] : undefined;
  }

  /** Asks which suspects to show. */
  async askFilter(): Promise<void> {
    const state = this.incidents.active?.state;
    if (state?.kind !== 'open') return;
    this.#filter = (await askSuspectFilter(state.report, this.#filter)) ?? this.#filter;
    this.#refresh();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #message({ findings }: Report): string {
    if (findings.length === 0) return vscode.l10n.t('No suspect in these dumps.');
    if (!isFiltering(this.#filter)) return '';
    return vscode.l10n.t('{0} of {1} suspects are shown.', this.#nodes.length, findings.length);
  }

  #refresh(): void {
    const state = this.incidents.active?.state;
    const report = state?.kind === 'open' ? state.report : undefined;
    if (!report) this.#filter = SHOW_ALL;
    this.#nodes = report ? suspectNodes(reportToRead(report), vscode.l10n.t, this.#filter) : [];
    this.#view.description = report ? incidentText(report) : '';
    this.#view.message = report ? this.#message(report) : '';
    const hot = this.#nodes.filter((node) => node.hot).length;
    this.#view.badge =
      hot > 0 ? { value: hot, tooltip: vscode.l10n.t('Likely suspects: {0}', hot) } : undefined;
    this.#changed.fire();
  }
}

/** With the baseline's name, where there is one. */
function incidentText({ name, comparison }: Report): string {
  const base = comparison?.baseline;
  return visibleText(base ? vscode.l10n.t('{0}, compared with {1}', name, base.name) : name);
}

/** A place opens its code; evidence opens the report; a group only unfolds. */
function commandOf(node: SuspectNode): vscode.Command | undefined {
  if (node.site)
    return { command: 'culprit.openSite', title: vscode.l10n.t('Open the Code'), arguments: [node.id] };
  if (node.children.length > 0) return undefined;
  return { command: 'culprit.showReport', title: vscode.l10n.t('Show Report') };
}
