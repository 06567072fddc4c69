// What does each command do?

import * as vscode from 'vscode';
import type { Report, ReportFinding } from '../protocol/answers.ts';
import type { ActiveMarks } from './marks/active-marks.ts';
import type { ShownMarks } from './marks/shown-marks.ts';
import { chooseNumbers } from './marks/status-bar.ts';
import { compareWith, stopComparing } from './opening/compare-with.ts';
import { type DumpEditor, showsDump } from './opening/dump-editor.ts';
import { type OpenDumpsDeps, openDumps, openFolder, openSample } from './opening/open-dumps.ts';
import type { Rejudge } from './opening/rejudge.ts';
import type { CursorFunctions } from './report/cursor-functions.ts';
import { copyFinding, exportReport, pickFinding } from './report/export-report.ts';
import { revealInReport } from './report/reveal-in-report.ts';
import { showInFlame } from './report/show-in-flame.ts';
import { type ChosenRelease, chooseRelease } from './sources/choose-release.ts';
import { findUses } from './sources/find-uses.ts';
import type { FolderMaps } from './sources/folder-maps.ts';
import { mapFolder } from './sources/map-folder.ts';
import type { WorkspaceSites } from './sources/workspace-sites.ts';
import type { SuspectNode } from './suspects/suspect-nodes.ts';
import { neighbour } from './suspects/suspect-walk.ts';
import type { SuspectsTree } from './suspects/suspects-tree.ts';

export interface CommandDeps extends OpenDumpsDeps {
  readonly tree: SuspectsTree;
  readonly dumpEditor: DumpEditor;
  readonly sites: WorkspaceSites;
  readonly extensionUri: vscode.Uri;
  readonly marks: ActiveMarks;
  readonly shown: ShownMarks;
  readonly cursor: CursorFunctions;
  readonly folderMaps: FolderMaps;
  readonly release: ChosenRelease;
  readonly rejudge: Rejudge;
  readonly version: string;
}

export function registerCommands(deps: CommandDeps): vscode.Disposable {
  const walk = new SuspectWalk(deps);
  const commands: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    'culprit.openDumps': (clicked, selected) => openDumps(deps, asUri(clicked), asUris(clicked, selected)),
    'culprit.openFolder': () => openFolder(deps),
    'culprit.openSample': () => openSample(deps, deps.extensionUri),
    'culprit.openAlone': () => deps.dumpEditor.openAlone(),
    'culprit.showReport': () => showReport(deps),
    'culprit.nextSuspect': () => walk.go(1),
    'culprit.previousSuspect': () => walk.go(-1),
    'culprit.openSite': (id) => walk.openNode(id),
    'culprit.findUses': () => findUses(deps),
    'culprit.copyFinding': (node) => onFinding(deps, node, copyFinding),
    'culprit.exportReport': () => exportActive(deps),
    'culprit.filterSuspects': () => deps.tree.askFilter(),
    'culprit.chooseNumbers': () => chooseNumbers(deps.incidents, deps.shown),
    'culprit.toggleMarks': () => deps.shown.toggle(),
    'culprit.showInFlameGraph': (target) => showInFlame(deps, target),
    'culprit.revealInReport': (target) => revealInReport(deps, target),
    'culprit.mapFolder': (target) => mapFolder(deps, recordedFileOf(deps, target)),
    'culprit.compareWith': () => compareWith(deps),
    'culprit.chooseRelease': () => chooseRelease(deps),
    'culprit.stopComparing': () => stopComparing(deps),
    'culprit.clear': () => clear(deps),
    'culprit.showLog': () => deps.log.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
    deps.incidents.onDidChangeActive(() => {
      const { active } = deps.incidents;
      setContext('culprit.active', active !== undefined);
      setContext('culprit.comparing', active !== undefined && active.baseline.length > 0);
      walk.startOver();
    }),
  );
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

/** Of a tree node whose file is not found, or of a link in a message. */
function recordedFileOf({ tree }: CommandDeps, target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  return isNode(target) ? tree.node(target.id)?.unmapped : undefined;
}

/** The Explorer gives the clicked resource and the whole selection; other callers may give either. */
function asUri(value: unknown): vscode.Uri | undefined {
  return value instanceof vscode.Uri ? value : undefined;
}

function asUris(clicked: unknown, selected: unknown): vscode.Uri[] | undefined {
  const list = Array.isArray(selected) ? selected : clicked;
  return Array.isArray(list) ? list.filter((one) => one instanceof vscode.Uri) : undefined;
}

/** Acts on the finding of the clicked node, else on the one that the user picks. */
async function onFinding(
  { tree, incidents }: CommandDeps,
  node: unknown,
  act: (report: Report, finding: ReportFinding) => unknown,
): Promise<void> {
  const state = incidents.active?.state;
  if (state?.kind !== 'open') return;
  const clicked = isNode(node) ? tree.findingOf(node.id) : undefined;
  const finding = clicked ?? (await pickFinding(state.report));
  if (finding) await act(state.report, finding);
}

function isNode(value: unknown): value is Pick<SuspectNode, 'id'> {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

async function exportActive({ incidents, shown, ...deps }: CommandDeps): Promise<void> {
  if (incidents.active) await exportReport(incidents.active, { ...deps, dump: shown.numbers?.dump });
}

/** Where the report is already, else in the panel; without an incident, dumps are asked for. */
function showReport(deps: CommandDeps): unknown {
  const { active } = deps.incidents;
  if (!active) return openDumps(deps, undefined, undefined);
  const inPanel = deps.panel.incident === active;
  return !inPanel && deps.dumpEditor.reveal(active) ? undefined : deps.panel.show(active);
}

/** Marks, problems, tree, status and reports: nothing of an incident stays. */
async function clear({ incidents, panel, log }: CommandDeps): Promise<void> {
  incidents.clear();
  panel.close();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter(showsDump));
  log.info('cleared');
}

/** Goes from suspect to suspect, from the one that was opened last. */
class SuspectWalk {
  #current = -1;

  constructor(private readonly deps: CommandDeps) {}

  startOver(): void {
    this.#current = -1;
  }

  async go(step: 1 | -1): Promise<void> {
    const state = this.deps.incidents.active?.state;
    if (state?.kind !== 'open') return;
    const next = neighbour(state.report.findings, this.#current, step);
    if (next === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No suspect of this incident is in the workspace.'),
      );
      return;
    }
    this.#current = next;
    await this.deps.sites.open(state.report.findings[next]!.site);
  }

  async openNode(id: unknown): Promise<void> {
    const node = typeof id === 'string' ? this.deps.tree.node(id) : undefined;
    if (!node?.site) return;
    this.#current = Number(node.id.split('/')[0]);
    await this.deps.sites.open(node.site);
  }
}
