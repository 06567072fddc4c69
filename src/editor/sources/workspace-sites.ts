// Which file is a site of the workspace, and how does a click land on its line?

import * as vscode from 'vscode';
import { folderPrefixes } from '../../model/folder-names.ts';
import type { Site } from '../../protocol/answers.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Disk } from '../platform/platform.ts';
import { type Refusal, relativeParts } from './site-path.ts';

export type Place = Pick<Site, 'file' | 'line'>;

/** The prefix of each workspace folder in the paths of sites: empty for a single folder. */
export function sitePrefixes(folders: readonly vscode.WorkspaceFolder[]): string[] {
  return folderPrefixes(folders.map(({ uri }) => uri.path.slice(uri.path.lastIndexOf('/') + 1)));
}

export class WorkspaceSites {
  constructor(
    private readonly disk: Disk | undefined,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The address that a workspace-relative path means. With several folders it begins with its folder's prefix. */
  uri(file: string): vscode.Uri | Refusal {
    // Where the system is not known, names that Windows keeps for devices are refused as well.
    const parts = relativeParts(file, this.disk?.isWindows ?? true);
    if ('refused' in parts) return parts;
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0) return { refused: 'no folder is open' };
    if (folders.length === 1) return vscode.Uri.joinPath(folders[0]!.uri, ...parts);
    const folder = folders[sitePrefixes(folders).indexOf(parts[0]!)];
    return folder
      ? vscode.Uri.joinPath(folder.uri, ...parts.slice(1))
      : { refused: 'it begins with the name of no folder' };
  }

  /**
   * How a folder map names a folder: by its path in the workspace, empty for all of it, or by its whole path on this
   * machine's disk. Undefined when it can be named in neither way.
   */
  folderPath(folder: vscode.Uri): string | undefined {
    const own = vscode.workspace.getWorkspaceFolder(folder);
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (!own) return this.disk && folder.scheme === 'file' ? folder.fsPath : undefined;
    const prefix = sitePrefixes(folders)[folders.indexOf(own)] ?? '';
    const inside = folder.path.slice(own.uri.path.replace(/\/$/, '').length + 1).replace(/\/$/, '');
    return [prefix, inside].filter((part) => part !== '').join('/');
  }

  /** True for a file of the workspace. */
  async has(file: string): Promise<boolean> {
    return !('refused' in (await this.#openable(file)));
  }

  /** Opens the place when it is inside the workspace; else says in one sentence why not. */
  async open(place: Place): Promise<boolean> {
    const found = await this.#openable(place.file);
    const shown = `${visibleText(place.file)}:${place.line}`;
    if ('refused' in found) {
      this.log.warn(`${shown} was not opened: ${found.refused}`);
      void vscode.window.showWarningMessage(whyNot(shown));
      return false;
    }
    const document = await vscode.workspace.openTextDocument(found);
    const at = startOfText(document, place.line);
    await vscode.window.showTextDocument(document, {
      viewColumn: columnOf(found),
      selection: new vscode.Range(at, at),
    });
    if (isVendored(place.file)) await makeReadOnly();
    return true;
  }

  /**
   * The file to open for a site, or why there is none. On a disk, links are followed first: the file that is
   * really meant must lie inside the folder that is really open.
   */
  async #openable(file: string): Promise<vscode.Uri | Refusal> {
    const uri = this.uri(file);
    if ('refused' in uri) return uri;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder && (await this.#isFileInside(uri, folder.uri))) return uri;
    return { refused: 'there is no such file in the workspace' };
  }

  async #isFileInside(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
    try {
      if (((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) === 0) return false;
      if (!this.disk || uri.scheme !== 'file') return true;
      return await this.disk.isReallyInside(uri.fsPath, folder.fsPath);
    } catch {
      return false;
    }
  }
}

/** Go's copies of other people's sources: `go mod vendor` writes them anew. */
function isVendored(file: string): boolean {
  return /(?:^|\/)vendor\//.test(file);
}

/** Of the active editor: other people's sources are to be read; what is typed there would be lost, or break a build. */
export async function makeReadOnly(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
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

export function startOfText(document: vscode.TextDocument, line: number): vscode.Position {
  const index = Math.max(0, Math.min(line, document.lineCount) - 1);
  return new vscode.Position(index, document.lineAt(index).firstNonWhitespaceCharacterIndex);
}
