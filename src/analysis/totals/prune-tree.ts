// Which nodes of a call tree are worth showing, and what are all sample types' values there?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { type CallTree, parentOf } from './call-tree.ts';

/** Columns, one row per node kept; parents first, each row's nodes with the greatest first. */
export interface PrunedTree {
  /** Row in the whole tree. */
  readonly row: Int32Array;
  readonly parent: Int32Array;
  readonly depth: Uint16Array;
  readonly self: Float64Array;
  /** One column per sample type. */
  readonly totals: readonly Float64Array[];
  /** Nodes of the whole tree that are not here. */
  readonly leftOut: number;
}

export interface Pruning {
  /** Nodes at most. */
  readonly most: number;
  /** Row below which most of them are wanted: 0 for all alike. */
  readonly under: number;
}

/** Part of the nodes that goes to the row asked for; the rest shows where it lies. */
const SHARE_UNDER = 0.8;
/** Deeper nodes have no room in a column of depths. */
const DEEPEST = 65_000;

export function pruneTree(profile: Profile, tree: CallTree, sampleType: number, how: Pruning): PrunedTree {
  const kept = inOrder(tree, keptRows(tree, how));
  const place = placesOf(tree, kept.row);
  const parent = kept.row.map((row) => (row === 0 ? NONE : place[parentOf(tree, row)]));
  const self = selfOf(profile, tree, place, kept.row, sampleType);
  const totals = profile.sampleTypes.map((_, t) => totalsOf(profile, tree, place, parent, t));
  return { ...kept, parent, self, totals, leftOut: tree.length - kept.row.length };
}

/** Per row of the whole tree the kept node that is it or the nearest above it. */
function placesOf(tree: CallTree, kept: Int32Array): Int32Array {
  const place = new Int32Array(tree.length).fill(NONE);
  for (let at = 0; at < kept.length; at++) place[kept[at]] = at;
  for (let row = 1; row < place.length; row++)
    if (place[row] === NONE) place[row] = place[parentOf(tree, row)];
  return place;
}

function selfOf(
  profile: Profile,
  { leaf }: CallTree,
  place: Int32Array,
  kept: Int32Array,
  sampleType: number,
): Float64Array {
  const { value } = profile.values[sampleType];
  const self = new Float64Array(kept.length);
  for (let s = 0; s < leaf.length; s++) {
    const row = leaf[s];
    if (row !== NONE && kept[place[row]] === row) self[place[row]] += value[s];
  }
  return self;
}

function totalsOf(
  profile: Profile,
  { leaf }: CallTree,
  place: Int32Array,
  parent: Int32Array,
  sampleType: number,
): Float64Array {
  const { value } = profile.values[sampleType];
  const total = new Float64Array(parent.length);
  for (let s = 0; s < leaf.length; s++) if (leaf[s] !== NONE) total[place[leaf[s]]] += value[s];
  for (let at = parent.length - 1; at > 0; at--) total[parent[at]] += total[at];
  return total;
}

/** One byte per row: 1 for the greatest ones and all above them. */
function keptRows(tree: CallTree, { most, under }: Pruning): Uint8Array {
  const { length, total } = tree;
  const below = under === 0 ? null : rowsBelow(tree, under);
  const inside = leastKept(total, length, below, 1, below === null ? most : Math.floor(most * SHARE_UNDER));
  const outside =
    below === null ? inside : leastKept(total, length, below, 0, Math.floor(most * (1 - SHARE_UNDER)));
  const kept = new Uint8Array(length);
  for (let row = length - 1; row > 0; row--) {
    const least = below === null || below[row] === 1 ? inside : outside;
    if (bucketOf(total[row]) >= least) kept[row] = 1;
    if (kept[row] === 1) kept[parentOf(tree, row)] = 1;
  }
  kept[0] = 1;
  return kept;
}

function rowsBelow(tree: CallTree, under: number): Uint8Array {
  const below = new Uint8Array(tree.length);
  below[under] = 1;
  for (let row = under + 1; row < tree.length; row++) below[row] |= below[parentOf(tree, row)];
  return below;
}

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** Sizes in steps of less than one per cent, ordered as the sizes are. 0 for nothing. */
function bucketOf(value: number): number {
  single[0] = value < 0 ? -value : value;
  return bits[0] >>> 16;
}

/** The smallest bucket such that it and all greater ones hold no more rows than wanted. */
function leastKept(
  total: Float64Array,
  length: number,
  below: Uint8Array | null,
  side: 0 | 1,
  most: number,
): number {
  const counts = new Uint32Array(1 << 16);
  for (let row = 0; row < length; row++)
    if (below === null || below[row] === side) counts[bucketOf(total[row])]++;
  let bucket = counts.length;
  for (let sum = 0; bucket > 1 && sum + counts[bucket - 1] <= most; bucket--) sum += counts[bucket - 1];
  return Math.max(1, bucket);
}

/** Kept rows by depth and then by size, so that the greatest stand first among their siblings. */
function inOrder(tree: CallTree, kept: Uint8Array): Pick<PrunedTree, 'row' | 'depth'> {
  const rows: number[] = [];
  const depths = new Map<number, number>();
  for (let row = 0; row < tree.length; row++) {
    if (kept[row] === 0) continue;
    const depth = row === 0 ? 0 : (depths.get(parentOf(tree, row)) ?? DEEPEST) + 1;
    if (depth > DEEPEST) continue;
    depths.set(row, depth);
    rows.push(row);
  }
  const size = (row: number) => Math.abs(tree.total[row]);
  rows.sort((a, b) => depths.get(a)! - depths.get(b)! || size(b) - size(a) || a - b);
  return { row: Int32Array.from(rows), depth: Uint16Array.from(rows, (row) => depths.get(row)!) };
}
