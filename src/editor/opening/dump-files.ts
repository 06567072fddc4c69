// Which dumps belong to what the user chose?

import * as vscode from 'vscode';
import { looksLikeDump } from '../../protocol/dump-names.ts';
import type { DumpInput } from '../../protocol/queries.ts';
import type { Disk } from '../platform/platform.ts';

/** More files than this in one folder are an archive of dumps, not the dumps of one incident. */
export const MOST_DUMPS = 24;

/** A chosen folder has no dumps of its own, but these below it have. */
export interface FolderChoice {
  readonly folders: readonly vscode.Uri[];
}

/** The dumps in a folder itself, in the order of their names. */
export async function dumpsIn(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  return entries
    .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && looksLikeDump(name))
    .map(([name]) => vscode.Uri.joinPath(folder, name))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The folders directly below that hold dumps. */
export async function dumpFoldersBelow(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const found: vscode.Uri[] = [];
  for (const [name, type] of entries) {
    if ((type & vscode.FileType.Directory) === 0) continue;
    const below = vscode.Uri.joinPath(folder, name);
    if ((await dumpsIn(below).catch(() => [])).length > 0) found.push(below);
  }
  return found;
}

export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
}

/**
 * The dump with the others of its folder, when they can be one incident; else the dump alone.
 * A file under a name of no dump is opened alone too: it was chosen for what it is.
 */
export async function withSiblings(dump: vscode.Uri): Promise<vscode.Uri[]> {
  const siblings = await dumpsIn(vscode.Uri.joinPath(dump, '..')).catch(() => []);
  const belongs = siblings.some((sibling) => sibling.path === dump.path);
  return belongs && siblings.length <= MOST_DUMPS ? siblings : [dump];
}

/** Files on this machine's disk are read by the worker itself; all others are handed over as bytes. */
export async function dumpInputs(dumps: readonly vscode.Uri[], disk: Disk | undefined): Promise<DumpInput[]> {
  return Promise.all(
    dumps.map(async (uri): Promise<DumpInput> => {
      const path = shownPath(uri);
      return disk && uri.scheme === 'file'
        ? { path, file: uri.fsPath }
        : { path, bytes: await vscode.workspace.fs.readFile(uri) };
    }),
  );
}

/** Relative to the workspace when it is inside, with `/`. */
export function shownPath(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).replaceAll('\\', '/');
}

/** The last part of a path. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
