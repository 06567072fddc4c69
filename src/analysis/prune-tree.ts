// Which nodes of a call tree are worth showing, and what are all sample types' values there?

import { NONE } from '../model/ids.ts';
import type { Profile } from '../model/profile.ts';
import type { CallTree } from './call-tree.ts';

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
  const place = new Map<number, number>();
  for (let at = 0; at < kept.row.length; at++) place.set(kept.row[at], at);
  const parent = kept.row.map((row) => (row === 0 ? NONE : place.get(tree.parent[row])!));
  const self = new Float64Array(kept.row.length);
  const totals = profile.sampleTypes.map(() => new Float64Array(kept.row.length));
  addSamples(profile, tree, place, sampleType, self, totals);
  for (const total of totals) for (let at = parent.length - 1; at > 0; at--) total[parent[at]] += total[at];
  return { ...kept, parent, self, totals, leftOut: tree.length - kept.row.length };
}

/** Each sample belongs to the kept node nearest its end; its own value only where that is the end itself. */
function addSamples(
  profile: Profile,
  { leaf, parent }: CallTree,
  place: ReadonlyMap<number, number>,
  sampleType: number,
  self: Float64Array,
  totals: readonly Float64Array[],
): void {
  for (let s = 0; s < leaf.length; s++) {
    let row = leaf[s];
    if (row === NONE) continue;
    let at = place.get(row);
    if (at !== undefined) self[at] += profile.values[sampleType].value[s];
    while (at === undefined) {
      row = parent[row];
      at = place.get(row);
    }
    for (let t = 0; t < totals.length; t++) totals[t][at] += profile.values[t].value[s];
  }
}

/** One byte per row: 1 for the greatest ones and all above them. */
function keptRows(tree: CallTree, { most, under }: Pruning): Uint8Array {
  const { length, total, parent } = tree;
  const below = under === 0 ? null : rowsBelow(tree, under);
  const inside = leastKept(total, length, below, 1, below === null ? most : Math.floor(most * SHARE_UNDER));
  const outside =
    below === null ? inside : leastKept(total, length, below, 0, Math.floor(most * (1 - SHARE_UNDER)));
  const kept = new Uint8Array(length);
  for (let row = length - 1; row > 0; row--) {
    const least = below === null || below[row] === 1 ? inside : outside;
    if (bucketOf(total[row]) >= least) kept[row] = 1;
    if (kept[row] === 1) kept[parent[row]] = 1;
  }
  kept[0] = 1;
  return kept;
}

function rowsBelow({ length, parent }: CallTree, under: number): Uint8Array {
  const below = new Uint8Array(length);
  below[under] = 1;
  for (let row = under + 1; row < length; row++) below[row] |= below[parent[row]];
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
    const depth = row === 0 ? 0 : (depths.get(tree.parent[row]) ?? DEEPEST) + 1;
    if (depth > DEEPEST) continue;
    depths.set(row, depth);
    rows.push(row);
  }
  const size = (row: number) => Math.abs(tree.total[row]);
  rows.sort((a, b) => depths.get(a)! - depths.get(b)! || size(b) - size(a) || a - b);
  return { row: Int32Array.from(rows), depth: Uint16Array.from(rows, (row) => depths.get(row)!) };
}
