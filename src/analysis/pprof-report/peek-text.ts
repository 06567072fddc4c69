// How does `go tool pprof -peek` print the callers and callees of functions?

import { ReportRefusal } from '../../model/pprof-options.ts';
import { percentage } from '../../model/units.ts';
import { compileGoRegexp } from './go-regexp.ts';
import type { Edges } from './graph.ts';
import { compareSizes, int64At, wrap64 } from './int64.ts';
import { legendLines } from './legend.ts';
import {
  chooseRows,
  cumOf,
  flatOf,
  marked,
  type Prepared,
  reportUnit,
  UNTRIMMED,
  type ValueFormat,
  valueFormat,
} from './report.ts';
import { compareBytes, padLeft } from './text-order.ts';

const SEPARATOR = '----------------------------------------------------------+-------------';
const LEGEND = '      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t ';

/** Throws ReportRefusal when no row matches. */
export function peekText(report: Prepared, source: string): string {
  const regexp = compileGoRegexp(source);
  const rows = chooseRows(report, UNTRIMMED);
  const format = valueFormat(report, reportUnit(report, rows.nodes));
  const wanted = rows.nodes.filter((n) => regexp.matches(report.nodes.name(n)));
  if (wanted.length === 0) throw new ReportRefusal(`no matches found for regexp: ${source}`);
  const marks = marked(wanted, report.nodes.length);
  const edges = report.values.edges(report.nodes, undefined, marks, marks);
  const neighbours = new Neighbours(report, edges, format);
  const lines = [...legendLines(report, rows, UNTRIMMED, format), SEPARATOR, LEGEND];
  let sum = 0n;
  for (const n of wanted) {
    sum = wrap64(sum + flatOf(report, n));
    lines.push(
      SEPARATOR,
      ...neighbours.callers(n),
      rowLine(report, n, sum, format),
      ...neighbours.callees(n),
    );
  }
  lines.push(SEPARATOR);
  return `${lines.join('\n')}\n`;
}

function rowLine(report: Prepared, node: number, sum: bigint, format: ValueFormat): string {
  const { total, nodes } = report;
  const flat = flatOf(report, node);
  const cum = cumOf(report, node);
  const ofFlat = `${padLeft(format(flat), 10)} ${percentage(flat, total)} ${percentage(sum, total)}`;
  return `${ofFlat} ${padLeft(format(cum), 10)} ${percentage(cum, total)}                | ${nodes.name(node)}`;
}

/** The lines above and below a row, heaviest first. */
class Neighbours {
  private readonly into = new Map<number, number[]>();
  private readonly outOf = new Map<number, number[]>();

  constructor(
    private readonly report: Prepared,
    private readonly edges: Edges,
    private readonly format: ValueFormat,
  ) {
    for (let e = 0; e < edges.length; e++) {
      addTo(this.into, edges.to[e], e);
      addTo(this.outOf, edges.from[e], e);
    }
  }

  callers(node: number): string[] {
    return this.lines(this.into.get(node) ?? [], this.edges.from, node);
  }

  callees(node: number): string[] {
    return this.lines(this.outOf.get(node) ?? [], this.edges.to, node);
  }

  private lines(found: readonly number[], ends: Int32Array, node: number): string[] {
    const { report, edges, format } = this;
    const cum = cumOf(report, node);
    const name = (e: number) => report.nodes.name(ends[e]);
    return [...found]
      .sort((a, b) => compareSizes(edges.weight, a, b) || compareBytes(name(a), name(b)))
      .map((e) => {
        const weight = int64At(edges.weight, e);
        const share = `${padLeft(format(weight), 50)} ${percentage(weight, cum)}`;
        return `${share} |   ${name(e)}${edges.inline[e] === 1 ? ' (inline)' : ''}`;
      });
  }
}

function addTo(groups: Map<number, number[]>, key: number, value: number): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
