// How are dumps opened, where the user chose it?

import * as vscode from 'vscode';
import type { OpenOptions } from '../protocol/queries.ts';

const MEBIBYTE = 1024 ** 2;

export function openOptions(): OpenOptions {
  const settings = vscode.workspace.getConfiguration('culprit');
  const megabytes = settings.get<number | null>('maxExpandedMegabytes', null);
  return {
    ...(typeof megabytes === 'number' && megabytes > 0 ? { maxExpandedBytes: megabytes * MEBIBYTE } : {}),
    ...(vscode.workspace.isTrusted ? trustedOptions(settings) : {}),
  };
}

/** Git is run, and folders outside of the workspace are read, only where the user trusts the workspace. */
function trustedOptions(settings: vscode.WorkspaceConfiguration): OpenOptions {
  const since = settings.get<string>('git.since', '');
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
