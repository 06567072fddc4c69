// Does a library's pattern fit these goroutines?

import { normaliseName } from '../../model/go-names.ts';
import { BACKGROUND_LOOPS } from './background-loops.ts';
import { CLIENTS } from './clients.ts';
import type { LibraryPattern } from './pattern.ts';
import { WATCHERS } from './watchers.ts';

export const LIBRARY_PATTERNS: readonly LibraryPattern[] = [...BACKGROUND_LOOPS, ...CLIENTS, ...WATCHERS];

/**
 * The pattern whose first start function is among these, or undefined.
 * @param stack functions on the goroutines' own stacks, where a dump shows them
 */
export function patternFor(
  patterns: readonly LibraryPattern[],
  starts: readonly string[],
  stack: readonly string[] = [],
): LibraryPattern | undefined {
  const names = starts.map(normaliseName);
  const on = stack.map(normaliseName);
  return patterns.find(
    (p) =>
      names.some((n) => p.starts[0].test(n)) &&
      (!p.on || on.some((n) => p.on!.test(n))) &&
      !(p.notOn && on.some((n) => p.notOn!.test(n))),
  );
}

/** Names by which programs use the library of this start function: `google.golang.org/grpc.NewClient`; often none. */
export function usedAs(patterns: readonly LibraryPattern[], start: string): readonly string[] {
  const name = normaliseName(start);
  return patterns.filter((p) => p.starts.some((s) => s.test(name))).flatMap((p) => p.usedAs);
}

/** Functions that make goroutines with this start function, as some library has them. */
export function entriesFor(patterns: readonly LibraryPattern[], start: string): RegExp[] {
  const name = normaliseName(start);
  return patterns.filter((p) => p.starts.some((s) => s.test(name))).map((p) => p.entries);
}
