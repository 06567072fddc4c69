// Where does a key lead in a flame graph?

import { childrenOf, type FlameLayout } from './layout.ts';

export type Move = 'caller' | 'callee' | 'left' | 'right';

/** The node that a move leads to; the same where there is none. `callee` is the widest one. */
export function moved(layout: FlameLayout, node: number, move: Move): number {
  const { parent, total } = layout.tree;
  if (node < 0) return layout.tree.name.length > 0 ? 0 : -1;
  if (move === 'caller') return parent[node]! < 0 ? node : parent[node]!;
  if (move === 'callee') {
    const children = childrenOf(layout, node);
    return children.length === 0 ? node : children.reduce((a, b) => (total[b]! > total[a]! ? b : a));
  }
  return neighbour(layout, node, move === 'left' ? -1 : 1);
}

/** The next node of the same row, also of another caller. */
function neighbour({ nodes, rowStart, tree }: FlameLayout, node: number, step: -1 | 1): number {
  const row = tree.depth[node]!;
  const at = nodes.subarray(rowStart[row], rowStart[row + 1]).indexOf(node) + rowStart[row]! + step;
  return at < rowStart[row]! || at >= rowStart[row + 1]! ? node : nodes[at]!;
}
