// How is a file on the disk read piece by piece?

import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { ByteSource } from '../bytes/source.ts';

/** A byte source that holds an open file; `close` gives the handle back. */
export interface FileSource extends ByteSource {
  close(): void;
}

/**
 * Opens a regular file. Throws the system's error, or one that says what the path is instead of a file:
 * opening a pipe would block the reader for ever.
 */
export function openFileSource(path: string): FileSource {
  const kind = statSync(path);
  if (!kind.isFile())
    throw new Error(`${kind.isDirectory() ? 'a folder' : 'not a regular file'}: only files can be read`);
  const handle = openSync(path, 'r');
  const { size } = fstatSync(handle);
  return {
    size,
    read: (offset, length) => readAt(handle, offset, Math.max(0, Math.min(length, size - offset))),
    close: () => closeSync(handle),
  };
}

/** A file that shrank since it was opened gives fewer bytes. */
function readAt(handle: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(handle, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
