// Which of the suspected lines came with the release, and what else of it touches their package?

import type { RankedUsage } from './rank-usages.ts';
import type { FileDiff } from './unified-diff.ts';

/** Lines that a release added, asked by file and line of the release's own sources. */
export interface AddedLines {
  has(file: string, line: number): boolean;
  /** True when the whole file is new. */
  isNewFile(file: string): boolean;
  /** The text of an added line, else undefined. */
  text(file: string, line: number): string | undefined;
}

/** @param diffs from the release before (old) to the release (new) */
export function addedLines(diffs: readonly FileDiff[]): AddedLines {
  const byFile = new Map<string, ReadonlyMap<number, string>>();
  for (const diff of diffs) {
    if (diff.newPath === '') continue;
    const lines = new Map<number, string>();
    for (const { added, newStart } of diff.changes)
      for (const [i, text] of added.entries()) lines.set(newStart + i, text);
    byFile.set(diff.newPath, lines);
  }
  const fresh = new Set(diffs.filter((d) => d.oldPath === '').map((d) => d.newPath));
  return {
    has: (file, line) => byFile.get(file)?.has(line) ?? false,
    isNewFile: (file) => fresh.has(file),
    text: (file, line) => byFile.get(file)?.get(line),
  };
}

/** A line of the release that touches a package, and why it is shown. */
export interface ReleaseChange {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /**
   * `uses`: calls the package; `leads`: calls what uses it; `names`: imports or names it; `requires`: go.mod line of
   * the module.
   */
  readonly kind: 'uses' | 'leads' | 'names' | 'requires';
  readonly reason: string;
}

/**
 * Added lines that touch the package of the ranked usages: the calls, best first, the calls that lead to them, where
 * else it is named, then the lines of go.mod that name its module.
 */
export function changesTouching(
  importPath: string,
  usages: readonly RankedUsage[],
  diffs: readonly FileDiff[],
): ReleaseChange[] {
  const added = addedLines(diffs);
  const out = new Map<string, ReleaseChange>();
  const add = (file: string, line: number, kind: ReleaseChange['kind'], reason: string) => {
    const text = added.text(file, line);
    const key = `${file}:${line}`;
    if (text !== undefined && !out.has(key)) out.set(key, { file, line, text: text.trim(), kind, reason });
  };
  const isCall = ({ usage: { kind } }: RankedUsage) => kind === 'call' || kind === 'composite';
  for (const { usage, reason } of usages.filter(isCall)) add(usage.file, usage.line, 'uses', reason);
  for (const { callers, usage } of usages)
    for (const c of callers) add(c.file, c.line, 'leads', `leads to ${usage.file}:${usage.line}`);
  for (const { usage, reason } of usages) add(usage.file, usage.line, 'names', reason);
  for (const { file, line } of requireLines(importPath, diffs))
    add(file, line, 'requires', `asks for the module of ${importPath}`);
  return [...out.values()];
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Added lines of go.mod files whose first path is the package's, or begins it. */
function requireLines(importPath: string, diffs: readonly FileDiff[]): Place[] {
  const places: Place[] = [];
  for (const { newPath, changes } of diffs) {
    if (!/(?:^|\/)go\.mod$/.test(newPath)) continue;
    for (const change of changes)
      change.added.forEach((text, i) => {
        const module = /^\s*(?:require\s+|replace\s+)?([^\s()]+)\s+(?:v\d|=>)/.exec(text)?.[1];
        const holds = module !== undefined && (importPath === module || importPath.startsWith(`${module}/`));
        if (holds) places.push({ file: newPath, line: change.newStart + i });
      });
  }
  return places;
}
