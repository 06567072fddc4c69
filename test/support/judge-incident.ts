// What does the product say about these files and that workspace?
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { Investigation } from '../../src/investigation/investigation.ts';
import { openFileSource } from '../../src/outside/file-source.ts';
import { gitOnDisk } from '../../src/outside/git-node.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { workspaceOnDisk } from '../../src/outside/workspace-node.ts';
import type { Report } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';

export function newInvestigation(): Investigation {
  return new Investigation({
    inflate: inflateWithNode,
    limits: DEFAULT_LIMITS,
    openFile: openFileSource,
    git: gitOnDisk({ workspace: [] }),
    workspaceFiles: (input) => workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
  });
}

/** The report on dumps, given as paths, with a workspace folder. */
export function judgeIncident(
  files: readonly string[],
  workspace: string,
  options: OpenOptions = {},
): Promise<Report> {
  return newInvestigation().handle('open', {
    inputs: files.map((file) => ({ path: file, file })),
    workspace: { kind: 'folders', folders: [workspace] },
    options,
  });
}
