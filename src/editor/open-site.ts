// How does a click land on a line?

import * as vscode from 'vscode';
import type { Site } from '../protocol/answers.ts';
import { visibleText } from './plain-markdown.ts';
import { openableSite } from './workspace-sites.ts';

export type Place = Pick<Site, 'file' | 'line'>;

/** Opens the place when it is inside the workspace; else says in one sentence why not. */
export async function openSite(place: Place, log: vscode.LogOutputChannel): Promise<boolean> {
  const found = await openableSite(place.file);
  const shown = `${visibleText(place.file)}:${place.line}`;
  if ('refused' in found) {
    log.warn(`${shown} was not opened: ${found.refused}`);
    void vscode.window.showWarningMessage(whyNot(shown));
    return false;
  }
  const document = await vscode.workspace.openTextDocument(found);
  const at = startOfText(document, place.line);
  await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(found),
    selection: new vscode.Range(at, at),
  });
  return true;
}

function whyNot(shown: string): string {
  return vscode.workspace.workspaceFolders?.length
    ? vscode.l10n.t('{0} is not a file of this workspace.', shown)
    : vscode.l10n.t('Open the folder of the sources to go to {0}.', shown);
}

/** Where the file is open already, else the first column: beside would split the window at each click. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  for (const group of vscode.window.tabGroups.all) {
    for (const { input } of group.tabs) {
      if (input instanceof vscode.TabInputText && input.uri.toString() === uri.toString())
        return group.viewColumn;
    }
  }
  return vscode.ViewColumn.One;
}

function startOfText(document: vscode.TextDocument, line: number): vscode.Position {
  const index = Math.max(0, Math.min(line, document.lineCount) - 1);
  return new vscode.Position(index, document.lineAt(index).firstNonWhitespaceCharacterIndex);
}
