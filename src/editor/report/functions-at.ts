// Which functions of the dumps are at a line of code?

import type { PlacedMark } from '../marks/active-marks.ts';

/** `starts`: the lines on which declared functions begin, ascending. */
export function functionsAt(
  marks: readonly Pick<PlacedMark, 'line' | 'mark'>[],
  line: number,
  starts: readonly number[],
): readonly string[] {
  const here = marks.filter((placed) => placed.line === line);
  const next = starts.find((start) => start > line) ?? Number.POSITIVE_INFINITY;
  const first = starts.findLast((start) => start <= line) ?? Number.POSITIVE_INFINITY;
  const around = marks.filter(({ line: at }) => at !== undefined && at >= first && at < next);
  const names = (here.length > 0 ? here : around).map(({ mark }) => mark.function);
  return [...new Set(names)].filter((name) => name !== '');
}
