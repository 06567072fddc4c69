// How are the parts of the editor's face joined, wherever it runs? (Only wires.)

import * as vscode from 'vscode';
import { answerFilesOver } from '../protocol/file-questions.ts';
import type { OpenOptions } from '../protocol/queries.ts';
import { ActiveMarks } from './active-marks.ts';
import type { Judging } from './capture-register.ts';
import { ChosenRelease } from './choose-release.ts';
import { registerCodeLenses } from './code-lenses.ts';
import { registerCommands } from './commands.ts';
import { CursorFunctions } from './cursor-functions.ts';
import { Decorations } from './decorations.ts';
import { DumpEditor } from './dump-editor.ts';
import { registerFindingActions } from './finding-actions.ts';
import { FolderMaps } from './folder-maps.ts';
import { registerHover } from './hover.ts';
import { Incident } from './incident.ts';
import { Incidents } from './incidents.ts';
import { openIncident } from './open-dumps.ts';
import { openOptions } from './open-options.ts';
import type { Platform } from './platform.ts';
import { Problems } from './problems.ts';
import { reportToRead } from './readers-language.ts';
import { Rejudge } from './rejudge.ts';
import { ReportPanel } from './report-panel.ts';
import { ShownMarks } from './shown-marks.ts';
import { registerStatusBar } from './status-bar.ts';
import { SuspectsTree } from './suspects-tree.ts';
import { WorkerClient, type WorkerHandle } from './worker-client.ts';
import { filesOfWorkspace } from './workspace-fs.ts';
import { WorkspaceSites } from './workspace-sites.ts';

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
