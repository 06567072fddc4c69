// What calls what, and with which values? One tree over all stacks of a profile.
//
//   stacks (root first)      tree: row  node   parent  total
//   main work parse  6              0    –      -1      10
//   main work store  3              1   main     0      10
//   main             1              2   work     1       9
//                                   3   parse    2       6
//                                   4   store    2       3
//
// Parents precede their children, so sums need one sweep backwards.

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import type { Nodes } from './nodes.ts';

/** How stacks are read into the tree. */
export interface CallTreeShape {
  /** `callees`: from the roots of the stacks down; `callers`: from their leaves up. */
  readonly direction: 'callees' | 'callers';
  /** Only stacks with this node, from its outermost occurrence on; -1 for all. */
  readonly focus: number;
  /** One byte per node: 1 leaves its frames out; what they cost is their callers'. Null leaves none out. */
  readonly folded: Uint8Array | null;
}

export const WHOLE_TREE: CallTreeShape = { direction: 'callees', focus: NONE, folded: null };

/** One row per node of the tree; row 0 is the root and stands for no function, or for the focus. */
export interface CallTree {
  readonly length: number;
  /**
   * Four numbers a row, side by side because a walk needs them together: the id in the nodes (-1 for the root), the
   * rows of the parent, of the first child and of the next sibling (-1 for none).
   */
  readonly links: Int32Array;
  /** With all below, of the sample type that the tree was asked for. */
  readonly total: Float64Array;
  /** One per sample: the row where its stack ends, or -1 where the tree leaves it out. */
  readonly leaf: Int32Array;
}

/** Places in a row of links. */
const NODE = 0;
const PARENT = 1;
const FIRST = 2;
const NEXT = 3;
const LINKS = 4;

export function nodeOf({ links }: CallTree, row: number): number {
  return links[row * LINKS + NODE];
}

export function parentOf({ links }: CallTree, row: number): number {
  return links[row * LINKS + PARENT];
}

/** Children looked through one by one before they are found by number. */
const FEW_CHILDREN = 16;
const FIRST_ROOM = 1024;
/** So many samples do not fit into the processor's caches together with their tree. */
const MANY_SAMPLES = 50_000;
const FIRST_CALLS = 5;
const NO_LIMIT = Number.MAX_SAFE_INTEGER;
/** Rooms are copied as they grow: a greater factor copies less and holds more that is never used. */
const GROWTH = 1.5;
const LEAST_GROWTH = 1.03;

export function callTree(profile: Profile, nodes: Nodes, sampleType: number, shape: CallTreeShape): CallTree {
  const rows = new TreeRows();
  const leaf = leavesOf(profile, nodes, shape, rows);
  const { length, links } = rows;
  const { value } = profile.values[sampleType];
  const total = new Float64Array(length);
  for (let s = 0; s < leaf.length; s++) if (leaf[s] >= 0) total[leaf[s]] += value[s];
  for (let row = length - 1; row > 0; row--) total[links[row * LINKS + PARENT]] += total[row];
  return { length, links, total, leaf };
}

/** Each stack once: first a few calls of all, then the rest of those that begin alike, which keeps memory near. */
function leavesOf(profile: Profile, nodes: Nodes, shape: CallTreeShape, rows: TreeRows): Int32Array {
  const path = new StackPath(profile, nodes, shape);
  const begun = addAll(
    profile,
    path,
    rows,
    null,
    profile.sampleCount < MANY_SAMPLES ? NO_LIMIT : FIRST_CALLS,
  );
  const leaf = profile.sampleCount < MANY_SAMPLES ? begun : addAll(profile, path, rows, begun, NO_LIMIT);
  const first = profile.firstWithStack;
  if (first !== undefined) for (let s = 0; s < leaf.length; s++) if (first[s] < s) leaf[s] = leaf[first[s]];
  return leaf;
}

/** The hot loop: leads every stack on from where it stands (null: the root), by so many calls in all. */
function addAll(
  { firstWithStack: first, sampleCount }: Profile,
  path: StackPath,
  rows: TreeRows,
  begun: Int32Array | null,
  calls: number,
): Int32Array {
  const reached = new Int32Array(sampleCount).fill(NONE);
  const order = begun === null ? null : alikeTogether(begun, rows.length);
  const skip = begun === null ? 0 : FIRST_CALLS;
  for (let i = 0; i < sampleCount; i++) {
    const s = order === null ? i : order[i];
    if (first !== undefined && first[s] < s) continue;
    if (!path.read(s)) continue;
    rows.reserve(path.count, (sampleCount - i) / (i + 1));
    reached[s] = rows.add(path, begun === null ? 0 : begun[s], skip, Math.min(path.count, calls));
  }
  return reached;
}

/** The samples by the row that each has reached (a counting sort). */
function alikeTogether(reached: Int32Array, rows: number): Int32Array {
  const next = new Int32Array(rows + 2);
  for (const row of reached) next[row + 2]++;
  for (let row = 1; row < next.length; row++) next[row] += next[row - 1];
  const order = new Int32Array(reached.length);
  for (let s = 0; s < reached.length; s++) order[next[reached[s] + 1]++] = s;
  return order;
}

/** The nodes of one stack at a time, in the order in which the tree is walked: nodes[from], nodes[from + step], … */
class StackPath {
  nodes = new Int32Array(256);
  from = 0;
  count = 0;
  readonly step: 1 | -1;

  constructor(
    private readonly profile: Profile,
    private readonly all: Nodes,
    private readonly shape: CallTreeShape,
  ) {
    this.step = shape.direction === 'callees' ? 1 : -1;
  }

  /** False where the focus is not in the stack. */
  read(sample: number): boolean {
    const { focus } = this.shape;
    const length = this.fill(sample);
    const at = focus === NONE ? NONE : this.nodes.subarray(0, length).indexOf(focus);
    if (focus !== NONE && at === NONE) return false;
    if (this.step === 1) {
      this.from = at + 1;
      this.count = length - this.from;
    } else {
      this.count = focus === NONE ? length : at;
      this.from = this.count - 1;
    }
    return true;
  }

  /** Root first; returns how many they are. */
  private fill(sample: number): number {
    const { locationStart, locations } = this.profile.symbols.stacks;
    const { start, list } = this.all;
    const { folded } = this.shape;
    let length = 0;
    for (let i = locationStart[sample + 1] - 1; i >= locationStart[sample]; i--) {
      const location = locations[i];
      const from = start[location];
      if (length + start[location + 1] - from > this.nodes.length) this.grow(start[location + 1] - from);
      for (let k = start[location + 1] - 1; k >= from; k--) {
        const node = list[k];
        if (folded === null || folded[node] === 0) this.nodes[length++] = node;
      }
    }
    return length;
  }

  private grow(by: number): void {
    const wider = new Int32Array((this.nodes.length + by) * 2);
    wider.set(this.nodes);
    this.nodes = wider;
  }
}

/** A growing tree: 16 bytes a row. Children are lists; those of wide rows are also found by number. */
class TreeRows {
  length = 1;
  links = new Int32Array(FIRST_ROOM * LINKS).fill(NONE);
  private room = FIRST_ROOM;
  private readonly wide = new Set<number>();
  private readonly byNumber = new ChildTable();

  /** Walks on from a row by the calls skip, skip + 1, … before `to` of a stack; makes what is not there. */
  add({ nodes, from, step }: StackPath, row: number, skip: number, to: number): number {
    const { links } = this;
    let at = row;
    for (let i = skip; i < to; i++) {
      const wanted = nodes[from + i * step];
      let child = links[at * LINKS + FIRST];
      let looked = 0;
      while (child !== NONE && links[child * LINKS] !== wanted) {
        if (++looked === FEW_CHILDREN) {
          child = this.childByNumber(at, wanted);
          break;
        }
        child = links[child * LINKS + NEXT];
      }
      at = child === NONE ? this.make(at, wanted, looked === FEW_CHILDREN) : child;
    }
    return at;
  }

  /** Makes room for `more` rows; `left` tells how much is still to come for each part that was read. */
  reserve(more: number, left: number): void {
    const most = this.length + more;
    if (most <= this.room) return;
    // Stacks repeat each other more and more, so the rest needs no more rows than this.
    const factor = Math.min(GROWTH, Math.max(LEAST_GROWTH, (1 + left) * LEAST_GROWTH));
    this.room = Math.max(most, Math.ceil(this.length * factor));
    const wider = new Int32Array(this.room * LINKS);
    wider.set(this.links.subarray(0, this.length * LINKS));
    this.links = wider;
  }

  private make(parent: number, node: number, isWide: boolean): number {
    const { links } = this;
    const row = this.length++;
    links[row * LINKS + NODE] = node;
    links[row * LINKS + PARENT] = parent;
    links[row * LINKS + FIRST] = NONE;
    links[row * LINKS + NEXT] = links[parent * LINKS + FIRST];
    links[parent * LINKS + FIRST] = row;
    if (isWide) this.byNumber.add(links, row);
    return row;
  }

  private childByNumber(parent: number, node: number): number {
    const { links } = this;
    if (!this.wide.has(parent)) {
      this.wide.add(parent);
      for (let child = links[parent * LINKS + FIRST]; child !== NONE; child = links[child * LINKS + NEXT])
        this.byNumber.add(links, child);
    }
    return this.byNumber.find(links, parent, node);
  }
}

/** Rows by their parent and node: open addressing, at most half full. */
class ChildTable {
  private rows = new Int32Array(1 << 10).fill(NONE);
  private count = 0;

  add(links: Int32Array, row: number): void {
    if (++this.count * 2 > this.rows.length) this.grow(links);
    this.place(links, row);
  }

  find(links: Int32Array, parent: number, node: number): number {
    const mask = this.rows.length - 1;
    for (let at = hashOf(parent, node) & mask; ; at = (at + 1) & mask) {
      const row = this.rows[at];
      if (row === NONE) return NONE;
      if (links[row * LINKS + NODE] === node && links[row * LINKS + PARENT] === parent) return row;
    }
  }

  private place(links: Int32Array, row: number): void {
    const mask = this.rows.length - 1;
    let at = hashOf(links[row * LINKS + PARENT], links[row * LINKS + NODE]) & mask;
    while (this.rows[at] !== NONE) at = (at + 1) & mask;
    this.rows[at] = row;
  }

  private grow(links: Int32Array): void {
    const before = this.rows;
    this.rows = new Int32Array(before.length * 2).fill(NONE);
    for (const row of before) if (row !== NONE) this.place(links, row);
  }
}

function hashOf(parent: number, node: number): number {
  const mixed = Math.imul(Math.imul(parent, 0x9e3779b1) ^ node, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** The row that a path of nodes leads to from the root, as far as they are there. */
export function rowAtPath(tree: CallTree, path: readonly number[]): number {
  const { links } = tree;
  let row = 0;
  for (const node of path) {
    let child = links[row * LINKS + FIRST];
    while (child !== NONE && links[child * LINKS + NODE] !== node) child = links[child * LINKS + NEXT];
    if (child === NONE) return row;
    row = child;
  }
  return row;
}
