// Which node of a tree do the names from its root lead to?

import type { FlameTree } from '../../src/protocol/flame.ts';

/** The last one that is there; the root for an empty path. */
export function nodeAtPath({ names, name, parent }: FlameTree, path: readonly string[]): number {
  let at = 0;
  for (const wanted of path) {
    let child = at + 1;
    while (child < parent.length && !(parent[child] === at && names[name[child]!] === wanted)) child++;
    if (child >= parent.length) return at;
    at = child;
  }
  return at;
}
