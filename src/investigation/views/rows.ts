// Which rows does a table of functions, lines, files or packages have?

import { neighboursOf } from '../../analysis/totals/neighbours.ts';
import { cleanPath, functionNodes, groupNodes, lineNodes, type Nodes } from '../../analysis/totals/nodes.ts';
import { allTotals } from '../../analysis/totals/totals.ts';
import { packageOf } from '../../model/go-names.ts';
import { type FunctionId, NONE } from '../../model/ids.ts';
import type { Owners } from '../../model/ownership.ts';
import type { Profile } from '../../model/profile.ts';
import { functionFile, functionName } from '../../model/symbols.ts';
import type {
  NeighbourRow,
  NeighbourRows,
  NeighboursRequest,
  RowsBy,
  RowsRequest,
  RowsTable,
} from '../../protocol/views.ts';
import { ownerOfNodes } from './flame.ts';

/** Rows sent at most; more than a person looks through. */
const MOST_ROWS = 100_000;
const MOST_NEIGHBOURS = 200;

/** The tables of one profile; each kind of node is made once. */
export class RowTables {
  private readonly nodes = new Map<RowsBy, Nodes>();

  constructor(
    private readonly profile: Profile,
    private readonly owners: Owners,
  ) {}

  rows({ dump, by }: RowsRequest): RowsTable {
    const { profile } = this;
    const nodes = this.nodesBy(by);
    const totals = allTotals(profile, nodes);
    const kept = keptNodes(nodes, totals);
    const column = (values: Float64Array) => Float64Array.from(kept, (node) => values[node]);
    return {
      dump,
      by,
      sampleTypes: profile.sampleTypes.map((type, t) => ({ ...type, total: totals[t].total })),
      names: Array.from(kept, (node) => nodes.name(node)),
      ...this.places(nodes, kept, by),
      owner: pick(ownerOfNodes(profile, nodes, this.owners), kept),
      flat: totals.map((t) => column(t.flat)),
      cum: totals.map((t) => column(t.cum)),
    };
  }

  neighbours({ by, name, sampleType }: NeighboursRequest): NeighbourRows {
    const nodes = this.nodesBy(by);
    const node = Array.from({ length: nodes.length }, (_, n) => nodes.name(n)).indexOf(name);
    if (node < 0) throw new Error('This row is not in the profile.');
    const { callers, callees } = neighboursOf(this.profile, nodes, sampleType, node);
    const told = (edges: typeof callers): NeighbourRow[] =>
      edges.slice(0, MOST_NEIGHBOURS).map((edge) => ({ name: nodes.name(edge.node), value: edge.value }));
    return { callers: told(callers), callees: told(callees) };
  }

  private nodesBy(by: RowsBy): Nodes {
    let nodes = this.nodes.get(by);
    if (nodes === undefined) this.nodes.set(by, (nodes = nodesOf(this.profile, by)));
    return nodes;
  }

  private places(nodes: Nodes, kept: Int32Array, by: RowsBy): Pick<RowsTable, 'file' | 'fileNames' | 'line'> {
    const { symbols } = this.profile;
    const ids = new Map<string, number>();
    const line = new Int32Array(kept.length);
    const file = Int32Array.from(kept, (node, at) => {
      const frame = nodes.frame[node];
      if (frame === NONE || by === 'packages') return NONE;
      const fn = symbols.frames.function[frame] as FunctionId;
      if (by === 'lines') line[at] = symbols.frames.line[frame];
      else if (by === 'functions') line[at] = symbols.functions.startLine[fn];
      const text = functionFile(symbols, fn);
      if (text === '') return NONE;
      const known = ids.get(text) ?? ids.size;
      ids.set(text, known);
      return known;
    });
    return { file, fileNames: [...ids.keys()], line };
  }
}

function nodesOf(profile: Profile, by: RowsBy): Nodes {
  if (by === 'functions') return functionNodes(profile);
  if (by === 'lines') return lineNodes(profile);
  const { symbols } = profile;
  const texts: (string | undefined)[] = [];
  return groupNodes(profile, (frame) => {
    const fn = symbols.frames.function[frame] as FunctionId;
    texts[fn] ??=
      by === 'files' ? cleanPath(functionFile(symbols, fn)) : packageName(functionName(symbols, fn));
    return texts[fn];
  });
}

/** Code without a package (C, assembler) stays under its own name. */
function packageName(name: string): string {
  return packageOf(name) || name;
}

/** Nodes with any value, the greatest of the first sample type that has some first. */
function keptNodes(nodes: Nodes, totals: readonly { flat: Float64Array; cum: Float64Array }[]): Int32Array {
  const kept: number[] = [];
  for (let node = 0; node < nodes.length; node++)
    if (totals.some(({ flat, cum }) => flat[node] !== 0 || cum[node] !== 0)) kept.push(node);
  if (kept.length <= MOST_ROWS) return Int32Array.from(kept);
  const weight = (node: number) => Math.max(...totals.map(({ cum }) => Math.abs(cum[node])));
  return Int32Array.from(kept.sort((a, b) => weight(b) - weight(a)).slice(0, MOST_ROWS));
}

function pick(values: Uint8Array, kept: Int32Array): Uint8Array {
  return Uint8Array.from(kept, (node) => values[node]);
}
