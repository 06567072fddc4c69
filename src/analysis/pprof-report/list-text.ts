// How does `go tool pprof -list` print the lines of functions with their values?
// Source of the definitions: github.com/google/pprof/internal/report/source.go.

import { ReportRefusal } from '../../model/pprof-options.ts';
import { percentage } from '../../model/units.ts';
import { compileGoRegexp } from './go-regexp.ts';
import { int64At, sumOf, wrap64 } from './int64.ts';
import { existing, type Prepared, type ValueFormat, valueFormat } from './report.ts';
import type { NodeInfo } from './report-nodes.ts';
import { compareBytes, padLeft } from './text-order.ts';

/** Lines shown around those with values. */
const MARGIN = 5;

/** One function in one file, of which lines have values. */
export interface ListedRoutine {
  readonly function: string;
  /** As the profile names it; empty when it does not. */
  readonly file: string;
  /** Some line of the function that has a value: enough to look the file up. */
  readonly line: number;
  readonly nodes: readonly number[];
}

/** The lines of a source file, or why there are none. */
export type SourceText = { readonly lines: readonly string[] } | { readonly fault: string };

/** The functions whose names match, by name and file. Throws ReportRefusal when none does. */
export function listedRoutines(report: Prepared, source: string): ListedRoutine[] {
  const regexp = compileGoRegexp(source);
  const { nodes, sums, options } = report;
  const groups = new Map<string, { info: NodeInfo; nodes: number[] }>();
  for (const n of existing(sums, nodes.length, options.dropNegative)) {
    const info = nodes.info(n);
    if (!regexp.matches(info.name)) continue;
    const key = `${info.name}\0${info.file}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { info, nodes: [n] });
    else group.nodes.push(n);
  }
  if (groups.size === 0) throw new ReportRefusal(`no matches found for regexp: ${source}`);
  const routines = [...groups.values()].map(
    ({ info, nodes: rows }): ListedRoutine => ({
      function: info.name,
      file: info.file,
      line: info.line,
      nodes: rows,
    }),
  );
  return withoutNameless(
    routines.sort((a, b) => compareBytes(a.function, b.function) || compareBytes(a.file, b.file)),
  );
}

/** A function that has a file somewhere is not listed without one. */
function withoutNameless(routines: readonly ListedRoutine[]): ListedRoutine[] {
  const located = new Set(routines.filter((r) => r.file !== '').map((r) => r.function));
  return routines.filter((r) => r.file !== '' || !located.has(r.function));
}

export function listText(
  report: Prepared,
  routines: readonly ListedRoutine[],
  sourceOf: (routine: ListedRoutine) => SourceText,
): string {
  const format = valueFormat(report, report.options.unit);
  const lines = [`Total: ${format(report.total)}`];
  for (const routine of routines) {
    if (routine.file === '') lines.push(`No source information for ${routine.function}`);
    else lines.push(...routineLines(report, routine, sourceOf(routine), format));
  }
  return `${lines.join('\n')}\n`;
}

function routineLines(
  report: Prepared,
  routine: ListedRoutine,
  source: SourceText,
  format: ValueFormat,
): string[] {
  const { sums, total } = report;
  const flat = sumOf(sums.flat, routine.nodes);
  const cum = sumOf(sums.cum, routine.nodes);
  const values = `${padLeft(format(flat), 10)} ${padLeft(format(cum), 10)}`;
  return [
    `ROUTINE ======================== ${routine.function} in ${routine.file}`,
    `${values} (flat, cum) ${percentage(cum, total)} of Total`,
    ...('fault' in source ? [` Error: ${source.fault}`] : annotated(report, routine, source.lines, format)),
  ];
}

/** From the function's start, where it is known, to some lines after its last value. */
function annotated(
  { nodes, sums }: Prepared,
  routine: ListedRoutine,
  source: readonly string[],
  format: ValueFormat,
): string[] {
  const byLine = new Map<number, { flat: bigint; cum: bigint }>();
  let start = Infinity;
  let end = 0;
  for (const n of routine.nodes) {
    const { line, startLine } = nodes.info(n);
    start = Math.min(start, startLine || line - MARGIN);
    end = Math.max(end, line + MARGIN);
    const sum = byLine.get(line) ?? { flat: 0n, cum: 0n };
    byLine.set(line, { flat: sum.flat + int64At(sums.flat, n), cum: sum.cum + int64At(sums.cum, n) });
  }
  const orDot = (value = 0n) => padLeft(value === 0n ? '.' : format(wrap64(value)), 10);
  const out: string[] = [];
  for (let line = Math.max(1, start); line <= Math.min(source.length, end); line++) {
    const sum = byLine.get(line);
    out.push(`${orDot(sum?.flat)} ${orDot(sum?.cum)} ${String(line).padStart(6)}:${source[line - 1]}`);
  }
  return out;
}
