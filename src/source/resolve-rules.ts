// By which rules can a frame's file be found, and in which order are they tried?

import type { MappedBy } from '../model/finding.ts';
import { packageOf } from '../model/go-names.ts';
import type { OutsideRoot } from '../model/library-sources.ts';
import type { FrameText } from '../model/symbols.ts';
import { type BuildRoots, behindRoot } from './build-roots.ts';
import type { FunctionStarts } from './function-starts.ts';
import { isFolderTarget } from './go-mod.ts';
import type { LineHistory } from './line-drift.ts';
import {
  escapeCapitals,
  folderOf,
  joinPath,
  type Origin,
  originOf,
  type RecordedPath,
  recordedPath,
} from './recorded-path.ts';
import type { WorkspaceFolder } from './workspace-files.ts';
import {
  insideModule,
  isVendored,
  placesOfPackage,
  type WorkspaceIndex,
  type WorkspaceModule,
} from './workspace-index.ts';

/** The user's word: files recorded below `from` are below `to`. */
export interface FolderMap {
  readonly from: string;
  /** A folder of the workspace (empty for all of it), or an absolute path outside. */
  readonly to: string;
}

export interface ResolveOptions {
  readonly folderMap: readonly FolderMap[];
  readonly folders: readonly WorkspaceFolder[];
  readonly roots: BuildRoots;
  /** Known where the profiled commit is not the checkout. */
  readonly lines?: LineHistory;
  /** Known from profiles; tells how far lines moved where no commit is known. */
  readonly starts?: FunctionStarts;
}

/** What the rules get to look at. */
export interface Ask {
  readonly frame: FrameText;
  /** Package by the function's name, without the `_test` of external tests. */
  readonly package: string;
  readonly path: RecordedPath;
  readonly origin: Origin;
  readonly index: WorkspaceIndex;
  readonly options: ResolveOptions;
}

/** Files of the index, a place outside, or nothing. */
export interface Answer {
  readonly files?: readonly string[];
  readonly outside?: { readonly root: OutsideRoot; readonly path: string };
  readonly note?: string;
  /** The files fit, but too little speaks for them: they are offered only. */
  readonly offerOnly?: boolean;
}

export interface Rule {
  readonly name: MappedBy;
  /**
   * True when the rule names the one right file: when the line does not fit there, no other file is looked for.
   * Otherwise files that do not hold the function at that line are passed over.
   */
  readonly exact: boolean;
  readonly find: (ask: Ask) => Answer;
}

export function askFor(frame: FrameText, index: WorkspaceIndex, options: ResolveOptions): Ask | undefined {
  const path = recordedPath(frame.file);
  if (!path) return undefined;
  const name = packageOf(frame.function);
  const pkg = path.base.endsWith('_test.go') ? name.replace(/_test$/, '') : name;
  return { frame, package: pkg, path, origin: originOf(path, pkg), index, options };
}

const NOTHING: Answer = {};

export const RULES: readonly Rule[] = [
  { name: 'folder-map', exact: true, find: byFolderMap },
  { name: 'same-path', exact: true, find: bySamePath },
  { name: 'main-module', exact: true, find: (ask) => byModule(ask, 'main-module') },
  { name: 'go-work', exact: true, find: (ask) => byModule(ask, 'go-work') },
  { name: 'replace', exact: true, find: (ask) => byModule(ask, 'replace') },
  { name: 'vendor', exact: true, find: byVendor },
  { name: 'module-cache', exact: true, find: byModuleCache },
  { name: 'goroot', exact: true, find: byGoroot },
  { name: 'gopath', exact: true, find: byGopath },
  { name: 'suffix-and-package', exact: false, find: bySuffix },
];

/** Files of the checkout, and those that the profiled commit had. */
function existing(ask: Ask, file: string): readonly string[] {
  return ask.index.files.has(file) || ask.options.lines?.lost.has(file) ? [file] : [];
}

function byFolderMap(ask: Ask): Answer {
  for (const { from, to } of ask.options.folderMap) {
    const root = recordedPath(from);
    const rest = root && root.absolute === ask.path.absolute && behindRoot(root.parts, ask.path.parts);
    if (!rest) continue;
    if (/^(?:\/|[A-Za-z]:)/.test(to))
      return { outside: { root: 'mapped', path: `${to.replace(/[\\/]$/, '')}/${rest}` } };
    const files = existing(ask, joinPath(to, rest));
    if (files.length > 0) return { files };
  }
  return NOTHING;
}

function bySamePath(ask: Ask): Answer {
  if (!ask.path.absolute) return NOTHING;
  for (const { prefix, absolute } of ask.options.folders) {
    const folder = recordedPath(absolute);
    const rest = folder && behindRoot(folder.parts, ask.path.parts);
    const files = rest ? existing(ask, joinPath(prefix, rest)) : [];
    if (files.length > 0) return { files };
  }
  return NOTHING;
}

type ModuleRole = 'main-module' | 'go-work' | 'replace';

function roleOf(index: WorkspaceIndex, module: WorkspaceModule): ModuleRole {
  if (index.modules.length === 1) return 'main-module';
  if (module.inWork) return 'go-work';
  if (module.isReplacement) return 'replace';
  const depth = (m: WorkspaceModule) => (m.dir === '' ? 0 : m.dir.split('/').length);
  const isOutermost = index.modules.every((m) => m === module || depth(m) > depth(module));
  return isOutermost ? 'main-module' : 'go-work';
}

/** A file of a workspace module, by where the module was built, by the package, or by a trimmed path. */
function byModule(ask: Ask, role: ModuleRole): Answer {
  const found =
    filesByRoot(ask) ??
    filesByPackage(ask) ??
    filesNamedAlone(ask) ??
    filesByTrimmedPath(ask) ??
    filesOfMain(ask);
  const files = found.filter((f) => {
    const module = ask.index.moduleOf(f);
    return module !== undefined && roleOf(ask.index, module) === role;
  });
  return files.length === 0 ? NOTHING : { files, note: versionNote(ask) };
}

function versionNote({ origin }: Ask): string {
  return origin.kind === 'module-cache'
    ? `the dump has ${origin.module} ${origin.version}; this is the workspace's own copy`
    : '';
}

/** Undefined lets the next way try. */
function orNext(files: readonly string[]): readonly string[] | undefined {
  return files.length > 0 ? files : undefined;
}

/** Files in a folder of the building machine are only those of the module that was built there, or of its copies. */
function filesByRoot(ask: Ask): readonly string[] | undefined {
  if (ask.origin.kind !== 'folder' || !ask.path.absolute) return undefined;
  const found = new Set<string>();
  let depth = 0;
  for (const { parts, module } of ask.options.roots) {
    if (found.size > 0 && parts.length < depth) break;
    const rest = behindRoot(parts, ask.path.parts);
    const file = rest === undefined ? '' : joinPath(module.dir, rest);
    if (existing(ask, file).length === 0 || ask.index.moduleOf(file) !== module) continue;
    found.add(file);
    depth = parts.length;
  }
  return orNext([...found]);
}

function filesByPackage(ask: Ask): readonly string[] | undefined {
  if (ask.origin.kind === 'goroot') return undefined;
  const pkg = ask.origin.kind === 'module-cache' ? cachedPackage(ask.origin) : ask.package;
  return orNext(
    placesOfPackage(ask.index, pkg).flatMap(({ module, folder }) =>
      existing(ask, joinPath(folder, ask.path.base)).filter((f) => ask.index.moduleOf(f) === module),
    ),
  );
}

function cachedPackage(origin: Origin & { readonly kind: 'module-cache' }): string {
  return joinPath(origin.module, folderOf(origin.inside));
}

/** Built with -trimpath from files that were named one by one (`go build main.go`): nothing tells their folder. */
function filesNamedAlone({ path, index, package: pkg }: Ask): readonly string[] | undefined {
  const folders = path.parts.slice(0, -1).filter((part) => part !== 'command-line-arguments');
  if (path.absolute || folders.length > 0 || pkg !== 'main') return undefined;
  return (index.byBase.get(path.base) ?? []).filter((f) => index.moduleOf(f) !== undefined);
}

/** Built with -trimpath: module path + path inside the module. */
function filesByTrimmedPath(ask: Ask): readonly string[] | undefined {
  if (ask.path.absolute || ask.origin.kind !== 'folder') return undefined;
  const recorded = ask.path.parts.join('/');
  const files = ask.index.modules.flatMap((module) => {
    const inside = insideModule(module.path, recorded);
    return inside
      ? existing(ask, joinPath(module.dir, inside)).filter((f) => ask.index.moduleOf(f) === module)
      : [];
  });
  return files.length > 0 ? files : [];
}

/** A main package tells its path by nothing but its file: the whole path inside the module must be recorded. */
function filesOfMain(ask: Ask): readonly string[] {
  const rooted = ask.options.roots.length > 0 && ask.path.absolute;
  if (ask.package !== 'main' || ask.origin.kind !== 'folder' || rooted) return [];
  const recorded = `/${ask.path.parts.join('/')}`;
  const inside = (f: string) => f.slice((ask.index.moduleOf(f)?.dir ?? '').length).replace(/^\//, '');
  const files = (ask.index.byBase.get(ask.path.base) ?? []).filter(
    (f) => ask.index.moduleOf(f) !== undefined && recorded.endsWith(`/${inside(f)}`),
  );
  return longest(files, (f) => inside(f).length);
}

function longest(files: readonly string[], length: (file: string) => number): readonly string[] {
  const most = Math.max(0, ...files.map(length));
  return files.filter((f) => length(f) === most);
}

function byVendor(ask: Ask): Answer {
  const { origin } = ask;
  if (origin.kind === 'goroot' || origin.kind === 'generated') return NOTHING;
  const pkg =
    origin.kind === 'vendor'
      ? folderOf(origin.inside)
      : origin.kind === 'module-cache'
        ? cachedPackage(origin)
        : ask.package;
  const tail = `vendor/${pkg}/${ask.path.base}`;
  const copies = (ask.index.byBase.get(ask.path.base) ?? []).filter(
    (f) => f === tail || f.endsWith(`/${tail}`),
  );
  if (copies.length === 0) return NOTHING;
  return { files: copies, note: vendorNote(ask, pkg, copies[0]) };
}

/** Says when vendor holds another version than the dump names. */
function vendorNote({ origin, index }: Ask, pkg: string, file: string): string {
  if (origin.kind !== 'module-cache') return '';
  const dir = file.slice(0, Math.max(0, file.lastIndexOf('vendor/') - 1));
  const required = requiredVersion(index, pkg, dir)?.version;
  return required === undefined || required === origin.version
    ? ''
    : `the dump has ${origin.module} ${origin.version}, go.mod asks for ${required}`;
}

interface Required {
  readonly module: string;
  readonly version: string;
}

/** The module that some go.mod asks for and that holds the package; `dir` narrows it to one go.mod. */
function requiredVersion(index: WorkspaceIndex, pkg: string, dir?: string): Required | undefined {
  let best: Required | undefined;
  for (const { mod } of index.modules.filter((m) => dir === undefined || m.dir === dir))
    for (const [module, version] of mod.requires)
      if (insideModule(module, pkg) !== undefined && module.length > (best?.module.length ?? 0))
        best = { module, version };
  return best && replacedBy(index, best);
}

/** What go.mod puts in the place of a module; folders are found by another rule. */
function replacedBy(index: WorkspaceIndex, asked: Required): Required {
  for (const { mod } of index.modules)
    for (const r of mod.replaces)
      if (r.path === asked.module && (r.version === '' || r.version === asked.version) && !isFolderTarget(r))
        return { module: r.target, version: r.targetVersion };
  return asked;
}

/** Then its own version was not built, and a trimmed path does not tell what was. */
function isReplacedByFolder(index: WorkspaceIndex, { module, version }: Required): boolean {
  return index.modules.some(({ mod }) =>
    mod.replaces.some(
      (r) => r.path === module && (r.version === '' || r.version === version) && isFolderTarget(r),
    ),
  );
}

function byModuleCache(ask: Ask): Answer {
  const place = cachePlace(ask);
  if (!place) return NOTHING;
  const path = `${escapeCapitals(place.module)}@${escapeCapitals(place.version)}/${place.inside}`;
  const base = path.slice(path.lastIndexOf('/') + 1);
  const files = (ask.index.byBase.get(base) ?? []).filter((f) => f === path || f.endsWith(`/${path}`));
  return files.length > 0 ? { files } : { outside: { root: 'module-cache', path } };
}

function cachePlace(ask: Ask): (Required & { readonly inside: string }) | undefined {
  const { origin, path, index } = ask;
  if (origin.kind === 'module-cache') {
    const named = { module: origin.module, version: origin.version };
    if (!path.absolute && isReplacedByFolder(index, named)) return undefined;
    // A full path is where the file was; a trimmed one names the module before go.mod replaced it.
    return { ...(path.absolute ? named : replacedBy(index, named)), inside: origin.inside };
  }
  if (origin.kind !== 'vendor') return undefined;
  const pkg = folderOf(origin.inside);
  const asked = requiredVersion(index, pkg);
  if (!asked) return undefined;
  const inside = insideModule(asked.module, pkg);
  return inside === undefined ? undefined : { ...asked, inside: joinPath(inside, path.base) };
}

function byGoroot({ origin, index }: Ask): Answer {
  if (origin.kind !== 'goroot') return NOTHING;
  const std = index.modules.find((m) => m.path === 'std');
  const own = std && joinPath(std.dir, origin.inside);
  return own && index.files.has(own)
    ? { files: [own] }
    : { outside: { root: 'goroot', path: origin.inside } };
}

/** `…/src/` + import path + file, as before modules. */
function byGopath(ask: Ask): Answer {
  const inside = joinPath(ask.package, ask.path.base);
  const recorded = ask.path.parts.join('/');
  if (ask.origin.kind !== 'folder' || ask.package === 'main' || !recorded.endsWith(`src/${inside}`))
    return NOTHING;
  const files = (ask.index.byBase.get(ask.path.base) ?? []).filter(
    (f) => f === `src/${inside}` || f.endsWith(`/src/${inside}`),
  );
  return files.length > 0 ? { files } : { outside: { root: 'gopath', path: inside } };
}

/** Whatever stands before it, the end of the path is right when the package agrees; the longest end wins. */
function bySuffix(ask: Ask): Answer {
  if (ask.origin.kind !== 'folder') return NOTHING;
  const same = (ask.index.byBase.get(ask.path.base) ?? []).filter((f) => !isVendored(f));
  const tail = (f: string) => sharedTail(partsOf(f), ask.path.parts);
  const agreeing = same.filter((f) => agrees(ask, f));
  if (agreeing.length > 0) return { files: longest(agreeing, tail) };
  const offers = same.filter((f) => tail(f) > 1);
  return { files: longest(offers, tail), offerOnly: true };
}

/** How many of the last parts are the same. */
function sharedTail(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n;
}

/**
 * In a module the package's path is known: it must be the frame's, or the frame's code was inlined within the module.
 * Without go.mod the file must share all the folders that end both the recorded path and the package's path, or lie
 * in them as deep as the workspace goes.
 */
function agrees(ask: Ask, file: string): boolean {
  const shared = sharedTail(partsOf(file), ask.path.parts);
  const folders = partsOf(file).length - 1;
  const module = ask.index.moduleOf(file);
  if (module) {
    const whole = shared > folders - partsOf(module.dir).length;
    return whole && placesOfPackage(ask.index, ask.package).some((p) => p.module === module);
  }
  if (shared > folders) return true;
  return shared > 1 && shared > sharedTail(partsOf(ask.package), ask.path.parts.slice(0, -1));
}

function partsOf(path: string): string[] {
  return path.split('/').filter((p) => p !== '');
}
