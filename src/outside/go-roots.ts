// Where on this machine are the sources of libraries and of Go itself? Found without running anything.
// Source of the defaults: `go help environment`, `go help gopath`, `go help modules`.

import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { LibrarySources, LocatedSource, OutsidePlace, OutsideRoot } from '../model/library-sources.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Folders below which files may be opened; they need not exist. */
export type GoRoots = Readonly<Record<OutsideRoot, readonly string[]>>;

export interface SourceLimits {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
}

const LIMITS: SourceLimits = { maxFiles: 500, maxFileBytes: 4 * 1024 ** 2 };

const GO_FOLDERS =
  process.platform === 'win32'
    ? ['C:\\Program Files\\Go', 'C:\\Go']
    : [
        '/usr/local/go',
        '/usr/lib/go',
        '/usr/lib/golang',
        '/usr/share/go',
        '/opt/homebrew/opt/go/libexec',
        '/usr/local/opt/go/libexec',
        '/snap/go/current',
      ];

/** @param mapped absolute folders that the user named */
export async function findGoRoots(
  mapped: readonly string[],
  env: Env = process.env,
  home: string = os.homedir(),
): Promise<GoRoots> {
  const settings = { ...(await goEnvFile(env, home)), ...definedOf(env) };
  const gopaths = foldersOf(settings.GOPATH, path.join(home, 'go'));
  const modules = foldersOf(
    settings.GOMODCACHE,
    ...gopaths.slice(0, 1).map((p) => path.join(p, 'pkg', 'mod')),
  );
  const installed = [...foldersOf(settings.GOROOT), ...goOfPath(settings.PATH), ...GO_FOLDERS];
  return {
    'module-cache': modules,
    gopath: gopaths.map((p) => path.join(p, 'src')),
    goroot: [...new Set(installed)].map((p) => path.join(p, 'src')),
    mapped: mapped.filter(isPlainFolder),
  };
}

const NAMES = ['GOMODCACHE', 'GOPATH', 'GOROOT', 'PATH'] as const;
type Settings = { readonly [N in (typeof NAMES)[number]]?: string };

function definedOf(env: Env): Settings {
  return Object.fromEntries(NAMES.flatMap((n) => (env[n] ? [[n, env[n]]] : [])));
}

/** What `go env -w` has written. */
async function goEnvFile(env: Env, home: string): Promise<Settings> {
  if (env.GOENV === 'off') return {};
  const text = await readPlainFile(env.GOENV || path.join(configFolder(env, home), 'go', 'env'), 1024 ** 2);
  const lines = (text ?? '').split(/\r?\n/).map((l) => /^(GOMODCACHE|GOPATH|GOROOT)=(.+)$/.exec(l));
  return Object.fromEntries(lines.flatMap((m) => (m ? [[m[1], m[2]]] : [])));
}

function configFolder(env: Env, home: string): string {
  if (process.platform === 'win32') return env.AppData ?? env.APPDATA ?? path.join(home, 'AppData/Roaming');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME || path.join(home, '.config');
}

function foldersOf(list: string | undefined, ...otherwise: readonly string[]): string[] {
  const given = (list ?? '').split(path.delimiter).filter(isPlainFolder);
  return given.length > 0 ? given : otherwise.filter(isPlainFolder);
}

/** `…/bin` of PATH often lies in Go's own folder. */
function goOfPath(list: string | undefined): string[] {
  return (list ?? '')
    .split(path.delimiter)
    .filter((f) => isPlainFolder(f) && /[\\/]go[^\\/]*[\\/]bin[\\/]?$/i.test(f))
    .map((f) => path.dirname(f));
}

/** Network shares and relative folders are no roots. */
function isPlainFolder(folder: string): boolean {
  return path.isAbsolute(folder) && !/^[\\/]{2}/.test(folder) && !folder.includes('\0');
}

/** Sources below roots of this machine. Links may not lead out of a root. */
export function librarySourcesOnDisk(
  mapped: readonly string[],
  roots: Promise<GoRoots> = findGoRoots(mapped),
  limits: SourceLimits = LIMITS,
): LibrarySources {
  return {
    locate: async (place) => locate(place, await roots),
    read: async (place) => {
      const located = await locate(place, await roots);
      return located.kind === 'file' ? readPlainFile(located.file, limits.maxFileBytes) : undefined;
    },
    packageTexts: async (place) => packageTexts(await locate(place, await roots), limits),
  };
}

async function locate(place: OutsidePlace, roots: GoRoots): Promise<LocatedSource> {
  const wouldBe: string[] = [];
  for (const root of roots[place.root]) {
    const file = place.root === 'mapped' ? path.resolve(place.path) : path.join(root, place.path);
    if (!isPlainFolder(file) || !isBelow(file, root)) continue;
    wouldBe.push(file);
    const real = await realFile(file, root);
    if (real !== undefined)
      return { kind: 'file', file: real, release: place.root === 'goroot' ? await releaseOf(root) : '' };
  }
  return { kind: 'missing', wouldBe };
}

/** @param src Go's own `src` folder */
async function releaseOf(src: string): Promise<string> {
  const text = await readPlainFile(path.join(path.dirname(src), 'VERSION'), 4096);
  return /^go[\w.-]+/.exec(text ?? '')?.[0] ?? '';
}

/** The regular file that a path means, when it lies in the folder that the root means. */
async function realFile(file: string, root: string): Promise<string | undefined> {
  try {
    const real = await realpath(file);
    return isBelow(real, await realpath(root)) ? real : undefined;
  } catch {
    return undefined;
  }
}

function isBelow(file: string, root: string): boolean {
  const inside = path.relative(root, file);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside);
}

async function packageTexts(located: LocatedSource, { maxFiles, maxFileBytes }: SourceLimits) {
  if (located.kind !== 'file') return [];
  const folder = path.dirname(located.file);
  const names = (await readdir(folder)).filter((n) => n.endsWith('.go') && !n.endsWith('_test.go')).sort();
  const texts: string[] = [];
  for (const name of names.slice(0, maxFiles)) {
    const file = await realFile(path.join(folder, name), folder);
    const text = file && (await readPlainFile(file, maxFileBytes));
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

async function readPlainFile(file: string, maxBytes: number): Promise<string | undefined> {
  try {
    // Without O_NONBLOCK a pipe would hold the reader for ever; Windows has no such pipes in folders.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
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
