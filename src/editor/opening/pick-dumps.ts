// Which dumps does the user mean?

import * as vscode from 'vscode';
import { looksLikeDump } from '../../protocol/dump-names.ts';
import { baseName, dumpFoldersBelow, dumpsIn, isFolder } from './dump-files.ts';

/** Folders that are looked into at most, the nearest to the top first. */
const MOST_FOLDERS = 1000;
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', '.git', 'vendor']);

type Chosen = readonly vscode.Uri[] | undefined;

interface DumpItem extends vscode.QuickPickItem {
  readonly pick: () => Promise<Chosen>;
}

/**
 * Asks: a folder of the workspace that holds dumps, other files, another folder, or a path that is typed.
 * Undefined: nothing was chosen.
 */
export async function askForDumps(
  title: string = vscode.l10n.t('Open the dumps of one incident'),
): Promise<Chosen> {
  const browse: DumpItem[] = [
    { label: vscode.l10n.t('$(files) Choose Files…'), alwaysShow: true, pick: () => browseFor('files') },
    {
      label: vscode.l10n.t('$(folder-opened) Choose a Folder…'),
      alwaysShow: true,
      pick: () => browseFor('folder'),
    },
  ];
  const picker = vscode.window.createQuickPick<DumpItem>();
  picker.title = title;
  picker.placeholder = vscode.l10n.t('Choose, or type the path of a dump or a folder');
  picker.matchOnDescription = true;
  // A report that has just been loaded takes the focus, and a path may be copied from elsewhere.
  picker.ignoreFocusOut = true;
  picker.items = browse;
  picker.busy = true;
  void foldersOfWorkspace().then((folders) => {
    picker.items = [...folders, ...browse];
    picker.busy = false;
  });
  picker.show();
  try {
    return await answerOf(picker);
  } finally {
    picker.dispose();
  }
}

function answerOf(picker: vscode.QuickPick<DumpItem>): Promise<Chosen> {
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const typed = typedPath(picker.value);
      resolve(typed ? [typed] : picker.selectedItems[0]?.pick());
    });
    picker.onDidHide(() => resolve(undefined));
  });
}

/** An absolute path where the workspace is, on this machine or another, or one that is relative to the only folder. */
function typedPath(value: string): vscode.Uri | undefined {
  const path = value.trim();
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (/^(\/|[a-z]:[\\/])/i.test(path)) {
    const file = vscode.Uri.file(path);
    return folders.length === 0 || folders[0]!.uri.scheme === 'file'
      ? file
      : folders[0]!.uri.with({ path: file.path });
  }
  return folders.length === 1 && path.includes('/') ? vscode.Uri.joinPath(folders[0]!.uri, path) : undefined;
}

export async function browseFor(what: 'files' | 'folder'): Promise<Chosen> {
  return vscode.window.showOpenDialog({
    canSelectFiles: what === 'files',
    canSelectFolders: what === 'folder',
    canSelectMany: what === 'files',
    openLabel: vscode.l10n.t('Open Dumps'),
    title: vscode.l10n.t('Open the dumps of one incident'),
  });
}

/** Breadth first, so that a folder near the top is found in the largest of workspaces. */
async function foldersOfWorkspace(): Promise<DumpItem[]> {
  const queue = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const items: DumpItem[] = [];
  for (let at = 0; at < queue.length && at < MOST_FOLDERS; at++) {
    const folder = queue[at]!;
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
    const dumps = entries.filter(
      ([name, type]) => type === vscode.FileType.File && looksLikeDump(name),
    ).length;
    if (dumps > 0) items.push(folderItem(folder, dumps));
    for (const [name, type] of entries) {
      if (type === vscode.FileType.Directory && !LEFT_OUT.has(name))
        queue.push(vscode.Uri.joinPath(folder, name));
    }
  }
  return items;
}

function folderItem(uri: vscode.Uri, count: number): DumpItem {
  const dumps = count === 1 ? vscode.l10n.t('1 dump') : vscode.l10n.t('{0} dumps', count);
  const where = vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..'));
  return { label: `$(flame) ${baseName(uri)}`, description: `${dumps} · ${where}`, pick: async () => [uri] };
}

/**
 * Files stand for themselves, folders for the dumps in them. A folder without dumps stands for the one folder
 * below that has some; when there are several, the user is asked, and undefined means that nothing was chosen.
 * Throws the file system's error when something chosen is not there.
 */
export async function expand(chosen: readonly vscode.Uri[]): Promise<Chosen> {
  const dumps = new Map<string, vscode.Uri>();
  for (const uri of chosen) {
    const found = (await isFolder(uri)) ? await dumpsOfFolder(uri) : [uri];
    if (!found) return undefined;
    for (const dump of found) dumps.set(dump.toString(), dump);
  }
  return [...dumps.values()];
}

async function dumpsOfFolder(folder: vscode.Uri): Promise<Chosen> {
  const own = await dumpsIn(folder);
  if (own.length > 0) return own;
  const below = await dumpFoldersBelow(folder);
  if (below.length <= 1) return below[0] ? dumpsIn(below[0]) : [];
  const items = await Promise.all(below.map(async (uri) => folderItem(uri, (await dumpsIn(uri)).length)));
  const title = vscode.l10n.t('Which of these is the incident?');
  const picked = await (await vscode.window.showQuickPick(items, { title }))?.pick();
  return picked && dumpsIn(picked[0]!);
}
