// Which Go files do folders on the disk hold, and what is in them?

import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { folderPrefixes } from '../model/folder-names.ts';

/** Folders that hold no sources of the workspace's own programs. */
const SKIPPED = new Set(['.git', '.hg', '.svn', 'node_modules']);
const LISTED = /(?:\.go|^go\.mod|^go\.work)$/;

export interface WorkspaceLimits {
  /** Entries of folders looked at before the listing stops. */
  readonly maxEntries: number;
  /** Larger files are not read. */
  readonly maxFileBytes: number;
}

export const WORKSPACE_LIMITS: WorkspaceLimits = { maxEntries: 1_000_000, maxFileBytes: 16 * 1024 ** 2 };

/** A folder as the paths of the listing name it. */
export interface NodeFolder {
  /** Empty for a single folder, else a name that no other folder has. */
  readonly prefix: string;
  readonly absolute: string;
}

/** The Go files of folders on this machine's disk; the listing is made once. */
export interface NodeWorkspace {
  readonly folders: readonly NodeFolder[];
  /**
   * Every `.go`, `go.mod` and `go.work` file below the folders, in order of their names. Linked folders are left out,
   * as Go leaves them out; folders that cannot be read count as empty.
   */
  list(): Promise<readonly string[]>;
  /** The text of a listed regular file that is no link to a place outside; else undefined. */
  read(file: string): Promise<string | undefined>;
  /** When a listed file was last written, in Unix ms. */
  changedAt(file: string): Promise<number | undefined>;
  /** True when the listing stopped at its limit. */
  isCut(): boolean;
}

export function workspaceOnDisk(
  folders: readonly string[],
  limits: WorkspaceLimits = WORKSPACE_LIMITS,
): NodeWorkspace {
  const named = nameFolders(folders);
  const paths = new Map<string, { readonly file: string; readonly folder: string }>();
  let left = limits.maxEntries;
  let listing: Promise<readonly string[]> | undefined;
  const listAll = async () => {
    for (const { prefix, absolute } of named)
      for await (const inside of walk(absolute, () => left-- > 0))
        paths.set(prefix === '' ? inside : `${prefix}/${inside}`, {
          file: path.join(absolute, inside),
          folder: absolute,
        });
    return [...paths.keys()];
  };
  const list = () => (listing ??= listAll());
  return {
    folders: named,
    list,
    isCut: () => left < 0,
    read: async (file) => {
      await list();
      const place = paths.get(file);
      return place && readText(place.file, place.folder, limits.maxFileBytes);
    },
    changedAt: async (file) => {
      await list();
      const place = paths.get(file);
      return place && (await stat(place.file).catch(() => undefined))?.mtimeMs;
    },
  };
}

function nameFolders(folders: readonly string[]): NodeFolder[] {
  const absolute = [...new Set(folders.map((f) => path.resolve(f)))];
  const prefixes = folderPrefixes(absolute.map((f) => path.basename(f)));
  return absolute.map((folder, i) => ({ prefix: prefixes[i], absolute: folder }));
}

/** Paths of listed files below `root`, with `/`; `mayGoOn` is asked once per entry. */
async function* walk(root: string, mayGoOn: () => boolean): AsyncGenerator<string> {
  const pending = [''];
  for (let dir = pending.pop(); dir !== undefined; dir = pending.pop()) {
    const below: string[] = [];
    for (const entry of await entriesOf(path.join(root, dir))) {
      if (!mayGoOn()) return;
      const inside = dir === '' ? entry.name : `${dir}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) below.push(inside);
      else if ((entry.isFile() || entry.isSymbolicLink()) && LISTED.test(entry.name)) yield inside;
    }
    pending.push(...below.reverse());
  }
}

async function entriesOf(dir: string) {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

async function readText(file: string, folder: string, maxBytes: number): Promise<string | undefined> {
  try {
    const real = await realpath(file);
    const inside = path.relative(await realpath(folder), real);
    if (inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside)) return undefined;
    // Without O_NONBLOCK a pipe would hold the reader for ever; Windows has no such pipes in folders.
    const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const facts = await handle.stat();
      return facts.isFile() && facts.size <= maxBytes ? await handle.readFile('utf8') : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
