// `culprit list`: which lines of a function weigh most, in pprof's words?

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Limits } from '../bytes/decode-context.ts';
import { pprofList } from '../investigation/pprof-text.ts';
import { WORKSPACE_LIMITS, workspaceOnDisk } from '../outside/workspace-node.ts';
import type { PprofCommand } from './pprof-arguments.ts';
import { pprofDeps, pprofRequest, printPprof } from './pprof-command.ts';

/** A dump may name any path: only what is called a source file is read where it says. */
const SOURCE = /\.(?:go|s|S|c|cc|cpp|cxx|h|hpp|rs|py|java)$/;

export function runList(command: PprofCommand, limits: Limits): Promise<number> {
  const folder = path.resolve(command.workspace);
  const sources = { workspace: workspaceOnDisk([folder]), folder, readOutside };
  return printPprof(() =>
    pprofList({ ...pprofDeps(limits), ...sources }, pprofRequest(command), command.regexp),
  );
}

async function readOutside(file: string): Promise<string | undefined> {
  if (!path.isAbsolute(file) || !SOURCE.test(file)) return undefined;
  try {
    const facts = await stat(file);
    if (!facts.isFile() || facts.size > WORKSPACE_LIMITS.maxFileBytes) return undefined;
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
