// How are dumps opened, where the user chose it?

import * as vscode from 'vscode';
import { parseMemorySize } from '../../model/memory-size.ts';
import type { OpenOptions } from '../../protocol/queries.ts';
import type { FolderMap } from '../sources/folder-maps.ts';

const MEBIBYTE = 1024 ** 2;

/** What the user said in this workspace; it goes before the settings. */
export interface Remembered {
  readonly folderMaps: readonly FolderMap[];
  /** Empty for none. */
  readonly since: string;
}

export function openOptions(remembered: Remembered): OpenOptions {
  const settings = vscode.workspace.getConfiguration('culprit');
  const megabytes = settings.get<number | null>('maxExpandedMegabytes', null);
  const memoryLimit = parseMemorySize(settings.get<string>('memoryLimit', '').trim());
  const { folderMap = [], ...trusted } = vscode.workspace.isTrusted
    ? trustedOptions(settings, remembered)
    : {};
  const maps = [...remembered.folderMaps, ...folderMap];
  return {
    ...(typeof megabytes === 'number' && megabytes > 0 ? { maxExpandedBytes: megabytes * MEBIBYTE } : {}),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...trusted,
    ...(maps.length === 0 ? {} : { folderMap: maps }),
  };
}

/** Git is run, and folders outside of the workspace are read, only where the user trusts the workspace. */
function trustedOptions(
  settings: vscode.WorkspaceConfiguration,
  remembered: Remembered,
): Pick<OpenOptions, 'since' | 'builtFrom' | 'folderMap'> {
  const since = remembered.since || settings.get<string>('git.since', '');
  const builtFrom = settings.get<string>('git.builtFrom', '');
  const folderMap = Object.entries(settings.get<Readonly<Record<string, unknown>>>('folderMap', {}))
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([from, to]) => ({ from, to }));
  return {
    ...(since === '' ? {} : { since }),
    ...(builtFrom === '' ? {} : { builtFrom }),
    ...(folderMap.length === 0 ? {} : { folderMap }),
  };
}
