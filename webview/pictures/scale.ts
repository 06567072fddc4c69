// Where do the points of curves lie in a square of 100 by 100, whose y points down?
//
//   (0, 0) (5, 10)  ──►  (0, 100) (100, TOP)

import type { Point } from '../../src/protocol/answers.ts';

export type Line = readonly Point[];

/** Room above the highest point. */
const TOP = 6;

/** All curves on one scale: x from the least to the greatest, y from zero (or below) to the greatest. */
export function scaleCurves(curves: readonly Line[]): readonly Line[] {
  const all = curves.flat().filter(isFinitePoint);
  const [xMin, xMax] = range(all.map(([x]) => x));
  const [yMin, yMax] = range([0, ...all.map(([, y]) => y)]);
  const xScale = xMax > xMin ? 100 / (xMax - xMin) : 0;
  const yScale = yMax > yMin ? (100 - TOP) / (yMax - yMin) : 0;
  return curves.map((curve) =>
    curve.filter(isFinitePoint).map(([x, y]): Point => [(x - xMin) * xScale, 100 - (y - yMin) * yScale]),
  );
}

/** y of a line at x by straight steps between its points; null outside of it. */
export function heightAt(line: Line, x: number): number | null {
  for (let i = 1; i < line.length; i++) {
    const [x0, y0] = line[i - 1]!;
    const [x1, y1] = line[i]!;
    if (x < x0 || x > x1) continue;
    return x1 === x0 ? Math.min(y0, y1) : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return null;
}

function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function range(values: readonly number[]): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}
