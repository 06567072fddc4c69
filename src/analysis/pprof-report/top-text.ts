// How does `go tool pprof -top` print a report?

import { percentage } from '../../model/units.ts';
import { abs64, int64At, wrap64 } from './int64.ts';
import { legendLines } from './legend.ts';
import {
  chooseRows,
  cumOf,
  flatOf,
  type Limits,
  marked,
  type Prepared,
  type Rows,
  reportUnit,
  UNTRIMMED,
  valueFormat,
} from './report.ts';
import { padLeft } from './text-order.ts';

export function topText(report: Prepared): string {
  const { options, total, nodes } = report;
  const limits: Limits = options.trim ? options : UNTRIMMED;
  const rows = chooseRows(report, limits);
  const format = valueFormat(report, reportUnit(report, rows.nodes));
  const inline = inlineMarks(report, rows);
  const lines = legendLines(report, rows, limits, format);
  lines.push('      flat  flat%   sum%        cum   cum%');
  let sum = 0n;
  for (const n of rows.nodes) {
    const flat = flatOf(report, n);
    const cum = cumOf(report, n);
    sum = wrap64(sum + flat);
    const ofFlat = `${padLeft(format(flat), 10)} ${percentage(flat, total)} ${percentage(sum, total)}`;
    const ofCum = `${padLeft(format(cum), 10)} ${percentage(cum, total)}`;
    lines.push(`${ofFlat} ${ofCum}  ${nodes.name(n)}${inline(n)}`);
  }
  return `${lines.join('\n')}\n`;
}

const CALLED = 1;
const INLINED = 2;
const MARKS: Readonly<Record<number, string>> = {
  [INLINED]: ' (inline)',
  [INLINED | CALLED]: ' (partial-inline)',
};

/** The mark of each row: what the edges that lead to it say, those that are too light left out. */
function inlineMarks(report: Prepared, rows: Rows): (node: number) => string {
  const candidates = inlineCandidates(report, rows);
  const marks = new Uint8Array(report.nodes.length);
  if (candidates.includes(1)) {
    const edges = report.values.edges(report.nodes, rows.kept, candidates);
    for (let e = 0; e < edges.length; e++)
      if (abs64(int64At(edges.weight, e)) >= rows.edgeCutoff)
        marks[edges.to[e]] |= edges.inline[e] === 1 ? INLINED : CALLED;
  }
  return (node) => MARKS[marks[node]] ?? '';
}

/** Only rows that some location holds as an inlined frame can have a mark. */
function inlineCandidates({ nodes }: Prepared, rows: Rows): Uint8Array {
  const shown = marked(rows.nodes, nodes.length);
  const candidates = new Uint8Array(nodes.length);
  for (let l = 0; l + 1 < nodes.start.length; l++)
    for (let k = nodes.start[l]; k < nodes.start[l + 1] - 1; k++)
      candidates[nodes.list[k]] = shown[nodes.list[k]];
  return candidates;
}
