// Which file on this machine is a site of the workspace?

import * as vscode from 'vscode';
import { folderPrefixes } from '../model/folder-names.ts';
import { isReallyInside, isWindows } from './node-disk.ts';
import { type Refusal, relativeParts } from './site-path.ts';

/** The address that a workspace-relative path means. With several folders it begins with its folder's prefix. */
export function siteUri(file: string): vscode.Uri | Refusal {
  const parts = relativeParts(file, isWindows);
  if ('refused' in parts) return parts;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return { refused: 'no folder is open' };
  const prefixes = folderPrefixes(folders.map(({ uri }) => uri.path.slice(uri.path.lastIndexOf('/') + 1)));
  if (folders.length === 1) return vscode.Uri.joinPath(folders[0]!.uri, ...parts);
  const folder = folders[prefixes.indexOf(parts[0]!)];
  return folder
    ? vscode.Uri.joinPath(folder.uri, ...parts.slice(1))
    : { refused: 'it begins with the name of no folder' };
}

/**
 * The file to open for a site, or why there is none. On a disk, links are followed first: the file that is
 * really meant must lie inside the folder that is really open.
 */
export async function openableSite(file: string): Promise<vscode.Uri | Refusal> {
  const uri = siteUri(file);
  if ('refused' in uri) return uri;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder && (await isFileInside(uri, folder.uri))) return uri;
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
