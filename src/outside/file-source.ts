// How is a file on the disk read piece by piece?

import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { ByteSource } from '../bytes/source.ts';
import { UnreadableDump } from '../model/problems.ts';

/** A byte source that holds an open file; `close` gives the handle back. */
export interface FileSource extends ByteSource {
  grew(): boolean;
  close(): void;
}

/**
 * Opens a regular file, with the size that it has now.
 * Throws UnreadableDump: opening a pipe would block the reader for ever, reading a device never ends.
 */
export function openFileSource(path: string): FileSource {
  try {
    return open(path);
  } catch (error) {
    throw error instanceof UnreadableDump ? error : unreadableFile(error, path);
  }
}

function open(path: string): FileSource {
  const kind = statSync(path);
  if (!kind.isFile())
    throw new UnreadableDump(
      `${kindText(kind)}: only files can be read`,
      'Copy the data to a file and open that.',
    );
  const handle = openSync(path, 'r');
  const { size } = fstatSync(handle);
  return {
    size,
    read: (offset, length) => readAt(handle, path, offset, Math.max(0, Math.min(length, size - offset))),
    grew: () => fstatSync(handle).size > size,
    close: () => closeSync(handle),
  };
}

function kindText(kind: Stats): string {
  if (kind.isDirectory()) return 'a folder';
  if (kind.isFIFO()) return 'a named pipe';
  if (kind.isSocket()) return 'a socket';
  return kind.isCharacterDevice() || kind.isBlockDevice() ? 'a device' : 'not a regular file';
}

/** A file that shrank since it was opened gives fewer bytes. */
function readAt(handle: number, path: string, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  try {
    while (filled < length) {
      const count = readSync(handle, bytes, filled, length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
  } catch (error) {
    throw unreadableFile(error, path, offset + filled);
  }
  return bytes.subarray(0, filled);
}

/** What the system's error means for the one who opens dumps. `at` is the byte where reading failed. */
export function unreadableFile(error: unknown, path: string, at?: number): UnreadableDump {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [found, advice] = FAULTS.get(code) ?? [
    `a file that the system cannot read (${error instanceof Error ? error.message : String(error)})`,
    'Check the disk, or copy the file elsewhere.',
  ];
  const mode = code === 'EACCES' || code === 'EPERM' ? modeText(path) : '';
  return new UnreadableDump(`${found}${mode}`, advice, at);
}

const FAULTS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['ENOENT', ['there is no such file or folder', 'Check the path: it may have been moved or deleted.']],
  ['ENOTDIR', ['there is no such file: part of the path is a file', 'Check the path.']],
  ['ELOOP', ['a symbolic link that leads to itself', 'Name the file itself.']],
  ['EACCES', ['a file that you may not read', 'Ask its owner for the right to read it (chmod +r).']],
  ['EPERM', ['a file that you may not read', 'Ask its owner for the right to read it (chmod +r).']],
  ['EIO', ['a file that the disk cannot read', 'Copy the file again: the disk may be failing.']],
  ['EMFILE', ['too many open files', 'Close other programs, or open fewer dumps at once.']],
  ['ENAMETOOLONG', ['a path that is too long', 'Name the file by a shorter path.']],
]);

function modeText(path: string): string {
  try {
    const { mode, uid } = statSync(path);
    return ` (mode ${(mode & 0o777).toString(8).padStart(3, '0')}, owner ${uid})`;
  } catch {
    return ' (nor look into its folder)';
  }
}
