// The profiled sources are not the ones on disk: where is each profiled line now?

import type { Change, FileDiff } from './unified-diff.ts';

/**
 * `same`: nothing before it changed; `moved`: the same text on another line; `changed`: other text in its place;
 * `gone`: nothing in its place. `line` is where the line is now, or where it would be.
 */
export interface Drift {
  readonly state: 'same' | 'moved' | 'changed' | 'gone';
  readonly file: string;
  readonly line: number;
}

/** True while the same text stands somewhere. */
export function isKept(state: Drift['state']): boolean {
  return state === 'same' || state === 'moved';
}

/** Where lines of the profiled commit are in the checkout. */
export interface LineHistory {
  readonly drift: (file: string, line: number) => Drift;
  /** Files of the profiled commit that the checkout has under another path, or not at all. */
  readonly lost: ReadonlySet<string>;
}

/** Files of the profiled commit that the checkout has under another path, or not at all. */
export function lostFiles(diffs: readonly FileDiff[]): ReadonlySet<string> {
  return new Set(diffs.filter((d) => d.oldPath !== '' && d.oldPath !== d.newPath).map((d) => d.oldPath));
}

/** Follows lines of the profiled commit (old) to the checkout (new). */
export function driftOf(diffs: readonly FileDiff[]): (file: string, line: number) => Drift {
  const byOldPath = new Map(diffs.filter((d) => d.oldPath !== '').map((d) => [d.oldPath, d]));
  return (file, line) => {
    const diff = byOldPath.get(file);
    if (!diff) return { state: 'same', file, line };
    if (diff.newPath === '') return { state: 'gone', file, line };
    return driftInFile(diff, line);
  };
}

function driftInFile(diff: FileDiff, line: number): Drift {
  const change = lastBefore(diff.changes, line);
  const file = diff.newPath;
  if (!change) return { state: file === diff.oldPath ? 'same' : 'moved', file, line };
  const inside = line - change.oldStart;
  if (inside < change.removed.length) return driftInChange(file, change, inside);
  const now = change.newStart + change.added.length + inside - change.removed.length;
  return { state: now === line && file === diff.oldPath ? 'same' : 'moved', file, line: now };
}

/** The last change that begins at or before the line. */
function lastBefore(changes: readonly Change[], line: number): Change | undefined {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle].oldStart <= line) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}

/** A removed line that comes again among the added ones, but for its indentation, has only moved. */
function driftInChange(file: string, { removed, added, newStart }: Change, inside: number): Drift {
  if (added.length === 0) return { state: 'gone', file, line: newStart };
  const text = removed[inside].trim();
  const which = removed.slice(0, inside).filter((l) => l.trim() === text).length;
  const again = added.flatMap((l, i) => (l.trim() === text ? [i] : []))[which];
  if (again !== undefined && text !== '') return { state: 'moved', file, line: newStart + again };
  return { state: 'changed', file, line: newStart + Math.min(inside, added.length - 1) };
}
