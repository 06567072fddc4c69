// What are flat, cum and the edges of a report's rows?
// Source of the definitions: github.com/google/pprof/internal/graph.

import { NONE } from '../../model/ids.ts';
import type { ValueColumn } from '../../model/profile.ts';
import { limbsOf, needsLimbs, sumOfLimbs } from '../totals/exact-sums.ts';
import type { Int64Column } from './int64.ts';
import type { ReportNodes } from './report-nodes.ts';
import type { View } from './view.ts';

/** Sums by node, of one sample type. */
export interface NodeSums {
  readonly flat: Int64Column;
  /** Recursion counts once. */
  readonly cum: Int64Column;
}

/** Edges from callers to callees; a sample counts once per edge. */
export interface Edges {
  readonly length: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Int64Column;
  /** 1 where the callee was inlined into the caller whenever it was called from it. */
  readonly inline: Uint8Array;
}

/** What is summed: a value for each row of stacks, and which rows have a sample that counts. */
export class StackValues {
  private readonly counts: Uint8Array;
  private readonly parts: readonly Float64Array[];

  /** A sample counts where it has a value, or a count (`divisor`) for a mean. */
  constructor(
    readonly view: View,
    column: ValueColumn,
    divisor: ValueColumn | undefined,
  ) {
    const rows = view.stacks.start.length - 1;
    this.counts = new Uint8Array(rows);
    for (const s of view.samples)
      if (column.value[s] !== 0 || (divisor !== undefined && divisor.value[s] !== 0))
        this.counts[view.stackOf[s]] = 1;
    const { sampleCount } = view.profile;
    const columns = needsLimbs(column, sampleCount) ? limbsOf(column, sampleCount) : [column.value];
    this.parts = columns.map((value) => this.byStack(value, rows));
  }

  nodeSums(nodes: ReportNodes): NodeSums {
    const sums = this.parts.map((part) => this.sweepNodes(nodes, part));
    return { flat: joined(sums.map((s) => s.flat)), cum: joined(sums.map((s) => s.cum)) };
  }

  /**
   * Edges between kept nodes; one that goes over nodes that are not kept joins its kept ends.
   * Only edges into nodes of `into` and out of nodes of `outOf` are looked at.
   */
  edges(nodes: ReportNodes, kept: Uint8Array | undefined, into: Uint8Array, outOf?: Uint8Array): Edges {
    const table = new EdgeTable(nodes.length);
    const weights = this.parts.map((part) => this.sweepEdges({ nodes, kept, into, outOf }, table, part));
    return { ...table.finish(), weight: joined(weights) };
  }

  private byStack(value: Float64Array, rows: number): Float64Array {
    const { samples, stackOf } = this.view;
    const sums = new Float64Array(rows);
    for (let i = 0; i < samples.length; i++) sums[stackOf[samples[i]]] += value[samples[i]];
    return sums;
  }

  /** Each stack once, each node of it once. */
  private sweepNodes(nodes: ReportNodes, values: Float64Array): { flat: Float64Array; cum: Float64Array } {
    const { start, list: locations } = this.view.stacks;
    const { counts } = this;
    const flat = new Float64Array(nodes.length);
    const cum = new Float64Array(nodes.length);
    const lastSeenIn = new Int32Array(nodes.length).fill(NONE);
    for (let row = 0; row < values.length; row++) {
      const from = start[row];
      const to = start[row + 1];
      if (counts[row] === 0 || from === to) continue;
      const value = values[row];
      flat[nodes.list[nodes.start[locations[from]]]] += value;
      for (let i = from; i < to; i++) {
        const location = locations[i];
        const node = nodes.single[location];
        if (node >= 0) {
          if (lastSeenIn[node] === row) continue;
          lastSeenIn[node] = row;
          cum[node] += value;
          continue;
        }
        const last = nodes.start[location + 1];
        for (let k = nodes.start[location]; k < last; k++) {
          const inlined = nodes.list[k];
          if (lastSeenIn[inlined] === row) continue;
          lastSeenIn[inlined] = row;
          cum[inlined] += value;
        }
      }
    }
    return { flat, cum };
  }

  /** From the root of each stack to its leaf. */
  private sweepEdges(wanted: WantedEdges, table: EdgeTable, values: Float64Array): Float64Array {
    const { nodes, kept, into, outOf } = wanted;
    const { start, list: locations } = this.view.stacks;
    const hasKept = kept && locationsWithAny(nodes, kept);
    table.beginSweep();
    for (let row = 0; row < values.length; row++) {
      if (this.counts[row] === 0) continue;
      const value = values[row];
      let parent = NONE;
      for (let i = start[row + 1] - 1; i >= start[row]; i--) {
        const location = locations[i];
        if (hasKept !== undefined && hasKept[location] === 0) continue;
        const first = nodes.start[location];
        const last = nodes.start[location + 1] - 1;
        for (let k = last; k >= first; k--) {
          const node = nodes.list[k];
          if (kept !== undefined && kept[node] === 0) continue;
          if (parent !== NONE && parent !== node && (into[node] === 1 || outOf?.[parent] === 1))
            table.add(parent, node, row, value, k !== last);
          parent = node;
        }
      }
    }
    return table.weights();
  }
}

function locationsWithAny(nodes: ReportNodes, kept: Uint8Array): Uint8Array {
  const found = new Uint8Array(nodes.start.length - 1);
  for (let l = 0; l < found.length; l++)
    for (let k = nodes.start[l]; k < nodes.start[l + 1]; k++) found[l] |= kept[nodes.list[k]];
  return found;
}

interface WantedEdges {
  readonly nodes: ReportNodes;
  readonly kept: Uint8Array | undefined;
  readonly into: Uint8Array;
  readonly outOf: Uint8Array | undefined;
}

/** Sums of limbs as one column, or the only column as it is. */
function joined(parts: readonly Float64Array[]): Int64Column {
  if (parts.length === 1) return { value: parts[0] };
  const exact = BigInt64Array.from(sumOfLimbs(parts));
  return { value: Float64Array.from(exact, Number), exact };
}

const GOLDEN = 0x9e3779b1;

/** Edges by their ends, in an open hash table; the last caller of each callee is tried first. */
class EdgeTable {
  private length = 0;
  private from = new Int32Array(2048);
  private to = new Int32Array(2048);
  private inline = new Uint8Array(2048);
  private seenIn = new Int32Array(2048);
  private weight = new Float64Array(2048);
  /** Edge + 1, or 0: twice as many as there is room for edges. */
  private slots = new Int32Array(4096);
  private readonly lastInto: Int32Array;

  constructor(nodes: number) {
    this.lastInto = new Int32Array(nodes).fill(NONE);
  }

  /** Forgets weights, not edges. */
  beginSweep(): void {
    this.weight.fill(0);
    this.seenIn.fill(NONE);
  }

  add(from: number, to: number, row: number, value: number, inline: boolean): void {
    const last = this.lastInto[to];
    const edge = last !== NONE && this.from[last] === from ? last : this.find(from, to);
    if (this.seenIn[edge] === row) return;
    this.seenIn[edge] = row;
    this.weight[edge] += value;
    if (!inline) this.inline[edge] = 0;
  }

  weights(): Float64Array {
    return this.weight.slice(0, this.length);
  }

  finish(): Omit<Edges, 'weight'> {
    const { length } = this;
    return {
      length,
      from: this.from.slice(0, length),
      to: this.to.slice(0, length),
      inline: this.inline.slice(0, length),
    };
  }

  private find(from: number, to: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(from, to) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const edge = this.slots[slot] - 1;
      if (this.from[edge] === from && this.to[edge] === to) return (this.lastInto[to] = edge);
    }
    return (this.lastInto[to] = this.insert(from, to, slot));
  }

  private insert(from: number, to: number, slot: number): number {
    const edge = this.length++;
    this.slots[slot] = edge + 1;
    this.from[edge] = from;
    this.to[edge] = to;
    this.inline[edge] = 1;
    this.seenIn[edge] = NONE;
    if (this.length === this.from.length) this.grow();
    return edge;
  }

  private grow(): void {
    const room = this.from.length * 2;
    this.from = larger(this.from, new Int32Array(room));
    this.to = larger(this.to, new Int32Array(room));
    this.inline = larger(this.inline, new Uint8Array(room));
    this.seenIn = larger(this.seenIn, new Int32Array(room));
    this.weight = larger(this.weight, new Float64Array(room));
    this.slots = new Int32Array(room * 2);
    const mask = this.slots.length - 1;
    for (let edge = 0; edge < this.length; edge++) {
      let slot = hash(this.from[edge], this.to[edge]) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = edge + 1;
    }
  }
}

function larger<T extends Int32Array | Uint8Array | Float64Array>(column: T, empty: T): T {
  empty.set(column);
  return empty;
}

function hash(from: number, to: number): number {
  const mixed = Math.imul(from ^ Math.imul(to, GOLDEN), GOLDEN);
  return mixed ^ (mixed >>> 15);
}
