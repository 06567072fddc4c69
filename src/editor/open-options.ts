// How are dumps opened, where the user chose it?

import * as vscode from 'vscode';
import type { OpenOptions } from '../protocol/queries.ts';

const MEBIBYTE = 1024 ** 2;

export function openOptions(): OpenOptions {
  const settings = vscode.workspace.getConfiguration('culprit');
  const megabytes = settings.get<number | null>('maxExpandedMegabytes', null);
  return typeof megabytes === 'number' && megabytes > 0 ? { maxExpandedBytes: megabytes * MEBIBYTE } : {};
}
