// Where does each node of a call tree lie, which are in sight, and which is under the pointer?
//
//   x runs from 0 to 1 over the whole tree; a node's children stand side by side from its left edge on,
//   and what is left of its width on the right is its own.
//
//   main ██████████
//   work █████████
//   parse ██████ store ███

import type { FlameTree } from '../../src/protocol/flame.ts';

export interface FlameLayout {
  readonly tree: FlameTree;
  /** Edges of each node, 0 to 1. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** `nodes[rowStart[d]] … nodes[rowStart[d + 1] - 1]` are the nodes of depth d, from left to right. */
  readonly rowStart: Int32Array;
  readonly nodes: Int32Array;
  readonly rows: number;
}

/** The part of the tree that is looked at. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const WHOLE: Span = { from: 0, to: 1 };
/** Less than this is an error of rounding. */
const TOUCH = 1e-9;

export function layOut(tree: FlameTree): FlameLayout {
  const { parent, total } = tree;
  const length = parent.length;
  const left = new Float64Array(length);
  const right = new Float64Array(length);
  /** How far the children of each node reach already. */
  const reach = new Float64Array(length);
  const scale = length > 0 && total[0]! > 0 ? 1 / total[0]! : 0;
  for (let node = 0; node < length; node++) {
    const above = parent[node]!;
    left[node] = above < 0 ? 0 : reach[above]!;
    // Rounding must not push a child over its parent's edge.
    const edge = above < 0 ? 1 : right[above]!;
    right[node] = Math.min(edge, left[node]! + Math.max(0, total[node]!) * scale);
    reach[node] = left[node]!;
    if (above >= 0) reach[above] = right[node]!;
  }
  return { tree, left, right, ...rowsOf(tree, left) };
}

/** The nodes by depth (counted, then placed), and in each row by their left edge. */
function rowsOf({ depth }: FlameTree, left: Float64Array): Pick<FlameLayout, 'rowStart' | 'nodes' | 'rows'> {
  let deepest = -1;
  for (let node = 0; node < depth.length; node++) if (depth[node]! > deepest) deepest = depth[node]!;
  const rows = deepest + 1;
  const rowStart = new Int32Array(rows + 1);
  for (let node = 0; node < depth.length; node++) rowStart[depth[node]! + 1]!++;
  for (let row = 0; row < rows; row++) rowStart[row + 1]! += rowStart[row]!;
  const next = rowStart.slice(0, rows);
  const nodes = new Int32Array(depth.length);
  for (let node = 0; node < depth.length; node++) nodes[next[depth[node]!]!++] = node;
  for (let row = 0; row < rows; row++)
    nodes.subarray(rowStart[row], rowStart[row + 1]).sort((a, b) => left[a]! - left[b]! || a - b);
  return { rowStart, nodes, rows };
}

/** First place in a row whose node ends right of x; the row's end when there is none. */
function firstEndingAfter({ nodes, right, rowStart }: FlameLayout, row: number, x: number): number {
  let low = rowStart[row]!;
  let high = rowStart[row + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (right[nodes[middle]!]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The node at a place, or -1. */
export function nodeAt(layout: FlameLayout, row: number, x: number): number {
  if (row < 0 || row >= layout.rows) return -1;
  const at = firstEndingAfter(layout, row, x);
  if (at >= layout.rowStart[row + 1]!) return -1;
  const node = layout.nodes[at]!;
  return layout.left[node]! <= x ? node : -1;
}

/**
 * Visits the nodes of a row that are in sight, from left to right. Of nodes narrower than `least` (in x)
 * one per `least` is visited, so a row costs as many steps as it has pixels, however many nodes it has.
 */
export function visitRow(
  layout: FlameLayout,
  row: number,
  { from, to }: Span,
  least: number,
  visit: (node: number) => void,
): void {
  const { nodes, left, right, rowStart } = layout;
  const end = rowStart[row + 1]!;
  let at = firstEndingAfter(layout, row, from);
  while (at < end) {
    const node = nodes[at]!;
    if (left[node]! >= to) return;
    visit(node);
    at =
      right[node]! - left[node]! >= least
        ? at + 1
        : Math.max(at + 1, firstEndingAfter(layout, row, left[node]! + least));
  }
}

/** Children of a node from left to right. */
export function childrenOf(layout: FlameLayout, node: number): readonly number[] {
  const row = layout.tree.depth[node]! + 1;
  const found: number[] = [];
  if (row >= layout.rows) return found;
  for (let at = layout.rowStart[row]!; at < layout.rowStart[row + 1]!; at++)
    if (layout.tree.parent[layout.nodes[at]!] === node) found.push(layout.nodes[at]!);
  return found;
}

/** The node itself, its caller, …, the root. */
export function pathToRoot({ parent }: FlameTree, node: number): readonly number[] {
  const path: number[] = [];
  for (let at = node; at >= 0; at = parent[at]!) path.push(at);
  return path;
}

/** The deepest node that reaches over all of a span. */
export function nodeAcross(layout: FlameLayout, { from, to }: Span): number {
  const across = (node: number) => layout.left[node]! <= from + TOUCH && layout.right[node]! >= to - TOUCH;
  let at = 0;
  for (;;) {
    const child = childrenOf(layout, at).find(across);
    if (child === undefined) return at;
    at = child;
  }
}
