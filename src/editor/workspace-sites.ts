// Which file on this machine is a site of the workspace?

import * as vscode from 'vscode';
import { isReallyInside, isWindows } from './node-disk.ts';
import { type Refusal, relativeParts } from './site-path.ts';

/**
 * The addresses that a workspace-relative path can mean: one, or with several folders one per folder that fits.
 * A path begins with its folder's name when there are several.
 */
export function siteUris(file: string): readonly vscode.Uri[] | Refusal {
  const parts = relativeParts(file, isWindows);
  if ('refused' in parts) return parts;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return { refused: 'no folder is open' };
  if (folders.length === 1) return [vscode.Uri.joinPath(folders[0]!.uri, ...parts)];
  return folders
    .filter(({ name }) => name === parts[0])
    .map(({ uri }) => vscode.Uri.joinPath(uri, ...parts.slice(1)));
}

/**
 * The file to open for a site, or why there is none. On a disk, links are followed first: the file that is
 * really meant must lie inside the folder that is really open.
 */
export async function openableSite(file: string): Promise<vscode.Uri | Refusal> {
  const uris = siteUris(file);
  if ('refused' in uris) return uris;
  for (const uri of uris) {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder && (await isFileInside(uri, folder.uri))) return uri;
  }
  return { refused: 'there is no such file in the workspace' };
}

async function isFileInside(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  try {
    if (((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) === 0) return false;
    return uri.scheme !== 'file' || (await isReallyInside(uri.fsPath, folder.fsPath));
  } catch {
    return false;
  }
}
