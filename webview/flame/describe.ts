// What does a node of a flame graph say about itself, in every sample type?

import { formatValue } from '../../src/model/units.ts';
import type { FlameTree } from '../../src/protocol/flame.ts';
import { say } from '../say.ts';
import { percent } from '../text.ts';
import { nodeChange } from './colours.ts';
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
  const values =
    tree.compared === undefined
      ? [say('with callees {0}', share(tree.total[node]!)), say('itself {0}', share(tree.self[node]!))]
      : comparedValues(tree, node, format);
  const depth = pathToRoot(tree, node).length - 1;
  return [
    nameOf(tree, node),
    ...values,
    above < 0 ? say('the whole') : say('called by {0}, depth {1}', nameOf(tree, above), depth),
    ...otherValues(tree, node),
  ];
}

/** `now 12 ms`, `baseline 3 ms`, `grown ×4.0`. */
function comparedValues(tree: FlameTree, node: number, format: (value: number) => string): readonly string[] {
  const { now, base } = tree.compared!;
  return [
    say('now {0}', format(now[node]!)),
    say('baseline {0}', format(base[node]!)),
    changeText(tree, node),
  ];
}

function changeText(tree: FlameTree, node: number): string {
  const { kind } = nodeChange(tree, node);
  const { now, base, scale } = tree.compared!;
  if (kind === 'new') return say('new');
  if (kind === 'gone') return say('gone');
  if (kind === 'same') return say('hardly changed');
  const ratio = now[node]! / (base[node]! * scale);
  const times = ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(ratio < 0.1 ? 2 : 1);
  const words = kind === 'grown' ? say('grown ×{0}', times) : say('shrunk ×{0}', times);
  return scale === 1 ? words : `${words} ${say('by the second')}`;
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
