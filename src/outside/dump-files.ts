// Which files does a path on the command line or in a dialog stand for?

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files beyond these in one folder are not an incident. */
const MAX_FILES = 500;

/** What a capture writes beside its dumps. */
const MANIFEST = 'manifest.json';

/**
 * The file itself, or the regular files of a folder by name, without hidden ones and a capture's manifest.
 * Pipes and devices are refused: reading them may never end.
 * @throws Error with a message for the user when there is nothing at `path`, or too much.
 */
export function listDumpFiles(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Error(`${path}: there is no such file or folder.`);
  if (stat.isFile()) return [path];
  if (!stat.isDirectory())
    throw new Error(`${path}: neither a file nor a folder. Copy the data to a file first.`);
  const files = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== MANIFEST)
    .map((entry) => join(path, entry.name))
    .sort();
  if (files.length > MAX_FILES)
    throw new Error(
      `${path}: ${files.length} files are too many for one incident. Name the dumps themselves.`,
    );
  return files;
}
