// Where has the user said that recorded folders are? Remembered for the workspace.

import type * as vscode from 'vscode';
import type { OpenOptions } from '../../protocol/queries.ts';

export type FolderMap = NonNullable<OpenOptions['folderMap']>[number];

const MEMORY = 'culprit.folderMaps';
const MOST_MAPS = 100;

/** Said by hand, never by a file of the workspace: it holds where the workspace is not trusted as well. */
export class FolderMaps {
  constructor(private readonly memory: Pick<vscode.Memento, 'get' | 'update'>) {}

  /** What was said last comes first. */
  get all(): readonly FolderMap[] {
    const known = this.memory.get<unknown>(MEMORY, []);
    return Array.isArray(known) ? known.filter(isFolderMap) : [];
  }

  async remember(map: FolderMap): Promise<void> {
    const others = this.all.filter(({ from }) => from !== map.from);
    await this.memory.update(MEMORY, [map, ...others].slice(0, MOST_MAPS));
  }

  async forget(from: string): Promise<void> {
    await this.memory.update(
      MEMORY,
      this.all.filter((map) => map.from !== from),
    );
  }
}

function isFolderMap(value: unknown): value is FolderMap {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return false;
  return typeof value.from === 'string' && typeof value.to === 'string';
}
