// The parsed files of the workspace, each parsed once while it is looked at again and again.

import { type ParsedGo, parseGo } from './go-file.ts';
import { folderOf } from './recorded-path.ts';
import { isOwnSource, packagePathOf, type WorkspaceIndex } from './workspace-index.ts';

/** A parsed file of the workspace. */
export interface Source {
  readonly file: string;
  readonly parsed: ParsedGo;
  /** Package as dumps name it: `main` for programs. */
  readonly package: string;
}

export interface Sources {
  readonly index: WorkspaceIndex;
  /** Undefined for files that cannot be read or that no program holds. */
  get(file: string): Promise<Source | undefined>;
  /** Of the workspace's own files, the first `most` that import the package. */
  importing(path: string, most?: number): Promise<Source[]>;
  /** The own files of a folder. */
  inFolder(folder: string): Promise<Source[]>;
}

/** Parsed files kept at once; the words of a file take some twenty times its size. */
const KEPT = 200;

export function parsedSources(index: WorkspaceIndex): Sources {
  const kept = new Map<string, Promise<Source | undefined>>();
  const get = (file: string) => {
    const known = kept.get(file) ?? readSource(index, file);
    kept.delete(file);
    kept.set(file, known);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '');
    return known;
  };
  const all = async (files: readonly string[]) =>
    (await Promise.all(files.filter(isOwnSource).map(get))).filter((s) => s !== undefined);
  return {
    index,
    get,
    importing: async (path, most) =>
      (await all((await index.importersOf(path)).slice(0, most))).filter((s) =>
        s.parsed.imports.some((i) => i.path === path),
      ),
    inFolder: (folder) => all(index.byFolder.get(folder) ?? []),
  };
}

async function readSource(index: WorkspaceIndex, file: string): Promise<Source | undefined> {
  const text = await index.read(file);
  if (text === undefined) return undefined;
  const parsed = parseGo(text);
  if (parsed.ignored) return undefined;
  const path = packagePathOf(index, file) ?? folderOf(file);
  return { file, parsed, package: parsed.packageName === 'main' ? 'main' : path };
}
