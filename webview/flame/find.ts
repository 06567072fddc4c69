// Which nodes does a search find, and how much of the whole do they cover together?

import type { FlameTree } from '../../src/protocol/flame.ts';

export interface Found {
  /** 1 for each node whose name matches. */
  readonly matched: Uint8Array;
  readonly count: number;
  /** Share of the total, 0 to 1; what lies in a match already is not counted again. */
  readonly share: number;
}

/** `/…/` is a regular expression, anything else text in any case. Null for nothing or for a broken expression. */
export function matcherOf(search: string): ((name: string) => boolean) | null {
  const text = search.trim();
  if (text === '') return null;
  if (text.length > 2 && text.startsWith('/') && text.endsWith('/')) {
    try {
      const expression = new RegExp(text.slice(1, -1), 'i');
      return (name) => expression.test(name);
    } catch {
      return null;
    }
  }
  const needle = text.toLowerCase();
  return (name) => name.toLowerCase().includes(needle);
}

export function findNodes(tree: FlameTree, matches: (name: string) => boolean): Found {
  const named = Uint8Array.from(tree.names, (name) => (matches(name) ? 1 : 0));
  const matched = new Uint8Array(tree.name.length);
  /** 1 for each node in or under a match. */
  const covered = new Uint8Array(tree.name.length);
  let count = 0;
  let sum = 0;
  for (let node = 0; node < matched.length; node++) {
    const above = tree.parent[node]!;
    const under = above >= 0 ? covered[above]! : 0;
    matched[node] = named[tree.name[node]!]!;
    covered[node] = under | matched[node]!;
    count += matched[node]!;
    if (matched[node] === 1 && under === 0) sum += tree.total[node]!;
  }
  const whole = tree.total[0] ?? 0;
  return { matched, count, share: whole > 0 ? sum / whole : 0 };
}
