// Which files does a path on the command line or in a dialog stand for?

import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableDump } from '../model/problems.ts';
import { unreadableFile } from './file-source.ts';

/** Files beyond these in one folder are not an incident. */
const MAX_FILES = 500;

/** What a capture writes beside its dumps. */
const MANIFEST = 'manifest.json';

/**
 * The files of a folder by name, without hidden ones and a capture's manifest; any other path stands for itself.
 * Pipes and devices of a folder are left out: reading them may never end.
 * Throws UnreadableDump where a folder cannot be listed, or holds too much.
 */
export function listDumpFiles(path: string): string[] {
  if (!isFolder(path)) return [path];
  const files = entriesOf(path)
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== MANIFEST)
    .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && leadsToFile(join(path, entry.name))))
    .map((entry) => join(path, entry.name))
    .sort();
  if (files.length > MAX_FILES)
    throw new UnreadableDump(
      `a folder of ${files.length} files, too many for one incident`,
      'Name the dumps themselves.',
    );
  return files;
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    throw unreadableFile(error, path);
  }
}

function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
