// Which modules, packages and files does the workspace have?

import { type GoFile, goFileFacts } from './go-file.ts';
import { type GoModFile, isFolderTarget, parseGoMod, relativeTo } from './go-mod.ts';
import { readImportMap } from './import-map.ts';
import { folderOf, joinPath } from './recorded-path.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** A module whose go.mod lies in the workspace, vendor folders apart. */
export interface WorkspaceModule {
  /** Folder of its go.mod; empty for the workspace itself. */
  readonly dir: string;
  /** Module path. */
  readonly path: string;
  readonly mod: GoModFile;
  /** Some go.work of the workspace uses it. */
  readonly inWork: boolean;
  /** Import paths that other modules of the workspace replace with it, its own path apart. */
  readonly replacing: readonly string[];
  /** Some other module of the workspace replaces a module with this folder. */
  readonly isReplacement: boolean;
}

export interface WorkspaceIndex {
  /** Longest module path first. */
  readonly modules: readonly WorkspaceModule[];
  readonly files: ReadonlySet<string>;
  /** Go files by the last part of their path. */
  readonly byBase: ReadonlyMap<string, readonly string[]>;
  /** Go files by folder. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  /** The module to which a file belongs, or undefined for vendored files and those outside of every module. */
  moduleOf(file: string): WorkspaceModule | undefined;
  /** Facts about a Go file, read when first asked for; undefined when it cannot be read. */
  goFile(file: string): Promise<GoFile | undefined>;
  read(file: string): Promise<string | undefined>;
  /** The workspace's own files that import a package; all of them are read at the first question. */
  importersOf(path: string): Promise<readonly string[]>;
}

/** Lists the workspace and reads its go.mod and go.work files. */
export async function buildIndex(workspace: WorkspaceFiles): Promise<WorkspaceIndex> {
  const files = await workspace.list();
  const isModFile = (f: string) => /(?:^|\/)go\.(?:mod|work)$/.test(f) && !isVendored(f);
  const texts = new Map<string, string>();
  for (const file of files.filter(isModFile)) texts.set(file, (await workspace.read(file)) ?? '');
  return indexOf(files, texts, (file) => workspace.read(file));
}

/** The index over files that are already listed; `modTexts` has the texts of go.mod and go.work files. */
export function indexOf(
  files: readonly string[],
  modTexts: ReadonlyMap<string, string>,
  read: (file: string) => Promise<string | undefined>,
): WorkspaceIndex {
  const modules = modulesOf(modTexts);
  const byDir = new Map(modules.map((m) => [m.dir, m]));
  const goFiles = files.filter((f) => f.endsWith('.go'));
  const facts = new Map<string, Promise<GoFile | undefined>>();
  let imports: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return {
    modules,
    files: new Set(files),
    byBase: groupBy(goFiles, (f) => f.slice(f.lastIndexOf('/') + 1)),
    byFolder: groupBy(goFiles, folderOf),
    moduleOf: (file) => nearestModule(byDir, file),
    goFile: (file) => {
      const known =
        facts.get(file) ?? read(file).then((text) => (text === undefined ? undefined : goFileFacts(text)));
      facts.set(file, known);
      return known;
    },
    read,
    importersOf: async (path) => {
      imports ??= readImportMap(goFiles.filter(isOwnSource), read);
      return (await imports).get(path) ?? [];
    },
  };
}

function groupBy(files: readonly string[], key: (file: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const group = groups.get(key(file));
    if (group) group.push(file);
    else groups.set(key(file), [file]);
  }
  return groups;
}

/** True for files of a vendor folder, or of a module cache that lies in the workspace. */
export function isVendored(file: string): boolean {
  return /(?:^|\/)vendor\/|@v\d/.test(file);
}

/** True for files of the workspace's own programs: not vendored, no testdata, nothing that Go passes over. */
export function isOwnSource(file: string): boolean {
  return !isVendored(file) && !/(?:^|\/)(?:testdata\/|[_.])/.test(file);
}

function nearestModule(
  byDir: ReadonlyMap<string, WorkspaceModule>,
  file: string,
): WorkspaceModule | undefined {
  if (isVendored(file)) return undefined;
  for (let dir = folderOf(file); ; dir = folderOf(dir)) {
    const found = byDir.get(dir);
    if (found || dir === '') return found;
  }
}

function modulesOf(modTexts: ReadonlyMap<string, string>): WorkspaceModule[] {
  const mods: { dir: string; mod: GoModFile }[] = [];
  const used = new Set<string>();
  const replaced = new Map<string, string[]>();
  for (const [file, text] of modTexts) {
    const mod = parseGoMod(text);
    const dir = folderOf(file);
    if (!file.endsWith('go.work')) mods.push({ dir, mod });
    for (const use of mod.uses) addIfInside(used, relativeTo(dir, use));
    for (const replace of mod.replaces.filter(isFolderTarget)) {
      const target = relativeTo(dir, replace.target);
      if (target !== undefined) replaced.set(target, [...(replaced.get(target) ?? []), replace.path]);
    }
  }
  return mods
    .map(({ dir, mod }) => moduleFrom(dir, mod, used.has(dir), replaced.get(dir) ?? []))
    .sort((a, b) => b.path.length - a.path.length || (a.dir < b.dir ? -1 : 1));
}

function addIfInside(set: Set<string>, path: string | undefined): void {
  if (path !== undefined) set.add(path);
}

function moduleFrom(
  dir: string,
  mod: GoModFile,
  inWork: boolean,
  replaces: readonly string[],
): WorkspaceModule {
  const replacing = [...new Set(replaces)].filter((p) => p !== mod.module);
  return { dir, path: mod.module, mod, inWork, replacing, isReplacement: replaces.length > 0 };
}

/** `pkg` without the module path: empty for the module's root, undefined for another module's package. */
export function insideModule(modulePath: string, pkg: string): string | undefined {
  if (modulePath === '') return undefined;
  if (pkg === modulePath) return '';
  return pkg.startsWith(`${modulePath}/`) ? pkg.slice(modulePath.length + 1) : undefined;
}

/** A package of a workspace module: the folder where its files are. */
export interface PackagePlace {
  readonly module: WorkspaceModule;
  readonly folder: string;
}

/** Where the workspace has the package: the modules with the longest fitting path (several when copies exist). */
export function placesOfPackage(index: Pick<WorkspaceIndex, 'modules'>, pkg: string): PackagePlace[] {
  let longest = 0;
  let places: PackagePlace[] = [];
  for (const module of index.modules) {
    for (const path of [module.path, ...module.replacing]) {
      const inside = insideModule(path, pkg);
      if (inside === undefined || path.length < longest) continue;
      if (path.length > longest) places = [];
      longest = path.length;
      places.push({ module, folder: joinPath(module.dir, inside) });
    }
  }
  return places;
}

/** Import path of the package that a file of a module belongs to; undefined outside of every module. */
export function packagePathOf(index: Pick<WorkspaceIndex, 'moduleOf'>, file: string): string | undefined {
  const module = index.moduleOf(file);
  if (!module) return undefined;
  const folder = folderOf(file);
  return joinPath(module.path, module.dir === '' ? folder : folder.slice(module.dir.length + 1));
}
