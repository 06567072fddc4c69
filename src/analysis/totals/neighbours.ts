// Who calls a node, and whom does it call?
// Source of the definition of an edge: github.com/google/pprof/internal/graph.

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import type { Nodes } from './nodes.ts';

/** The value of the samples in which one of the two calls the other directly; recursion counts once. */
export interface Edge {
  /** Id in the nodes. */
  readonly node: number;
  readonly value: number;
}

/** Greatest first. */
export interface Neighbours {
  readonly callers: readonly Edge[];
  readonly callees: readonly Edge[];
}

export function neighboursOf(profile: Profile, nodes: Nodes, sampleType: number, node: number): Neighbours {
  const { value } = profile.values[sampleType];
  const callers = new Map<number, number>();
  const callees = new Map<number, number>();
  const seenAbove = new Set<number>();
  const seenBelow = new Set<number>();
  for (let s = 0; s < profile.sampleCount; s++) {
    if (value[s] === 0) continue;
    seenAbove.clear();
    seenBelow.clear();
    let below = NONE;
    visitStack(profile, nodes, s, (here) => {
      if (here === node && below !== NONE && below !== node) seenBelow.add(below);
      if (below === node && here !== node) seenAbove.add(here);
      below = here;
    });
    for (const one of seenAbove) callers.set(one, (callers.get(one) ?? 0) + value[s]);
    for (const one of seenBelow) callees.set(one, (callees.get(one) ?? 0) + value[s]);
  }
  return { callers: edges(callers), callees: edges(callees) };
}

/** Visits the nodes of a sample's stack, leaf first. */
function visitStack(profile: Profile, { start, list }: Nodes, sample: number, visit: (node: number) => void) {
  const { locationStart, locations } = profile.symbols.stacks;
  for (let i = locationStart[sample]; i < locationStart[sample + 1]; i++)
    for (let k = start[locations[i]]; k < start[locations[i] + 1]; k++) visit(list[k]);
}

function edges(values: ReadonlyMap<number, number>): Edge[] {
  return Array.from(values, ([node, value]) => ({ node, value })).sort(
    (a, b) => Math.abs(b.value) - Math.abs(a.value) || a.node - b.node,
  );
}
