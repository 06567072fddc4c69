// What does a node of a flame graph say about itself, in every sample type?

import { formatValue } from '../../src/model/units.ts';
import type { FlameTree } from '../../src/protocol/flame.ts';
import { percent } from '../text.ts';
import { pathToRoot } from './layout.ts';

/** Its name, its values, its caller, its values in the other sample types: a line each. */
export function describeNode(
  tree: FlameTree,
  node: number,
  format: (value: number) => string,
): readonly string[] {
  const whole = tree.total[0]!;
  const share = (value: number) => `${format(value)} (${percent(whole === 0 ? 0 : value / whole)})`;
  const above = tree.parent[node]!;
  return [
    nameOf(tree, node),
    `with callees ${share(tree.total[node]!)}`,
    `itself ${share(tree.self[node]!)}`,
    above < 0 ? 'the whole' : `called by ${nameOf(tree, above)}, depth ${pathToRoot(tree, node).length - 1}`,
    ...otherValues(tree, node),
  ];
}

function nameOf(tree: FlameTree, node: number): string {
  return tree.names[tree.name[node]!]!;
}

/** `alloc_space: 12.4MB (3.1%)` */
function otherValues({ others }: FlameTree, node: number): readonly string[] {
  return (others ?? []).map(({ type, unit, total }) => {
    const whole = total[0]!;
    return `${type}: ${formatValue(total[node]!, unit)} (${percent(whole === 0 ? 0 : total[node]! / whole)})`;
  });
}
