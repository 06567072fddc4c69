// Which call tree is sent to a page that asks for one?

import {
  type CallTree,
  type CallTreeShape,
  callTree,
  nodeOf,
  rowAtPath,
} from '../../analysis/totals/call-tree.ts';
import { functionNodes, type Nodes } from '../../analysis/totals/nodes.ts';
import { type PrunedTree, pruneTree } from '../../analysis/totals/prune-tree.ts';
import { NONE } from '../../model/ids.ts';
import { FIRST_PARTY, type Owners, STANDARD_LIBRARY } from '../../model/ownership.ts';
import type { Profile } from '../../model/profile.ts';
import {
  FLAME_LIBRARY,
  FLAME_OWN,
  FLAME_RUNTIME,
  type FlameTree,
  MOST_FLAME_BYTES,
  MOST_FLAME_NODES,
} from '../../protocol/flame.ts';
import type { FlameRequest } from '../../protocol/views.ts';

/** What the root of a whole tree is called. */
const WHOLE = 'all';
/** Columns of a node without its totals, in bytes. */
const BYTES_PER_NODE = 4 + 4 + 8 + 2 + 1;
/** A string and its length, as structured cloning writes them. */
const BYTES_PER_NAME = 8;

/** The trees of one profile. The last one is kept: zooming asks for other parts of it. */
export class FlameTrees {
  private readonly nodes: Nodes;
  private readonly ids = new Map<string, number>();
  private readonly owner: Uint8Array;
  private last: { readonly key: string; readonly tree: CallTree } | null = null;

  constructor(
    private readonly profile: Profile,
    owners: Owners,
  ) {
    this.nodes = functionNodes(profile);
    for (let node = 0; node < this.nodes.length; node++) this.ids.set(this.nodes.name(node), node);
    this.owner = ownerOfNodes(profile, this.nodes, owners);
  }

  answer(request: FlameRequest): FlameTree {
    const tree = this.treeFor(request);
    const path = request.under.map((name) => this.ids.get(name) ?? NONE);
    const under = rowAtPath(tree, path);
    let most = this.mostNodes();
    for (;;) {
      const sent = this.sent(
        request,
        tree,
        pruneTree(this.profile, tree, request.sampleType, { most, under }),
      );
      const size = sizeOf(sent);
      if (size <= MOST_FLAME_BYTES || most < 100) return sent;
      most = Math.floor((most * MOST_FLAME_BYTES * 0.95) / size);
    }
  }

  /** So many that they fit with their names, told from the length of all names. */
  private mostNodes(): number {
    const perNode = BYTES_PER_NODE + 8 * Math.max(1, this.profile.sampleTypes.length);
    let names = 0;
    for (const name of this.ids.keys()) names += name.length + BYTES_PER_NAME;
    const fit =
      names < MOST_FLAME_BYTES / 4
        ? (MOST_FLAME_BYTES - names) / perNode
        : MOST_FLAME_BYTES / (perNode + names / this.ids.size);
    return Math.min(MOST_FLAME_NODES, Math.floor(fit));
  }

  private treeFor(request: FlameRequest): CallTree {
    const { sampleType, direction, focus, hidden, foldLibraries, foldRuntime } = request;
    const key = JSON.stringify([sampleType, direction, focus, hidden, foldLibraries, foldRuntime]);
    if (this.last?.key !== key) {
      // The old tree may be large: it goes before the new one comes.
      this.last = null;
      this.last = { key, tree: callTree(this.profile, this.nodes, sampleType, this.shapeFor(request)) };
    }
    return this.last.tree;
  }

  private shapeFor({ direction, focus, hidden, foldLibraries, foldRuntime }: FlameRequest): CallTreeShape {
    const at = focus === '' ? NONE : this.ids.get(focus);
    if (at === undefined) throw new Error('This function is not in the profile.');
    const folded = this.owner.map((owner) =>
      (foldLibraries && owner === FLAME_LIBRARY) || (foldRuntime && owner === FLAME_RUNTIME) ? 1 : 0,
    );
    for (const name of hidden) {
      const node = this.ids.get(name);
      if (node !== undefined) folded[node] = 1;
    }
    if (at !== NONE) folded[at] = 0;
    return { direction, focus: at, folded: folded.includes(1) ? folded : null };
  }

  private sent(request: FlameRequest, tree: CallTree, pruned: PrunedTree): FlameTree {
    const { dump, sampleType, focus } = request;
    const { sampleTypes } = this.profile;
    const root = focus === '' ? NONE : this.ids.get(focus)!;
    const names = new NameColumn((node) => (node === NONE ? WHOLE : this.nodes.name(node)));
    const nodeAt = pruned.row.map((row) => (row === 0 ? root : nodeOf(tree, row)));
    return {
      dump,
      sampleType,
      unit: sampleTypes[sampleType].unit,
      name: nodeAt.map((node) => names.id(node)),
      names: names.all,
      parent: pruned.parent,
      self: pruned.self,
      total: pruned.totals[sampleType],
      depth: pruned.depth,
      owner: Uint8Array.from(nodeAt, (node) => (node === NONE ? FLAME_RUNTIME : this.owner[node])),
      leftOut: pruned.leftOut,
      others: sampleTypes.flatMap((type, t) =>
        t === sampleType ? [] : [{ ...type, total: pruned.totals[t] }],
      ),
    };
  }
}

/** Gives each node that is sent the number of its name. */
class NameColumn {
  readonly all: string[] = [];
  private readonly ids = new Map<number, number>();

  constructor(private readonly nameOf: (node: number) => string) {}

  id(node: number): number {
    let id = this.ids.get(node);
    if (id === undefined) this.ids.set(node, (id = this.all.push(this.nameOf(node)) - 1));
    return id;
  }
}

/** One code per node, of {@link FlameTree.owner}. */
export function ownerOfNodes(profile: Profile, nodes: Nodes, owners: Owners): Uint8Array {
  const { frames } = profile.symbols;
  return Uint8Array.from({ length: nodes.length }, (_, node) => {
    const frame = nodes.frame[node];
    if (frame === NONE) return FLAME_LIBRARY;
    const owner = owners[frames.function[frame]];
    return owner === FIRST_PARTY ? FLAME_OWN : owner === STANDARD_LIBRARY ? FLAME_RUNTIME : FLAME_LIBRARY;
  });
}

/** Bytes of a tree on its way. */
export function sizeOf({ names, name, others }: FlameTree): number {
  const perNode = BYTES_PER_NODE + 8 * (1 + (others?.length ?? 0));
  return name.length * perNode + names.reduce((sum, text) => sum + text.length + BYTES_PER_NAME, 0);
}
