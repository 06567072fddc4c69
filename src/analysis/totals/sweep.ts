// What do all samples add to each node? The two loops in which summing a large profile spends its time.

import type { Stacks } from '../../model/symbols.ts';
import type { Nodes } from './nodes.ts';

/** One row per node; see `Totals`. */
export interface Sums {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
}

/** Visits each stack once and each node of it once. `value` has a row per stack. */
export function sweep(stacks: Stacks, nodes: Nodes, value: Float64Array): Sums {
  const { locationStart, locations } = stacks;
  const { start, list, single } = nodes;
  const flat = new Float64Array(nodes.length);
  const cum = new Float64Array(nodes.length);
  // One byte per node keeps the table in the processor's nearest cache; it is wiped every 255 samples.
  const seen = new Uint8Array(nodes.length);
  let mark = 0;
  let to = locationStart[0];
  for (let s = 0; s < stacks.length; s++) {
    const v = value[s];
    const from = to;
    to = locationStart[s + 1];
    if (v === 0 || from === to) continue;
    if (++mark === 256) {
      seen.fill(0);
      mark = 1;
    }
    flat[list[start[locations[from]]]] += v;
    for (let i = from; i < to; i++) {
      const location = locations[i];
      const node = single[location];
      if (node >= 0) {
        if (seen[node] === mark) continue;
        seen[node] = mark;
        cum[node] += v;
        continue;
      }
      const last = start[location + 1];
      for (let k = start[location]; k < last; k++) {
        const inlined = list[k];
        if (seen[inlined] === mark) continue;
        seen[inlined] = mark;
        cum[inlined] += v;
      }
    }
  }
  return { flat, cum };
}

/**
 * The same for two values at once, which costs little more than one: a stack is walked once, and the two sums of
 * a node lie side by side.
 */
export function sweepTwo(stacks: Stacks, nodes: Nodes, a: Float64Array, b: Float64Array): [Sums, Sums] {
  const { locationStart, locations } = stacks;
  const { start, list, single } = nodes;
  const flat = new Float64Array(2 * nodes.length);
  const cum = new Float64Array(2 * nodes.length);
  const seen = new Uint8Array(nodes.length);
  let mark = 0;
  let to = locationStart[0];
  for (let s = 0; s < stacks.length; s++) {
    const va = a[s];
    const vb = b[s];
    const from = to;
    to = locationStart[s + 1];
    if ((va === 0 && vb === 0) || from === to) continue;
    if (++mark === 256) {
      seen.fill(0);
      mark = 1;
    }
    const leaf = 2 * list[start[locations[from]]];
    flat[leaf] += va;
    flat[leaf + 1] += vb;
    for (let i = from; i < to; i++) {
      const location = locations[i];
      const node = single[location];
      if (node >= 0) {
        if (seen[node] === mark) continue;
        seen[node] = mark;
        cum[2 * node] += va;
        cum[2 * node + 1] += vb;
        continue;
      }
      const last = start[location + 1];
      for (let k = start[location]; k < last; k++) {
        const inlined = list[k];
        if (seen[inlined] === mark) continue;
        seen[inlined] = mark;
        cum[2 * inlined] += va;
        cum[2 * inlined + 1] += vb;
      }
    }
  }
  return [
    { flat: everySecond(flat, 0), cum: everySecond(cum, 0) },
    { flat: everySecond(flat, 1), cum: everySecond(cum, 1) },
  ];
}

function everySecond(column: Float64Array, first: number): Float64Array {
  const out = new Float64Array(column.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = column[2 * i + first];
  return out;
}
