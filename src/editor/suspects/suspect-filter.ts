// Which suspects does the user want to see in the tree?

import type { ReportFinding } from '../../protocol/answers.ts';

export const LIKELY = 0.5;

/** Kinds that are hidden, and whether only likely suspects are shown. */
export interface SuspectFilter {
  readonly hiddenKinds: ReadonlySet<ReportFinding['kind']>;
  readonly onlyLikely: boolean;
}

export const SHOW_ALL: SuspectFilter = { hiddenKinds: new Set(), onlyLikely: false };

export function passes({ hiddenKinds, onlyLikely }: SuspectFilter, finding: ReportFinding): boolean {
  return !hiddenKinds.has(finding.kind) && (!onlyLikely || finding.confidence >= LIKELY);
}

/** True when the filter can hide something. */
export function isFiltering({ hiddenKinds, onlyLikely }: SuspectFilter): boolean {
  return onlyLikely || hiddenKinds.size > 0;
}
