// How are fetched dumps written into a folder, or into one archive?

import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileSink } from './dump-sink.ts';
import { ZipWriter } from './zip-writer.ts';

/** Dumps hold command lines, arguments and paths: they are for their owner's eyes. */
const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** `FILE.zip` becomes an archive, anything else a folder. Throws an Error for the user when it cannot be made. */
export function openSink(path: string): Promise<FileSink> {
  return /\.zip$/i.test(path) ? openZip(resolve(path)) : openFolder(resolve(path));
}

/** Throws an Error for the user when `openSink` could not be used for `path`; makes nothing. */
export async function checkPlace(path: string): Promise<void> {
  const place = resolve(path);
  const isArchive = /\.zip$/i.test(place);
  const there = await stat(place).catch(() => undefined);
  if (there && isArchive) throw isTaken(place);
  if (there && !there.isDirectory()) throw new Error(`${place}: this is no folder. Name another place.`);
  if (there) await checkEmpty(place);
  const above = await nearest(place);
  await access(above, constants.W_OK).catch(() => {
    throw new Error(`${place}: nothing can be written into ${above}. Name another place.`);
  });
}

/** Throws an Error for the user when `writeNew` could not be used for `path`. */
export async function checkNew(path: string): Promise<void> {
  if (await stat(path).catch(() => undefined)) throw isTaken(resolve(path));
}

/** Writes one file for its owner's eyes; its full path. Throws an Error for the user when there is one already. */
export async function writeNew(path: string, bytes: Uint8Array): Promise<string> {
  const place = resolve(path);
  await mkdir(dirname(place), { recursive: true, mode: OWNER_ONLY_FOLDER });
  const file = await openNew(place);
  try {
    await writeAll(file, bytes);
  } finally {
    await file.close();
  }
  return place;
}

/** The lowest folder of a path that is there. */
async function nearest(place: string): Promise<string> {
  for (let at = place; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found?.isDirectory() || at === dirname(at)) return at;
    if (found) throw new Error(`${place}: ${at} is no folder. Name another place.`);
  }
}

async function checkEmpty(path: string): Promise<void> {
  if ((await readdir(path)).length > 0)
    throw new Error(`${path}: the folder is not empty. Name another, so that incidents do not mix.`);
}

function isTaken(path: string): Error {
  return new Error(`${path}: there is such a file already. Name another.`);
}

async function openFolder(path: string): Promise<FileSink> {
  await mkdir(path, { recursive: true, mode: OWNER_ONLY_FOLDER });
  await checkEmpty(path);
  return {
    path,
    write: async (name, bytes) => {
      checkPlain(name);
      // First beside it: a manifest that is being replaced is never seen half.
      const beside = join(path, `.${name}.part`);
      await writeFile(beside, bytes, { mode: OWNER_ONLY_FILE });
      await rename(beside, join(path, name));
    },
    close: async () => {},
  };
}

/** Entries cannot be replaced inside an archive, so the last form of a text waits until the end. */
async function openZip(path: string): Promise<FileSink> {
  await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
  const file = await openNew(path);
  const zip = new ZipWriter((bytes) => writeAll(file, bytes));
  const late = new Map<string, Uint8Array>();
  const folder =
    basename(path)
      .replace(/\.zip$/i, '')
      .replace(/^\.+/, '') || 'dumps';
  return {
    path,
    write: async (name, bytes) => {
      checkPlain(name);
      if (name.endsWith('.json')) late.set(name, bytes);
      else await zip.add(`${folder}/${name}`, bytes);
    },
    close: async () => {
      for (const [name, bytes] of late) await zip.add(`${folder}/${name}`, bytes);
      await zip.finish();
      await file.close();
    },
  };
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', OWNER_ONLY_FILE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw isTaken(path);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

function checkPlain(name: string): void {
  if (/[\\/\0]/.test(name) || name === '' || name.startsWith('.'))
    throw new Error(`"${name}" is no name of a file in one folder.`);
}
