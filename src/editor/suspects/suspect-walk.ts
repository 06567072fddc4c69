// Which suspect comes next?

import type { ReportFinding } from '../../protocol/answers.ts';

/** Index of the finding after (`step` 1) or before (-1) `current`, round and round, among those with code to show. */
export function neighbour(
  findings: readonly ReportFinding[],
  current: number,
  step: 1 | -1,
): number | undefined {
  const count = findings.length;
  for (let tried = 1; tried <= count; tried++) {
    const start = current < 0 && step < 0 ? 0 : current;
    const index = (((start + step * tried) % count) + count) % count;
    if (findings[index]!.site.mappedBy !== 'none') return index;
  }
  return undefined;
}
