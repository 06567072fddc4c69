// How are the parts of the editor's face joined, wherever it runs? (Only wires.)

import * as vscode from 'vscode';
import { answerFilesOver } from '../protocol/file-questions.ts';
import type { OpenOptions } from '../protocol/queries.ts';
import { registerCommands } from './commands.ts';
import type { Judging } from './live/capture-register.ts';
import { ActiveMarks } from './marks/active-marks.ts';
import { registerCodeLenses } from './marks/code-lenses.ts';
import { Decorations } from './marks/decorations.ts';
import { registerHover } from './marks/hover.ts';
import { Problems } from './marks/problems.ts';
import { ShownMarks } from './marks/shown-marks.ts';
import { registerStatusBar } from './marks/status-bar.ts';
import { DumpEditor } from './opening/dump-editor.ts';
import { Incident } from './opening/incident.ts';
import { Incidents } from './opening/incidents.ts';
import { openIncident } from './opening/open-dumps.ts';
import { openOptions } from './opening/open-options.ts';
import { Rejudge } from './opening/rejudge.ts';
import type { Platform } from './platform/platform.ts';
import { WorkerClient, type WorkerHandle } from './platform/worker-client.ts';
import { reportToRead } from './readers-language.ts';
import { CursorFunctions } from './report/cursor-functions.ts';
import { ReportPanel } from './report/report-panel.ts';
import { ChosenRelease } from './sources/choose-release.ts';
import { FolderMaps } from './sources/folder-maps.ts';
import { filesOfWorkspace } from './sources/workspace-fs.ts';
import { WorkspaceSites } from './sources/workspace-sites.ts';
import { registerFindingActions } from './suspects/finding-actions.ts';
import { SuspectsTree } from './suspects/suspects-tree.ts';

/** @returns how dumps are judged beside the open incident */
export function activateOn(platform: Platform, context: vscode.ExtensionContext): Judging {
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel('Culprit', { log: true });
  const { disk } = platform;
  const startWorker = (): WorkerHandle => {
    const worker = platform.startWorker();
    answerFilesOver(worker, filesOfWorkspace());
    return worker;
  };
  const newClient = (): WorkerClient => new WorkerClient(startWorker, vscode.l10n.t);
  const folderMaps = new FolderMaps(context.workspaceState);
  const release = new ChosenRelease(context.workspaceState);
  const options = (): OpenOptions => openOptions({ folderMaps: folderMaps.all, since: release.since });
  const incidents = new Incidents(
    (dumps, note) => new Incident(dumps, note, newClient(), log, disk, options),
  );
  const sites = new WorkspaceSites(disk, log);
  const marks = new ActiveMarks(sites);
  const shown = new ShownMarks(incidents, marks, log);
  const tree = new SuspectsTree(incidents);
  const cursor = new CursorFunctions(marks);
  const views = { extensionUri, incidents, log, sites, shown, cursor };
  const open = (incident: Incident): Promise<void> => openIncident(views, incident);
  const rejudge = new Rejudge(incidents, open, log);
  const panel = new ReportPanel(views, context.workspaceState);
  const dumpEditor = new DumpEditor(views, open);
  const activeReport = () => {
    const state = incidents.active?.state;
    return state?.kind === 'open' ? reportToRead(state.report) : undefined;
  };

  context.subscriptions.push(
    log,
    incidents,
    marks,
    shown,
    cursor,
    tree,
    panel,
    rejudge,
    new Decorations(marks, vscode.Uri.joinPath(extensionUri, 'media')),
    new Problems(incidents, marks, sites),
    registerHover(marks, activeReport),
    registerCodeLenses(marks),
    registerStatusBar(incidents, shown),
    registerFindingActions(incidents),
    registerCommands({
      ...{ extensionUri, incidents, panel, log, tree, dumpEditor, sites, marks, shown, cursor },
      ...{ folderMaps, release, rejudge, version: versionOf(context) },
    }),
    dumpEditor.register(),
    panel.registerRestore((dumps, baseline) => {
      const incident = incidents.of(dumps);
      incident.compareWith(baseline);
      void open(incident);
      return incident;
    }),
  );
  return { newClient, options };
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  const { version } = extension.packageJSON as { readonly version?: unknown };
  return typeof version === 'string' ? version : '0';
}
