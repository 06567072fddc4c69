// Where are the files of a recorded folder? The user says it, and it is remembered.

import * as vscode from 'vscode';
import type { RecordedFolder } from '../../protocol/answers.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incident } from '../opening/incident.ts';
import type { Incidents } from '../opening/incidents.ts';
import type { Rejudge } from '../opening/rejudge.ts';
import { fitFolder } from './fit-folder.ts';
import type { FolderMap, FolderMaps } from './folder-maps.ts';
import type { WorkspaceSites } from './workspace-sites.ts';

export interface MapFolderDeps {
  readonly incidents: Incidents;
  readonly folderMaps: FolderMaps;
  readonly sites: WorkspaceSites;
  readonly log: vscode.LogOutputChannel;
  readonly rejudge: Rejudge;
}

type Wanted = Pick<RecordedFolder, 'recorded' | 'candidates' | 'files'>;

/**
 * Asks which recorded folder is meant, and where its files are.
 * @param file a file as dumps name it: its folder is meant
 */
export async function mapFolder(deps: MapFolderDeps, file?: string): Promise<void> {
  const incident = deps.incidents.active;
  if (!incident) return;
  const outcome = await incident.ask('recordedFolders', null);
  const folders = outcome.kind === 'answer' ? outcome.value : [];
  const wanted = file === undefined ? await askRecorded(deps, folders) : folderOf(file, folders);
  if (!wanted) return;
  const map = await askMap(deps, wanted);
  if (!map) return;
  deps.log.info(
    visibleText(`${map.from} is ${map.to === '' ? 'the workspace' : map.to}, says the user`, 2000),
  );
  const before = linesBelow(map.from, folders);
  await deps.folderMaps.remember(map);
  await deps.rejudge.now();
  await tellFound(incident, map, before);
}

/** The recorded folder of a file: the longest that is known, else its own. */
function folderOf(file: string, folders: readonly RecordedFolder[]): Wanted {
  const around = folders
    .filter(({ recorded }) => /^[\\/]/.test(file.slice(recorded.length)) && file.startsWith(recorded))
    .sort((a, b) => b.recorded.length - a.recorded.length)[0];
  const own = { recorded: file.replace(/[\\/][^\\/]*$/, ''), candidates: [], files: [file] };
  return around ? { ...around, files: [file, ...around.files.filter((one) => one !== file)] } : own;
}

interface FolderItem extends vscode.QuickPickItem {
  readonly wanted?: Wanted;
  readonly forget?: string;
}

const FORGET: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('trash'),
  get tooltip() {
    return vscode.l10n.t('Forget');
  },
};

/** What lead nowhere, and what was said before; a remembered folder can be forgotten here. */
async function askRecorded(
  { folderMaps, rejudge }: MapFolderDeps,
  folders: readonly RecordedFolder[],
): Promise<Wanted | undefined> {
  const known = folderMaps.all;
  if (folders.length === 0 && known.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Every file that these dumps name is found, or is in no folder that could be mapped.'),
    );
    return undefined;
  }
  const picker = vscode.window.createQuickPick<FolderItem>();
  picker.title = vscode.l10n.t('Which recorded folder is somewhere else?');
  picker.matchOnDescription = true;
  picker.items = recordedItems(folders, known);
  const listener = picker.onDidTriggerItemButton(({ item }) => {
    picker.items = picker.items.filter((one) => one !== item);
    if (item.forget !== undefined) void folderMaps.forget(item.forget).then(() => rejudge.now());
  });
  picker.show();
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]?.wanted));
      picker.onDidHide(() => resolve(undefined));
    });
  } finally {
    listener.dispose();
    picker.dispose();
  }
}

function recordedItems(folders: readonly RecordedFolder[], known: readonly FolderMap[]): FolderItem[] {
  const group = (label: string, items: readonly FolderItem[]): FolderItem[] =>
    items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
  const item = (folder: RecordedFolder): FolderItem => ({
    label: visibleText(folder.recorded),
    description:
      folder.candidates.length > 0
        ? vscode.l10n.t('{0} folders fit', folder.candidates.length)
        : vscode.l10n.t('{0} lines are not found', folder.lines),
    wanted: folder,
  });
  const lost = folders.filter(({ lines }) => lines > 0);
  return [
    ...group(vscode.l10n.t('Your code'), lost.filter(({ ours }) => ours).map(item)),
    ...group(vscode.l10n.t('Libraries'), lost.filter(({ ours }) => !ours).map(item)),
    ...group(
      vscode.l10n.t('Mapped already'),
      known.map(({ from, to }) => ({
        label: visibleText(from),
        description: `→ ${to === '' ? vscode.l10n.t('the workspace') : visibleText(to)}`,
        buttons: [FORGET],
        wanted: { recorded: from, candidates: [], files: filesBelow(from, folders) },
        forget: from,
      })),
    ),
  ];
}

function filesBelow(from: string, folders: readonly RecordedFolder[]): string[] {
  return folders.flatMap(({ files }) => files).filter((file) => file.startsWith(from));
}

interface PlaceItem extends vscode.QuickPickItem {
  readonly map?: FolderMap;
}

/** One of the folders that fit, or any other that holds the files. */
async function askMap(deps: MapFolderDeps, wanted: Wanted): Promise<FolderMap | undefined> {
  if (wanted.candidates.length === 0) return browseForMap(deps, wanted);
  const items: PlaceItem[] = wanted.candidates.map((to) => ({
    label: `$(folder) ${to === '' ? vscode.l10n.t('the workspace') : visibleText(to)}`,
    map: { from: wanted.recorded, to },
  }));
  const other: PlaceItem = { label: vscode.l10n.t('$(folder-opened) Choose a Folder…'), alwaysShow: true };
  const title = vscode.l10n.t('Which folder is {0}?', visibleText(wanted.recorded));
  const picked = await vscode.window.showQuickPick([...items, other], { title });
  return picked && (picked.map ?? browseForMap(deps, wanted));
}

async function browseForMap({ sites }: MapFolderDeps, wanted: Wanted): Promise<FolderMap | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Map This Folder'),
      title: vscode.l10n.t('Which folder is {0}?', visibleText(wanted.recorded)),
      ...(start ? { defaultUri: start } : {}),
    })) ?? [];
  if (!folder) return undefined;
  const to = sites.folderPath(folder);
  const from = to === undefined ? undefined : await fitFolder(wanted.files, (path) => isFile(folder, path));
  if (from !== undefined && to !== undefined) return { from, to };
  void vscode.window.showWarningMessage(whyNot(wanted, folder, to));
  return undefined;
}

/** Nothing is mapped where no file would be found: the mistake would only show later. */
function whyNot({ recorded, files }: Wanted, folder: vscode.Uri, to: string | undefined): string {
  const chosen = visibleText(folder.scheme === 'file' ? folder.fsPath : folder.toString(true));
  if (to === undefined) return vscode.l10n.t('{0} is in no folder of this workspace.', chosen);
  const example = visibleText(files[0] ?? recorded);
  return vscode.l10n.t('{0} holds none of the files, such as {1}. Nothing was mapped.', chosen, example);
}

async function isFile(folder: vscode.Uri, path: string): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, path));
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

function linesBelow(from: string, folders: readonly RecordedFolder[]): number {
  return folders
    .filter(({ files }) => files.some((file) => file.startsWith(from)))
    .reduce((sum, { lines }) => sum + lines, 0);
}

async function tellFound(incident: Incident, { from, to }: FolderMap, before: number): Promise<void> {
  const outcome = await incident.ask('recordedFolders', null);
  if (outcome.kind !== 'answer') return;
  const found = Math.max(0, before - linesBelow(from, outcome.value));
  const where = to === '' ? vscode.l10n.t('the workspace') : visibleText(to);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('{0} is {1} now: {2} more lines are found.', visibleText(from), where, found),
  );
}
