// How is a line opened that lies in a library, outside of the workspace?

import * as vscode from 'vscode';
import type { SourcePlace } from '../../protocol/answers.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incident } from '../opening/incident.ts';
import { textToRead } from '../readers-language.ts';
import { makeReadOnly, type Place, startOfText, type WorkspaceSites } from './workspace-sites.ts';

/** How long a remark on the opened file stays in the status bar. */
const REMARK_MILLISECONDS = 10_000;

/** Opens a line that the dumps name: in the workspace, or read-only where libraries lie on this machine. */
export async function openNamed(place: Place, incident: Incident, sites: WorkspaceSites): Promise<void> {
  if (await sites.has(place.file)) return void (await sites.open(place));
  const outcome = await incident.ask('sourceOf', { file: place.file, line: place.line });
  if (outcome.kind !== 'answer') return void (await sites.open(place));
  await openSource(outcome.value, place, sites);
}

async function openSource(source: SourcePlace, place: Place, sites: WorkspaceSites): Promise<void> {
  switch (source.kind) {
    case 'workspace':
      return void (await sites.open(source.site));
    case 'library':
      return openReadOnly(source);
    case 'missing':
      return offerToMap(whyMissing(source, `${visibleText(place.file)}:${place.line}`), place.file);
  }
}

/** The file may be on this machine, in a folder that only a person knows. */
async function offerToMap(why: string, file: string): Promise<void> {
  const map = vscode.l10n.t('Map This Folder…');
  const answer = await vscode.window.showWarningMessage(why, map);
  if (answer === map) await vscode.commands.executeCommand('culprit.mapFolder', file);
}

async function openReadOnly({ file, line, note }: Extract<SourcePlace, { kind: 'library' }>): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const at = startOfText(document, line);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preview: true });
  await makeReadOnly();
  if (note !== '') vscode.window.setStatusBarMessage(visibleText(textToRead(note)), REMARK_MILLISECONDS);
}

function whyMissing({ wouldBe, reason }: Extract<SourcePlace, { kind: 'missing' }>, shown: string): string {
  return wouldBe.length === 0
    ? vscode.l10n.t('{0} cannot be opened: {1}.', shown, visibleText(textToRead(reason)))
    : vscode.l10n.t(
        '{0} cannot be opened: {1}. It would be at {2}.',
        shown,
        visibleText(textToRead(reason)),
        visibleText(wouldBe[0]!),
      );
}
