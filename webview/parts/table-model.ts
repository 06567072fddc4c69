// Which rows of a function table are shown, and in which order?

import type { TopRow, TopTable } from '../../src/protocol/answers.ts';
import { isOwnCode } from '../words.ts';

export type OrderBy = 'flat' | 'cum' | 'function';

/** How the reader wants to see a table. */
export interface TableView {
  readonly sampleType: number;
  readonly by: OrderBy;
  readonly descending: boolean;
  /** Kept when function or file contain it, whatever the case. */
  readonly filter: string;
  /** Only the functions of the workspace. */
  readonly ownOnly: boolean;
  /** Rows shown at most. */
  readonly limit: number;
}

export const ROWS_AT_FIRST = 50;

export function firstView(sampleType: number): TableView {
  return { sampleType, by: 'flat', descending: true, filter: '', ownOnly: false, limit: ROWS_AT_FIRST };
}

/** A click on a header: the other direction where it is the order already, else the greatest (or A) first. */
export function orderedBy(view: TableView, by: OrderBy): TableView {
  if (view.by === by) return { ...view, descending: !view.descending };
  return { ...view, by, descending: by !== 'function' };
}

/** The rows that pass the filter, in order; of equals, the first in the table first. */
export function matchingRows(rows: readonly TopRow[], view: TableView): readonly TopRow[] {
  const needle = view.filter.trim().toLowerCase();
  const kept = rows.filter((row) => (!view.ownOnly || isOwnCode(row.site)) && contains(row, needle));
  const sign = view.descending ? -1 : 1;
  return kept.sort((a, b) => sign * compare(a, b, view));
}

function contains(row: TopRow, needle: string): boolean {
  return (
    needle === '' || row.function.toLowerCase().includes(needle) || row.file.toLowerCase().includes(needle)
  );
}

/** Flat breaks ties of cum and the other way round, as pprof's listings do. */
function compare(a: TopRow, b: TopRow, { by, sampleType }: TableView): number {
  if (by === 'function') return a.function < b.function ? -1 : a.function > b.function ? 1 : 0;
  const flat = Math.abs(a.flat[sampleType] ?? 0) - Math.abs(b.flat[sampleType] ?? 0);
  const cum = Math.abs(a.cum[sampleType] ?? 0) - Math.abs(b.cum[sampleType] ?? 0);
  return by === 'flat' ? flat || cum : cum || flat;
}

/** Whether all functions are in hand; else an order by other values needs asking. */
export function isWhole(table: TopTable): boolean {
  return table.rows.length >= table.functions;
}
