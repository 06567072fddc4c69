// What is in a listing of goroutines, as a document?

import type { GoroutineListing } from '../../model/goroutine-listing.ts';
import { type FrameId, NONE, type StringId } from '../../model/ids.ts';
import { frameText } from '../../model/symbols.ts';
import { type ProblemsDocument, problemsDocument } from './problems-document.ts';
import { type StackLines, stackLines } from './trace-document.ts';

/** Goroutines that are alike in all that is told here. */
export interface ListedGroup {
  readonly count: number;
  readonly state: string;
  /** Whole minutes; 0 under one. */
  readonly waitMinutes: number;
  /** `function file:line`, leaf first. */
  readonly stack: StackLines;
  /** `function file:line` of the go statement, or null: the main goroutine. */
  readonly createdBy: string | null;
  /** Where the creator itself is now, or null: it is not in the listing. */
  readonly creatorStack: StackLines | null;
}

export interface ListingDocument extends ProblemsDocument {
  readonly kind: 'goroutines';
  /** The line that says why the process stopped, or empty. */
  readonly reason: string;
  readonly total: number;
  readonly lockedToThread: number;
  /** Most goroutines first. */
  readonly groups: readonly ListedGroup[];
}

export function listingDocument(listing: GoroutineListing): ListingDocument {
  const { goroutines, symbols, reason, problems } = listing;
  const rows = new Map<string, { row: number; count: number }>();
  for (let g = 0; g < goroutines.length; g++) {
    const { state, waitMinutes, stack, createdBy } = goroutines;
    const key = `${state[g]} ${waitMinutes[g]} ${stack[g]} ${createdBy[g]} ${creatorStack(listing, g)}`;
    const known = rows.get(key);
    if (known) known.count++;
    else rows.set(key, { row: g, count: 1 });
  }
  const alike = [...rows.values()].sort((a, b) => b.count - a.count || a.row - b.row);
  return {
    kind: 'goroutines',
    reason,
    total: goroutines.length,
    lockedToThread: goroutines.lockedToThread.reduce((sum, locked) => sum + locked, 0),
    groups: alike.map(({ row, count }) => ({
      count,
      state: symbols.strings.get(goroutines.state[row] as StringId),
      waitMinutes: goroutines.waitMinutes[row],
      stack: stackLines(symbols, goroutines.stack[row]),
      createdBy: createdBy(listing, row),
      creatorStack: creatorLines(listing, row),
    })),
    ...problemsDocument(problems),
  };
}

function createdBy({ goroutines, symbols }: GoroutineListing, row: number): string | null {
  const frame = goroutines.createdBy[row];
  if (frame === NONE) return null;
  const { function: name, file, line } = frameText(symbols, frame as FrameId);
  return `${name} ${file}:${line}`;
}

/** A stack id, or -1. */
function creatorStack({ goroutines }: GoroutineListing, row: number): number {
  const creator = goroutines.creator[row];
  return creator === NONE ? NONE : goroutines.stack[creator];
}

function creatorLines(listing: GoroutineListing, row: number): StackLines | null {
  const stack = creatorStack(listing, row);
  return stack === NONE ? null : stackLines(listing.symbols, stack);
}
