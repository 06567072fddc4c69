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

import { NONE } from '../model/ids.ts';
import type { Profile } from '../model/profile.ts';
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
const FEW_CHILDREN = 32;
const FIRST_ROOM = 1024;
/** Rooms are copied as they grow: a greater factor copies less and holds more that is never used. */
const GROWTH = 1.5;

export function callTree(profile: Profile, nodes: Nodes, sampleType: number, shape: CallTreeShape): CallTree {
  const rows = new TreeRows(nodes.length);
  const leaf = leavesOf(profile, nodes, shape, rows);
  const { value } = profile.values[sampleType];
  for (let s = 0; s < leaf.length; s++) if (leaf[s] >= 0) rows.total[leaf[s]] += value[s];
  const { length, total, links } = rows;
  for (let row = length - 1; row > 0; row--) total[links[row * LINKS + PARENT]] += total[row];
  return { length, links, total, leaf };
}

/** The hot loop: each stack once. */
function leavesOf(profile: Profile, nodes: Nodes, shape: CallTreeShape, rows: TreeRows): Int32Array {
  const first = profile.firstWithStack;
  const leaf = new Int32Array(profile.sampleCount);
  const path = new StackPath(profile, nodes, shape.folded);
  for (let s = 0; s < leaf.length; s++) {
    const known = first === undefined ? s : first[s];
    leaf[s] = known < s ? leaf[known] : add(path, s, shape, rows);
  }
  return leaf;
}

/** Adds the path of a sample; returns the row of its end, or -1 where the focus is not in it. */
function add(path: StackPath, sample: number, { direction, focus }: CallTreeShape, rows: TreeRows): number {
  const length = path.read(sample);
  const at = focus === NONE ? -1 : path.nodes.subarray(0, length).indexOf(focus);
  if (focus !== NONE && at < 0) return NONE;
  if (direction === 'callees') return rows.add(path.nodes, at + 1, length, 1);
  return rows.add(path.nodes, (focus === NONE ? length : at) - 1, -1, -1);
}

/** The nodes of one stack at a time, root first. */
class StackPath {
  nodes = new Int32Array(256);

  constructor(
    private readonly profile: Profile,
    private readonly all: Nodes,
    private readonly folded: Uint8Array | null,
  ) {}

  /** Fills `nodes`; returns how many they are. */
  read(sample: number): number {
    const { locationStart, locations } = this.profile.symbols.stacks;
    const { start, list } = this.all;
    let length = 0;
    for (let i = locationStart[sample + 1] - 1; i >= locationStart[sample]; i--) {
      const location = locations[i];
      const from = start[location];
      if (length + start[location + 1] - from > this.nodes.length) this.grow(start[location + 1] - from);
      for (let k = start[location + 1] - 1; k >= from; k--) {
        const node = list[k];
        if (this.folded === null || this.folded[node] === 0) this.nodes[length++] = node;
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

/** A growing tree: 24 bytes a row. Children are lists; those of wide rows are also found by number. */
class TreeRows {
  length = 1;
  links = new Int32Array(FIRST_ROOM * LINKS).fill(NONE);
  total = new Float64Array(FIRST_ROOM);
  private readonly wide = new Set<number>();
  private readonly byNumber = new Map<number, number>();

  constructor(private readonly nodeCount: number) {}

  /** Walks from the root along path[from], path[from + step], … before path[to]; makes what is not there. */
  add(path: Int32Array, from: number, to: number, step: 1 | -1): number {
    const most = this.length + Math.abs(to - from);
    if (most > this.total.length) this.grow(most);
    const { links } = this;
    let row = 0;
    for (let i = from; i !== to; i += step) {
      const wanted = path[i];
      let child = links[row * LINKS + FIRST];
      let looked = 0;
      while (child !== NONE && links[child * LINKS] !== wanted) {
        if (++looked === FEW_CHILDREN) {
          child = this.childByNumber(row, wanted);
          break;
        }
        child = links[child * LINKS + NEXT];
      }
      row = child === NONE ? this.make(row, wanted, looked === FEW_CHILDREN) : child;
    }
    return row;
  }

  private make(parent: number, node: number, isWide: boolean): number {
    const { links } = this;
    const row = this.length++;
    links[row * LINKS + NODE] = node;
    links[row * LINKS + PARENT] = parent;
    links[row * LINKS + FIRST] = NONE;
    links[row * LINKS + NEXT] = links[parent * LINKS + FIRST];
    links[parent * LINKS + FIRST] = row;
    if (isWide) this.byNumber.set(parent * this.nodeCount + node, row);
    return row;
  }

  private childByNumber(parent: number, node: number): number {
    const { links } = this;
    if (!this.wide.has(parent)) {
      this.wide.add(parent);
      for (let child = links[parent * LINKS + FIRST]; child !== NONE; child = links[child * LINKS + NEXT])
        this.byNumber.set(parent * this.nodeCount + links[child * LINKS + NODE], child);
    }
    return this.byNumber.get(parent * this.nodeCount + node) ?? NONE;
  }

  private grow(most: number): void {
    const room = Math.max(most, Math.floor(this.total.length * GROWTH));
    const wider = new Int32Array(room * LINKS);
    wider.set(this.links);
    this.links = wider;
    this.total = new Float64Array(room);
  }
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
