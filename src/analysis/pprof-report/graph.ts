// What are flat, cum and the edges of a report's rows?
// Source of the definitions: github.com/google/pprof/internal/graph.

import { Float64Builder, Int32Builder } from '../../bytes/columns.ts';
import { NONE } from '../../model/ids.ts';
import type { ValueColumn } from '../../model/profile.ts';
import { limbsOf, needsLimbs, sumOfLimbs } from '../exact-sums.ts';
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
  private readonly from = new Int32Builder(1024);
  private readonly to = new Int32Builder(1024);
  private readonly inline = new Int32Builder(1024);
  private seenIn = new Int32Builder(1024);
  private weight = new Float64Builder(1024);
  private slots = new Int32Array(4096);
  private readonly lastInto: Int32Array;

  constructor(nodes: number) {
    this.lastInto = new Int32Array(nodes).fill(NONE);
  }

  /** Forgets weights, not edges. */
  beginSweep(): void {
    this.weight = new Float64Builder(Math.max(1024, this.from.length));
    this.seenIn = new Int32Builder(Math.max(1024, this.from.length));
    for (let e = 0; e < this.from.length; e++) {
      this.weight.push(0);
      this.seenIn.push(NONE);
    }
  }

  add(from: number, to: number, row: number, value: number, inline: boolean): void {
    const last = this.lastInto[to];
    const edge = last !== NONE && this.from.get(last) === from ? last : this.find(from, to);
    if (this.seenIn.get(edge) === row) return;
    this.seenIn.set(edge, row);
    this.weight.set(edge, this.weight.get(edge) + value);
    if (!inline) this.inline.set(edge, 0);
  }

  weights(): Float64Array {
    return this.weight.copy();
  }

  finish(): Omit<Edges, 'weight'> {
    return {
      length: this.from.length,
      from: this.from.copy(),
      to: this.to.copy(),
      inline: Uint8Array.from(this.inline.copy()),
    };
  }

  private find(from: number, to: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(from, to) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const edge = this.slots[slot] - 1;
      if (this.from.get(edge) === from && this.to.get(edge) === to) return (this.lastInto[to] = edge);
    }
    return (this.lastInto[to] = this.insert(from, to, slot));
  }

  private insert(from: number, to: number, slot: number): number {
    const edge = this.from.length;
    this.from.push(from);
    this.to.push(to);
    this.inline.push(1);
    this.seenIn.push(NONE);
    this.weight.push(0);
    this.slots[slot] = edge + 1;
    if (this.from.length * 2 > this.slots.length) this.grow();
    return edge;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let edge = 0; edge < this.from.length; edge++) {
      let slot = hash(this.from.get(edge), this.to.get(edge)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = edge + 1;
    }
    this.slots = slots;
  }
}

function hash(from: number, to: number): number {
  const mixed = Math.imul(from ^ Math.imul(to, GOLDEN), GOLDEN);
  return mixed ^ (mixed >>> 15);
}
