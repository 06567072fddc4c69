// A workspace whose files are a table.

import type { WorkspaceFiles } from '../../src/source/workspace-files.ts';
import { buildIndex, type WorkspaceIndex } from '../../src/source/workspace-index.ts';

export type Files = Readonly<Record<string, string>>;

export function memoryWorkspace(files: Files): WorkspaceFiles {
  const texts = new Map(Object.entries(files));
  return { list: async () => [...texts.keys()], read: async (file) => texts.get(file) };
}

export function memoryIndex(files: Files): Promise<WorkspaceIndex> {
  return buildIndex(memoryWorkspace(files));
}
