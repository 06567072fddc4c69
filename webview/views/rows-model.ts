// Which rows of a table are shown, and in which order?

import { FLAME_OWN } from '../../src/protocol/flame.ts';
import type { RowsTable } from '../../src/protocol/views.ts';
import { matcherOf } from '../flame/find.ts';

export type RowOrder = 'flat' | 'cum' | 'otherFlat' | 'otherCum' | 'base' | 'delta' | 'name';

export interface RowsWish {
  readonly sampleType: number;
  /** A second sample type beside the first, or -1. */
  readonly other: number;
  readonly order: RowOrder;
  readonly descending: boolean;
  /** Text, or `/expression/`. */
  readonly filter: string;
  readonly ownOnly: boolean;
}

export function firstWish(sampleType: number): RowsWish {
  return { sampleType, other: -1, order: 'flat', descending: true, filter: '', ownOnly: false };
}

/** A click on a header: the other direction where it is the order already, else the greatest (or A) first. */
export function orderedBy(wish: RowsWish, order: RowOrder): RowsWish {
  if (wish.order === order) return { ...wish, descending: !wish.descending };
  return { ...wish, order, descending: order !== 'name' };
}

/** Rows that pass the filter, in order; null when the filter is a broken expression. */
export function rowsShown(table: RowsTable, wish: RowsWish): Int32Array | null {
  const filter = wish.filter.trim();
  const matches = matcherOf(filter);
  if (matches === null && filter !== '') return null;
  const inFile = table.fileNames.map((file) => (matches === null || matches(file) ? 1 : 0));
  const kept: number[] = [];
  for (let row = 0; row < table.names.length; row++) {
    if (wish.ownOnly && table.owner[row] !== FLAME_OWN) continue;
    const file = table.file[row]!;
    if (matches !== null && !matches(table.names[row]!) && !(file >= 0 && inFile[file] === 1)) continue;
    kept.push(row);
  }
  return Int32Array.from(kept.sort(comparison(table, wish)));
}

/** What a row has now and had in the baseline, with all that it calls; the baseline by the dump's length of time. */
export interface ComparedRow {
  readonly now: number;
  readonly base: number;
  /** As the baseline's dump has it. */
  readonly written: number;
}

/** Null where the table has no baseline, or none of this sample type. */
export function comparedRow({ cum, base }: RowsTable, sampleType: number, row: number): ComparedRow | null {
  const at = base?.types.indexOf(sampleType) ?? -1;
  if (base === undefined || at < 0) return null;
  const written = base.cum[at]![row]!;
  return { now: cum[sampleType]![row]!, base: written * base.scale, written };
}

/** Values by their size, equal ones by name, as pprof's listings are ordered; changes by the greatest rise. */
function comparison(table: RowsTable, { sampleType, other, order, descending }: RowsWish) {
  const direction = descending ? -1 : 1;
  const { names } = table;
  const byName = (a: number, b: number) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : a - b);
  if (order === 'name') return (a: number, b: number) => direction * byName(a, b);
  const value = valueFor(table, order, sampleType, other);
  return (a: number, b: number) => direction * (value(a) - value(b)) || byName(a, b);
}

function valueFor(
  table: RowsTable,
  order: RowOrder,
  sampleType: number,
  other: number,
): (row: number) => number {
  if (order === 'base') return (row) => comparedRow(table, sampleType, row)?.written ?? 0;
  if (order === 'delta') {
    return (row) => {
      const compared = comparedRow(table, sampleType, row);
      return compared === null ? 0 : compared.now - compared.base;
    };
  }
  const type = order === 'flat' || order === 'cum' ? sampleType : other;
  const columns = order === 'flat' || order === 'otherFlat' ? table.flat : table.cum;
  const values = columns[type] ?? table.flat[sampleType]!;
  return (row) => Math.abs(values[row]!);
}
