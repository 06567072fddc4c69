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

/** The rows that pass the filter, in order. */
export function matchingRows(rows: readonly TopRow[], view: TableView): readonly TopRow[] {
  const needle = view.filter.trim().toLowerCase();
  const kept = rows.filter((row) => (!view.ownOnly || isOwnCode(row.site)) && contains(row, needle));
  const direction = view.descending ? -1 : 1;
  return kept.sort((a, b) => compare(a, b, view, direction));
}

function contains(row: TopRow, needle: string): boolean {
  return (
    needle === '' || row.function.toLowerCase().includes(needle) || row.file.toLowerCase().includes(needle)
  );
}

/** Values by their size, equal ones by name, as pprof's listings are ordered. */
function compare(a: TopRow, b: TopRow, { by, sampleType }: TableView, direction: 1 | -1): number {
  const byName = compareText(a.function, b.function);
  if (by === 'function') return direction * byName;
  const [first, second] = by === 'flat' ? [sizeOfFlat, sizeOfCum] : [sizeOfCum, sizeOfFlat];
  return (
    direction * (first(a, sampleType) - first(b, sampleType)) ||
    byName ||
    second(b, sampleType) - second(a, sampleType)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sizeOfFlat(row: TopRow, sampleType: number): number {
  return Math.abs(row.flat[sampleType] ?? 0);
}

function sizeOfCum(row: TopRow, sampleType: number): number {
  return Math.abs(row.cum[sampleType] ?? 0);
}

/** Whether all functions are in hand; else an order by other values needs asking. */
export function isWhole(table: TopTable): boolean {
  return table.rows.length >= table.functions;
}
