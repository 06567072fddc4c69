// Which dumps do the paths of a command line stand for, when some of them are bad?

import type { ByteSource } from '../bytes/source.ts';
import { UnreadableDump } from '../model/problems.ts';
import { listDumpFiles } from '../outside/dump-files.ts';
import { openFileSource } from '../outside/file-source.ts';

/** Files to open; a folder that cannot be listed is among them and says why when it is opened. */
export interface DumpFiles {
  readonly files: readonly string[];
  readonly openFile: (file: string) => ByteSource;
}

export function dumpFiles(paths: readonly string[]): DumpFiles {
  const faults = new Map<string, UnreadableDump>();
  const files = paths.flatMap((path) => {
    try {
      return listDumpFiles(path);
    } catch (error) {
      if (!(error instanceof UnreadableDump)) throw error;
      faults.set(path, error);
      return [path];
    }
  });
  const openFile = (file: string): ByteSource => {
    const fault = faults.get(file);
    if (fault) throw fault;
    return openFileSource(file);
  };
  return { files, openFile };
}
