// Which commit is meant where a program is named in the place of one?

import { statSync } from 'node:fs';
import { visible } from '../documents/visible.ts';
import { builtCommit, isProgram } from '../outside/build-info.ts';
import { openFileSource } from '../outside/file-source.ts';
import type { SourceFlags } from './source-arguments.ts';

/** Throws an Error for the user when the program does not tell its commit. */
export function withBuiltCommit(flags: SourceFlags): SourceFlags {
  const { builtFrom } = flags;
  if (builtFrom === undefined || !statSync(builtFrom, { throwIfNoEntry: false })?.isFile()) return flags;
  const source = openFileSource(builtFrom);
  try {
    if (!isProgram(source)) return flags;
    const built = builtCommit(source);
    if (!built)
      throw new Error(
        `${visible(builtFrom)}: no commit is written in this program. Name the commit, or build with -buildvcs=true.`,
      );
    if (built.modified)
      process.stderr.write(
        'culprit: the program was built with changes that were not committed: lines may lie a little off.\n',
      );
    return { ...flags, builtFrom: built.commit };
  } finally {
    source.close();
  }
}
