// Which nodes of a call tree are rows of a table, given what is open and what is looked for?

import type { FlameTree } from '../../src/protocol/flame.ts';
import { matcherOf } from '../flame/find.ts';

/** A call tree by its children, greatest first as they were sent. */
export interface TreeModel {
  readonly tree: FlameTree;
  /** `children[start[n]] … children[start[n + 1] - 1]` are the children of node n. */
  readonly start: Int32Array;
  readonly children: Int32Array;
}

/** From here down a single child is opened with its parent, so that no one clicks through a tunnel. */
const MOST_OPENED_AT_ONCE = 200;

export function treeModel(tree: FlameTree): TreeModel {
  const { parent } = tree;
  const start = new Int32Array(parent.length + 1);
  for (const above of parent) if (above >= 0) start[above + 1]!++;
  for (let node = 0; node < parent.length; node++) start[node + 1]! += start[node]!;
  const next = start.slice(0, parent.length);
  const children = new Int32Array(Math.max(0, parent.length - 1));
  for (let node = 0; node < parent.length; node++)
    if (parent[node]! >= 0) children[next[parent[node]!]!++] = node;
  return { tree, start, children };
}

export function childrenIn({ start, children }: TreeModel, node: number): Int32Array {
  return children.subarray(start[node], start[node + 1]);
}

/** Opens a node, and below it as long as there is one way only. */
export function opened(model: TreeModel, open: ReadonlySet<number>, node: number): ReadonlySet<number> {
  const more = new Set(open).add(node);
  let only = childrenIn(model, node);
  for (let i = 0; only.length === 1 && i < MOST_OPENED_AT_ONCE; i++) {
    more.add(only[0]!);
    only = childrenIn(model, only[0]!);
  }
  return more;
}

/**
 * The rows from top to bottom: what is open, or with a filter each match with all that leads to it.
 * Null when the filter is a broken expression.
 */
export function treeRows(model: TreeModel, open: ReadonlySet<number>, filter: string): Int32Array | null {
  if (filter.trim() === '') return walked(model, (node) => open.has(node));
  const matches = matcherOf(filter);
  if (matches === null) return null;
  const leads = leadingTo(model.tree, matches);
  return walked(
    model,
    (node) => leads[node] === 1,
    (node) => leads[node]! > 0,
  );
}

/** 2 for a node that matches, 1 for one above a match (which may match too). */
function leadingTo({ names, name, parent }: FlameTree, matches: (name: string) => boolean): Uint8Array {
  const named = Uint8Array.from(names, (text) => (matches(text) ? 1 : 0));
  const leads = new Uint8Array(parent.length);
  for (let node = parent.length - 1; node >= 0; node--) {
    if (leads[node] === 0 && named[name[node]!] === 1) leads[node] = 2;
    if (leads[node]! > 0 && parent[node]! >= 0) leads[parent[node]!] = 1;
  }
  return leads;
}

function walked(
  model: TreeModel,
  isOpen: (node: number) => boolean,
  isShown: (node: number) => boolean = () => true,
): Int32Array {
  const rows: number[] = [];
  const waiting = model.tree.parent.length > 0 ? [0] : [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isShown(node)) continue;
    rows.push(node);
    if (!isOpen(node)) continue;
    const children = childrenIn(model, node);
    for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at]!);
  }
  return Int32Array.from(rows);
}
