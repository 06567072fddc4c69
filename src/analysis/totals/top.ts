// In which order does a table list its nodes?
// Source of the order: github.com/google/pprof/internal/graph, Nodes.Sort.

import type { Totals } from './totals.ts';

/** Nodes with a flat or a cum, as `go tool pprof -top` (or `-top -cum`) lists them. */
export function topNodes(totals: Totals, by: 'flat' | 'cum'): number[] {
  const first = by === 'flat' ? totals.flat : totals.cum;
  const last = by === 'flat' ? totals.cum : totals.flat;
  const { name } = totals.nodes;
  const shown: number[] = [];
  for (let n = 0; n < totals.nodes.length; n++)
    if (totals.flat[n] !== 0 || totals.cum[n] !== 0) shown.push(n);
  return shown.sort(
    (a, b) =>
      Math.abs(first[b]) - Math.abs(first[a]) ||
      compareText(name(a), name(b)) ||
      Math.abs(last[b]) - Math.abs(last[a]),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
