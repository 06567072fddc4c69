// What happens from the choice of dumps to their report?

import * as vscode from 'vscode';
import type { Report } from '../../protocol/answers.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import { textToRead } from '../readers-language.ts';
import type { ReportPanel } from '../report/report-panel.ts';
import type { Incident } from './incident.ts';
import type { Incidents } from './incidents.ts';
import { askForDumps, browseFor, expand } from './pick-dumps.ts';

/** A shorter wait is told by the page alone. */
const QUIET_MILLISECONDS = 500;

const SAMPLE_FOLDER = ['sample', 'dumps', 'release-v1.8.0'] as const;
const SAMPLE_DUMPS = [
  'block.pprof',
  'cpu.pprof',
  'mem.pprof',
  'mutex.pprof',
  'threadcreate.pprof',
  'trace.out',
] as const;

export interface OpenDumpsDeps {
  readonly incidents: Incidents;
  readonly panel: ReportPanel;
  readonly log: vscode.LogOutputChannel;
}

/** Opens what the Explorer hands over, or what the user is asked for, as one incident. */
export async function openDumps(
  { incidents, panel, log }: OpenDumpsDeps,
  clicked: vscode.Uri | undefined,
  selected: readonly vscode.Uri[] | undefined,
): Promise<void> {
  const chosen = selected && selected.length > 0 ? selected : clicked ? [clicked] : await askForDumps();
  if (!chosen) return;
  const dumps = await expand(chosen).catch((error: unknown) => tellNotThere(chosen, error, log));
  if (!dumps) return;
  if (dumps.length === 0) return tellNothingFound(chosen);
  await showDumps({ incidents, panel, log }, dumps);
}

/** Asks for folders, where `openDumps` asks for files as well. */
export async function openFolder(deps: OpenDumpsDeps): Promise<void> {
  const chosen = await browseFor('folder');
  if (chosen) await openDumps(deps, undefined, chosen);
}

/** The dumps of a service that leaks, which come with the extension. */
export async function openSample(deps: OpenDumpsDeps, extensionUri: vscode.Uri): Promise<void> {
  const folder = vscode.Uri.joinPath(extensionUri, ...SAMPLE_FOLDER);
  await showDumps(
    deps,
    SAMPLE_DUMPS.map((name) => vscode.Uri.joinPath(folder, name)),
  );
}

/** Shows the report of these dumps, read or being read; a cancel goes back to the one before. */
async function showDumps(
  { incidents, panel, log }: OpenDumpsDeps,
  dumps: readonly vscode.Uri[],
): Promise<void> {
  log.info(`opening ${dumps.map((uri) => vscode.workspace.asRelativePath(uri)).join(', ')}`);
  const before = panel.incident;
  const incident = incidents.of(dumps);
  const opening = openIncident({ incidents, log }, incident);
  panel.show(incident);
  await opening;
  if (incident.state.kind !== 'cancelled' || panel.incident !== incident) return;
  if (before && before !== incident && before.state.kind === 'open') panel.show(before);
  else panel.close();
}

function tellNotThere(
  chosen: readonly vscode.Uri[],
  error: unknown,
  log: vscode.LogOutputChannel,
): undefined {
  const where = visibleText(chosen.map((uri) => vscode.workspace.asRelativePath(uri)).join(', '));
  log.error(`${where}: ${visibleText(String(error))}`);
  void vscode.window.showErrorMessage(
    vscode.l10n.t('There is no file or folder {0} that can be read.', where),
  );
}

function tellNothingFound(chosen: readonly vscode.Uri[]): void {
  const where = visibleText(vscode.workspace.asRelativePath(chosen[0]!));
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'No file in {0} has the name of a dump. To open files under other names, choose the files.',
      where,
    ),
  );
}

/** Reads an incident with progress and cancel, makes it the active one, and tells once when it cannot be read. */
export async function openIncident(
  { incidents, log }: Pick<OpenDumpsDeps, 'incidents' | 'log'>,
  incident: Incident,
): Promise<void> {
  const opening = incident.open();
  showWhileLong(incident, opening);
  const state = await opening;
  if (state.kind === 'failed') {
    log.error(`${incident.name}: ${visibleText(state.message, 2000)}`);
    const show = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(visibleText(state.message), show).then((answer) => {
      if (answer === show) log.show();
    });
  }
  if (state.kind === 'open') {
    logReport(incident, log);
    offerToMap(state.report);
    incidents.activate(incident);
  } else if (incidents.active === incident) incidents.clear();
}

/** Several folders fit: which is meant is never guessed. */
function offerToMap({ questions = [] }: Report): void {
  const [first] = questions;
  if (!first) return;
  const map = vscode.l10n.t('Map This Folder…');
  const text = vscode.l10n.t(
    'Several folders fit {0}: {1}. Lines below it are not marked until it is said which is meant.',
    visibleText(first.recorded),
    first.candidates.map((folder) => visibleText(folder === '' ? '.' : folder)).join(', '),
  );
  void vscode.window.showWarningMessage(text, map).then((answer) => {
    if (answer === map)
      void vscode.commands.executeCommand('culprit.mapFolder', `${first.recorded}/${first.example}`);
  });
}

function showWhileLong(incident: Incident, opening: Promise<unknown>): void {
  let done = false;
  void opening.then(() => {
    done = true;
  });
  setTimeout(() => {
    if (!done) void showProgress(incident, opening);
  }, QUIET_MILLISECONDS);
}

function showProgress(incident: Incident, opening: Promise<unknown>): Thenable<unknown> {
  const title = vscode.l10n.t('Culprit: reading {0}', visibleText(incident.name));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    let told = 0;
    const listeners = vscode.Disposable.from(
      token.onCancellationRequested(() => incident.cancel()),
      incident.onDidChange(() => {
        if (incident.state.kind !== 'opening') return;
        const { step, share } = incident.state.progress;
        progress.report({
          message: visibleText(textToRead(step)),
          increment: Math.max(0, share - told) * 100,
        });
        told = Math.max(told, share);
      }),
    );
    await opening;
    listeners.dispose();
  });
}

/** What was decided, for those who ask why. */
function logReport({ state }: Incident, log: vscode.LogOutputChannel): void {
  if (state.kind !== 'open') return;
  const { dumps, findings, setCheck } = state.report;
  for (const { path, kind, size, worth, problems } of dumps) {
    log.info(visibleText(`${path}: ${kind}, ${size}. ${worth}`));
    for (const { text, advice, at } of problems) {
      log.warn(
        visibleText(`${path}: ${text}${at === undefined ? '' : ` at ${at}`}${advice ? `. ${advice}` : ''}`),
      );
    }
  }
  for (const { rank, rule, title, confidence, site } of findings) {
    log.info(
      visibleText(
        `${rank}. ${title} (${rule}, ${confidence.toFixed(2)}) at ${site.file}:${site.line}, mapped by ${site.mappedBy}`,
      ),
    );
  }
  for (const { dump, text } of setCheck) log.info(visibleText(`${dump}: ${text}`));
}
