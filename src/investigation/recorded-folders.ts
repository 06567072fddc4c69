// Below which folders of the building machine do files lie that are not found, or that could be several?
//
//   main.main                    /app/cmd/shop/main.go         in the workspace no more
//   acme.io/shop/internal/cart   /app/internal/cart/cart.go    behind the package's own folders: /app
//   acme.io/lib@v1.2.0           /go/pkg/mod/acme.io/lib@v1.2.0/lib.go, not on this machine

import type { Dump } from '../model/dump.ts';
import { packageOf } from '../model/go-names.ts';
import type { FrameId } from '../model/ids.ts';
import type { LibrarySources } from '../model/library-sources.ts';
import type { Owner } from '../model/ownership.ts';
import { type FrameText, frameText } from '../model/symbols.ts';
import type { MappingQuestion, RecordedFolder } from '../protocol/answers.ts';
import { recordedPath } from '../source/recorded-path.ts';
import type { Resolution } from '../source/resolution.ts';

/** Folders that are told, those with the most lines first. */
const MOST_FOLDERS = 40;
/** Files that are told of each folder: enough to try another folder with. */
const MOST_FILES = 20;

export interface FolderLookup {
  readonly ownerOf: (functionName: string, file: string) => Owner;
  readonly resolve: (frame: FrameText) => Promise<Resolution>;
  readonly libraries: LibrarySources | undefined;
  /** Asked already, with the folders that fit. */
  readonly questions: readonly MappingQuestion[];
}

interface Group {
  readonly ours: boolean;
  readonly files: Set<string>;
  lines: number;
}

/** What fits several folders comes first, then one's own code, then libraries. */
export async function recordedFolders(
  dumps: readonly Dump[],
  lookup: FolderLookup,
): Promise<RecordedFolder[]> {
  const groups = new Map<string, Group>();
  for (const frame of framesOf(dumps)) {
    const owner = lookup.ownerOf(frame.function, frame.file);
    if (owner === 'standard-library') continue;
    const missing = await isMissing(frame, lookup);
    const folder = missing || (await isMapped(frame, lookup)) ? buildFolderOf(frame) : undefined;
    if (folder !== undefined) add(groups, folder, frame, { ours: owner === 'first-party', missing });
  }
  mergeNested(groups);
  const asked = new Map(lookup.questions.map((q) => [q.recorded, q.candidates]));
  return [...groups]
    .map(([recorded, { ours, files, lines }]) => ({
      ...{ recorded, lines, ours, candidates: asked.get(recorded) ?? [] },
      files: [...files].slice(0, MOST_FILES),
    }))
    .sort((a, b) => weight(b) - weight(a) || b.lines - a.lines)
    .slice(0, MOST_FOLDERS);
}

function weight({ candidates, ours }: RecordedFolder): number {
  return (candidates.length > 0 ? 2 : 0) + (ours ? 1 : 0);
}

/** Each line of each function once. */
function framesOf(dumps: readonly Dump[]): Iterable<FrameText> {
  const frames = new Map<string, FrameText>();
  for (const { symbols } of dumps)
    for (let f = 0; f < symbols.frames.length; f++) {
      const frame = frameText(symbols, f as FrameId);
      frames.set(`${frame.function}\n${frame.file}\n${frame.line}`, frame);
    }
  return frames.values();
}

async function isMissing(frame: FrameText, { resolve, libraries }: FolderLookup): Promise<boolean> {
  const resolution = await resolve(frame);
  if (resolution.kind === 'tied') return true;
  if (resolution.kind === 'unknown') return recordedPath(frame.file) !== undefined;
  if (resolution.kind !== 'outside' || resolution.root !== 'module-cache') return false;
  return (await libraries?.locate(resolution))?.kind !== 'file';
}

async function isMapped(frame: FrameText, { resolve }: FolderLookup): Promise<boolean> {
  const resolution = await resolve(frame);
  if (resolution.kind === 'found') return resolution.site.mappedBy === 'folder-map';
  return resolution.kind === 'outside' && resolution.root === 'mapped';
}

/** The folder in which the frame's module was built, as far as its path tells; undefined when there is none to name. */
export function buildFolderOf({ function: fn, file }: FrameText): string | undefined {
  const parts = file.split(/[\\/]/);
  const folders = parts.slice(0, -1);
  const versioned = folders.findIndex((part) => /^[^@]+@v\d/.test(part));
  const count =
    versioned >= 0 ? versioned + 1 : folders.length - sharedTail(folders, packageOf(fn).split('/'));
  // Built with -trimpath, a path is the package's alone: its first parts are the module's, mostly.
  const kept = isNamed(folders.slice(0, count)) ? count : Math.min(folders.length, modulePartsOf(folders));
  return isNamed(folders.slice(0, kept)) ? startOf(file, kept) : undefined;
}

function isNamed(folders: readonly string[]): boolean {
  return folders.some((part) => part !== '' && !/^[A-Za-z]:$/.test(part));
}

function modulePartsOf(folders: readonly string[]): number {
  const named = folders.findIndex((part) => part !== '');
  return named + (folders[named]?.includes('.') ? 3 : 1);
}

function sharedTail(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n;
}

/** The first parts of a path, written as the path has them. */
function startOf(file: string, count: number): string {
  let end = -1;
  for (let i = 0; i < count; i++) end = file.slice(end + 1).search(/[\\/]/) + end + 1;
  return file.slice(0, end);
}

function add(
  groups: Map<string, Group>,
  folder: string,
  { file }: FrameText,
  { ours, missing }: { readonly ours: boolean; readonly missing: boolean },
): void {
  const known = groups.get(folder) ?? { ours, files: new Set(), lines: 0 };
  known.files.add(file);
  if (missing) known.lines++;
  groups.set(folder, known);
}

/** A program's own folder has no package's name to be told by: it belongs to the folder around it. */
function mergeNested(groups: Map<string, Group>): void {
  for (const folder of [...groups.keys()].sort((a, b) => b.length - a.length)) {
    const group = groups.get(folder)!;
    const around = [...groups.keys()].find((other) => isBelow(folder, other));
    const outer = around === undefined ? undefined : groups.get(around)!;
    if (!outer || outer.ours !== group.ours) continue;
    for (const file of group.files) outer.files.add(file);
    outer.lines += group.lines;
    groups.delete(folder);
  }
}

function isBelow(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}/`) || inner.startsWith(`${outer}\\`);
}
