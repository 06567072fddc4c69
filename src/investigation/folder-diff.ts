// What did git see change in a folder of the workspace?

import type { DiffRequest, GitAccess, GitAnswer } from '../model/git-access.ts';
import { below, type FileDiff, parseUnifiedDiff } from '../source/unified-diff.ts';
import type { WorkspaceFolder } from '../source/workspace-files.ts';

/** Paths as the workspace has them. */
export async function folderDiff(
  git: GitAccess,
  { absolute, prefix }: WorkspaceFolder,
  request: DiffRequest,
): Promise<GitAnswer<readonly FileDiff[]>> {
  const text = await git.diff(absolute, request);
  return text.kind === 'none' ? text : { kind: 'answer', value: below(prefix, parseUnifiedDiff(text.value)) };
}

/** Does the folder hold a file of the workspace? */
export function holds({ prefix }: Pick<WorkspaceFolder, 'prefix'>, file: string): boolean {
  return prefix === '' || file.startsWith(`${prefix}/`);
}
