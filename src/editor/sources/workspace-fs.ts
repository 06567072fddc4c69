// Which Go files do the folders of the workspace hold, when only the editor can reach them?

import * as vscode from 'vscode';
import type { FileAnswers } from '../../protocol/file-questions.ts';
import type { WorkspaceInput } from '../../protocol/queries.ts';
import type { Disk } from '../platform/platform.ts';
import { sitePrefixes } from './workspace-sites.ts';

const SKIPPED: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules']);
const LISTED = /(?:\.go|^go\.mod|^go\.work)$/;
/** Entries of folders looked at before the listing stops: each folder may be a request over a network. */
const MOST_ENTRIES = 200_000;
const MOST_BYTES = 16 * 1024 ** 2;

/** Folders on the disk are read by the worker itself; others are asked for through the editor. */
export function workspaceInput(disk: Disk | undefined): WorkspaceInput {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return { kind: 'none' };
  if (disk && folders.every(({ uri }) => uri.scheme === 'file'))
    return { kind: 'folders', folders: folders.map(({ uri }) => uri.fsPath) };
  const prefixes = sitePrefixes(folders);
  return {
    kind: 'asked',
    folders: folders.map(({ uri }, i) => ({ prefix: prefixes[i]!, absolute: uri.fsPath })),
  };
}

/** The same listing as of a disk, by the workspace's own file system. */
export function filesOfWorkspace(): FileAnswers {
  const places = new Map<string, vscode.Uri>();
  return {
    list: async () => {
      places.clear();
      for (const [path, uri] of await listFolders()) places.set(path, uri);
      return [...places.keys()];
    },
    read: async (path) => {
      const uri = places.get(path);
      return uri && readText(uri);
    },
  };
}

/** Breadth first, so that a cut listing lacks what is deep rather than a whole folder. */
async function listFolders(): Promise<[path: string, uri: vscode.Uri][]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const prefixes = sitePrefixes(folders);
  let level = folders.map(({ uri }, i): [string, vscode.Uri] => [prefixes[i]!, uri]);
  const found: [string, vscode.Uri][] = [];
  for (let seen = 0; level.length > 0 && seen < MOST_ENTRIES; ) {
    const listed = await Promise.all(level.map(([path, uri]) => entriesOf(path, uri)));
    const entries = listed.flat();
    seen += entries.length;
    found.push(...entries.filter(({ isFile, name }) => isFile && LISTED.test(name)).map(placeOf));
    level = entries.filter(({ isFolder, name }) => isFolder && !SKIPPED.has(name)).map(placeOf);
  }
  return found;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly isFile: boolean;
  readonly isFolder: boolean;
}

const placeOf = ({ path, uri }: Entry): [string, vscode.Uri] => [path, uri];

/** A folder that cannot be read counts as empty; linked folders are left out, as Go leaves them out. */
async function entriesOf(path: string, uri: vscode.Uri): Promise<Entry[]> {
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(uri)).catch(() => []);
  return entries
    .map(([name, type]) => ({
      name,
      path: path === '' ? name : `${path}/${name}`,
      uri: vscode.Uri.joinPath(uri, name),
      isFile: (type & vscode.FileType.File) !== 0,
      isFolder: type === vscode.FileType.Directory,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > MOST_BYTES) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
