// Whose code is a function: the workspace's, a library's, or Go's own?

import { packageOf } from '../model/go-names.ts';
import type { FunctionId } from '../model/ids.ts';
import { FIRST_PARTY, type Owner, type Owners, STANDARD_LIBRARY, THIRD_PARTY } from '../model/ownership.ts';
import { functionFile, functionName, type Symbols } from '../model/symbols.ts';
import { type BuildRoots, behindRoot, learnBuildRoots, type NamedFunction } from './build-roots.ts';
import {
  isStandardPackage,
  type Origin,
  originOf,
  type RecordedPath,
  recordedPath,
} from './recorded-path.ts';
import { insideModule, placesOfPackage, type WorkspaceIndex } from './workspace-index.ts';

/**
 * What "first-party" goes by:
 * `workspace`: modules whose go.mod lies in the workspace; `main-module`: the module of `main.main`, told from the
 * dumps; `elimination`: whatever is neither Go's, vendored, nor from the module cache.
 */
export type OwnershipBasis = 'workspace' | 'main-module' | 'elimination';

export interface Ownership {
  readonly basis: OwnershipBasis;
  /** With basis `main-module`: its path. */
  readonly mainModule: string;
  readonly roots: BuildRoots;
  ownerOf(functionName: string, file: string): Owner;
}

type FirstParty = (pkg: string, path: RecordedPath | undefined, origin: Origin) => boolean;

/**
 * Decides by the workspace when some function of the dumps belongs to one of its modules,
 * else by what the dumps tell of the program's own module.
 * @param functions every function that any dump of the incident names
 */
export function learnOwnership(
  functions: Iterable<NamedFunction>,
  index: WorkspaceIndex | undefined,
): Ownership {
  const all = [...functions];
  const roots = index ? learnBuildRoots(all, index) : [];
  if (index && index.modules.length > 0) {
    const byWorkspace = ownershipBy('workspace', '', roots, ofWorkspace(index, roots));
    if (all.some((fn) => byWorkspace.ownerOf(fn.function, fn.file) === 'first-party')) return byWorkspace;
  }
  const mainModule = mainModuleOf(all);
  return mainModule === ''
    ? ownershipBy('elimination', '', roots, byElimination)
    : ownershipBy('main-module', mainModule, roots, ofMainModule(mainModule));
}

/** One code per function of a dump. */
export function ownersOf(symbols: Symbols, ownership: Ownership): Owners {
  const owners = new Uint8Array(symbols.functions.length);
  for (let f = 0; f < owners.length; f++) {
    const id = f as FunctionId;
    owners[f] = CODES[ownership.ownerOf(functionName(symbols, id), functionFile(symbols, id))];
  }
  return owners;
}

/** Every function of a dump, for {@link learnOwnership}. */
export function* namedFunctions(symbols: Symbols): Generator<NamedFunction> {
  for (let f = 0; f < symbols.functions.length; f++) {
    const id = f as FunctionId;
    yield { function: functionName(symbols, id), file: functionFile(symbols, id) };
  }
}

const CODES: Readonly<Record<Owner, number>> = {
  'first-party': FIRST_PARTY,
  'third-party': THIRD_PARTY,
  'standard-library': STANDARD_LIBRARY,
};

function ownershipBy(
  basis: OwnershipBasis,
  mainModule: string,
  roots: BuildRoots,
  isOurs: FirstParty,
): Ownership {
  return { basis, mainModule, roots, ownerOf: (name, file) => judge(packageOf(name), file, isOurs) };
}

function judge(pkg: string, file: string, isOurs: FirstParty): Owner {
  const path = recordedPath(file);
  const origin: Origin = path ? originOf(path, pkg) : { kind: file === '' ? 'generated' : 'folder' };
  if (isOurs(pkg, path, origin)) return 'first-party';
  if (origin.kind === 'goroot' || path?.base === '_testmain.go') return 'standard-library';
  if (origin.kind === 'module-cache' || origin.kind === 'vendor') return 'third-party';
  return isStandardPackage(pkg) || pkg.startsWith('vendor/') ? 'standard-library' : 'third-party';
}

/** The package that the file's place tells, where it does; else the one of the function's name. */
function truePackage(pkg: string, origin: Origin): string {
  if (origin.kind === 'module-cache') return folderJoined(origin.module, origin.inside);
  return origin.kind === 'vendor' ? folderJoined('', origin.inside) : pkg;
}

function folderJoined(module: string, inside: string): string {
  return [...(module === '' ? [] : [module]), ...inside.split('/').slice(0, -1)].join('/');
}

function byElimination(pkg: string, _: RecordedPath | undefined, origin: Origin): boolean {
  return origin.kind === 'folder' && pkg !== '' && !isStandardPackage(pkg);
}

function ofWorkspace(index: WorkspaceIndex, roots: BuildRoots): FirstParty {
  return (pkg, path, origin) => {
    if (origin.kind === 'goroot') return isWorkspaceOfGo(index);
    // Code that no file holds has no line that a person could change.
    if (origin.kind === 'generated' && path) return false;
    const actual = truePackage(pkg, origin).replace(/_test$/, '');
    if (placesOfPackage(index, actual).length > 0) return true;
    if (pkg !== 'main' || origin.kind !== 'folder' || !path) return false;
    if (roots.length > 0 && path.absolute)
      return roots.some((root) => behindRoot(root.parts, path.parts) !== undefined);
    return hasSuffix(index, path);
  };
}

/** Go's own source tree, opened as a workspace. */
function isWorkspaceOfGo(index: WorkspaceIndex): boolean {
  return index.modules.some((m) => m.path === 'std');
}

/** A main package's path is not in its functions' names: its file must be one of the workspace's modules. */
function hasSuffix(index: WorkspaceIndex, path: RecordedPath): boolean {
  const recorded = `/${path.parts.join('/')}`;
  return (index.byBase.get(path.base) ?? []).some((file) => {
    const module = index.moduleOf(file);
    if (!module) return false;
    const inside = module.dir === '' ? file : file.slice(module.dir.length + 1);
    return path.absolute ? recorded.endsWith(`/${inside}`) : recorded === `/${module.path}/${inside}`;
  });
}

function ofMainModule(mainModule: string): FirstParty {
  return (pkg, _, origin) =>
    origin.kind === 'folder' &&
    (pkg === 'main' || insideModule(mainModule, pkg.replace(/_test$/, '')) !== undefined);
}

/**
 * The module of `main.main`, told from what its file shares with the files of other packages; empty when nothing
 * tells it. `/app/cmd/x/main.go` and `acme.io/shop/cart` at `/app/cart/cart.go` share /app: module acme.io/shop.
 */
export function mainModuleOf(functions: readonly NamedFunction[]): string {
  const main = functions.find((fn) => fn.function === 'main.main');
  const mainPath = main && recordedPath(main.file);
  if (!mainPath || originOf(mainPath, 'main').kind !== 'folder') return '';
  let best = '';
  for (const fn of functions) {
    const candidate = sharedModule(mainPath, fn);
    if (candidate !== '' && (best === '' || candidate.length < best.length)) best = candidate;
  }
  return best;
}

function sharedModule(main: RecordedPath, fn: NamedFunction): string {
  const pkg = packageOf(fn.function);
  const path = recordedPath(fn.file);
  if (pkg === '' || pkg === 'main' || !path || originOf(path, pkg).kind !== 'folder') return '';
  if (path.absolute !== main.absolute) return '';
  const folder = path.parts.slice(0, -1);
  const mainFolder = main.parts.slice(0, -1);
  let shared = 0;
  while (shared < folder.length && shared < mainFolder.length && folder[shared] === mainFolder[shared])
    shared++;
  const beyond = folder.slice(shared).join('/');
  const module = beyond === '' ? pkg : pkg.endsWith(`/${beyond}`) ? pkg.slice(0, -beyond.length - 1) : '';
  return shared > 0 && isModulePath(module) ? module : '';
}

/** A host alone (`github.com`), or a host with an owner on the large hosts, is no module. */
function isModulePath(path: string): boolean {
  const elements = path.split('/');
  const least = /^(?:github|gitlab|bitbucket)\./.test(elements[0]) ? 3 : elements[0].includes('.') ? 2 : 1;
  return path !== '' && elements.length >= least;
}
