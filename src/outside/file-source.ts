// How is a file on the disk read piece by piece?

import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { ByteSource } from '../bytes/source.ts';
import { UnreadableDump } from '../model/problems.ts';

/** A byte source that holds an open file; `close` gives the handle back. */
export type FileSource = Required<ByteSource>;

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

/** Windows has no such flag, nor pipes in folders. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function open(path: string): FileSource {
  // Asked before, since opening alone may set off a device; and after, since a pipe may have taken its place.
  checkKind(statSync(path));
  const handle = openSync(path, WITHOUT_WAITING);
  try {
    const now = fstatSync(handle);
    checkKind(now);
    return sourceOver(handle, path, now.size);
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

/** `readSync`, as far as it is used. */
type ReadFile = (handle: number, bytes: Uint8Array, at: number, length: number, position: number) => number;

/** A source over an open file. `read` is told apart for those who try what a failing disk does. */
export function sourceOver(
  handle: number,
  path: string,
  size: number,
  read: ReadFile = readSync,
): FileSource {
  let fault: UnreadableDump | undefined;
  return {
    size,
    read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      try {
        // A file that shrank since it was opened gives fewer bytes.
        for (let count = -1; filled < bytes.length && count !== 0; filled += count)
          count = read(handle, bytes, filled, bytes.length - filled, offset + filled);
      } catch (error) {
        const failed = unreadableFile(error, path, offset + filled);
        if (offset + filled === 0) throw failed;
        fault ??= failed;
      }
      return bytes.subarray(0, filled);
    },
    grew: () => fstatSync(handle).size > size,
    shrank: () => fstatSync(handle).size < size,
    fault: () => fault,
    close: () => closeSync(handle),
  };
}

function checkKind(kind: Stats): void {
  if (kind.isFile()) return;
  throw new UnreadableDump(
    `${kindText(kind)}: only files can be read`,
    'Copy the data to a file and open that.',
  );
}

function kindText(kind: Stats): string {
  if (kind.isDirectory()) return 'a folder';
  if (kind.isFIFO()) return 'a named pipe';
  if (kind.isSocket()) return 'a socket';
  return kind.isCharacterDevice() || kind.isBlockDevice() ? 'a device' : 'not a regular file';
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
