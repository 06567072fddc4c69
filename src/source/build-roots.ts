// In which folders of the building machine did the workspace's modules lie?
//
//   acme.io/shop/internal/cart.Add  at  /app/internal/cart/cart.go
//   └─ module ─┘ └── inside ─────┘      └──┘ └── inside ────┘
// tells that module acme.io/shop was built in /app; so /app/cmd/shop/main.go is its cmd/shop/main.go.

import { packageOf } from '../model/go-names.ts';
import { originOf, recordedPath } from './recorded-path.ts';
import {
  insideModule,
  placesOfPackage,
  type WorkspaceIndex,
  type WorkspaceModule,
} from './workspace-index.ts';

/** A function as a dump names it. */
export interface NamedFunction {
  readonly function: string;
  readonly file: string;
}

export interface BuildRoot {
  /** Parts of the folder's path on the building machine; empty for its root folder. */
  readonly parts: readonly string[];
  readonly module: WorkspaceModule;
}

/** Longest first, so that a nested module comes before the one around it. */
export type BuildRoots = readonly BuildRoot[];

/** Reads the roots off functions whose package a module of the workspace has. */
export function learnBuildRoots(
  functions: Iterable<NamedFunction>,
  index: Pick<WorkspaceIndex, 'modules'>,
): BuildRoots {
  const roots = new Map<string, BuildRoot>();
  if (index.modules.length === 0) return [];
  for (const fn of functions) {
    for (const root of rootsOf(fn, index)) roots.set(`${root.parts.join('/')}\n${root.module.dir}`, root);
  }
  return [...roots.values()].sort((a, b) => b.parts.length - a.parts.length);
}

/** One for each copy of the module: which of them was built, no path tells. */
function rootsOf(fn: NamedFunction, index: Pick<WorkspaceIndex, 'modules'>): BuildRoot[] {
  const pkg = packageOf(fn.function).replace(/_test$/, '');
  const path = recordedPath(fn.file);
  if (!path?.absolute || originOf(path, pkg).kind !== 'folder') return [];
  return placesOfPackage(index, pkg).flatMap(({ module }) => {
    const folder = path.parts.slice(0, -1);
    const inside = [module.path, ...module.replacing]
      .map((p) => insideModule(p, pkg))
      .find((p) => p !== undefined);
    const tail = inside === undefined || inside === '' ? [] : inside.split('/');
    const start = folder.length - tail.length;
    const isBelow = start >= 0 && tail.every((part, i) => part === folder[start + i]);
    return isBelow ? [{ parts: folder.slice(0, start), module }] : [];
  });
}

/** What follows the root in `parts`, with `/`; undefined when they lie elsewhere. */
export function behindRoot(root: readonly string[], parts: readonly string[]): string | undefined {
  if (parts.length <= root.length || !root.every((part, i) => samePart(part, parts[i], i))) return undefined;
  return parts.slice(root.length).join('/');
}

/** Drives are the same in either case. */
function samePart(a: string, b: string, i: number): boolean {
  return a === b || (i === 0 && a.endsWith(':') && a.toLowerCase() === b.toLowerCase());
}
