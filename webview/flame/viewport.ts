// Which part of the tree is looked at, after zooming, panning and scrolling?

import type { Span } from './layout.ts';

/** No narrower: below it a pixel is less than rounding errors of x. */
const NARROWEST = 1e-9;

/** The span grown (factor > 1) or shrunk about a place that stays where it is. */
export function zoomed({ from, to }: Span, about: number, factor: number): Span {
  const width = Math.min(1, Math.max(NARROWEST, (to - from) * factor));
  const share = to > from ? (about - from) / (to - from) : 0.5;
  return kept(about - share * width, width);
}

/** The span moved by a part of its own width; it stays inside the whole. */
export function panned({ from, to }: Span, by: number): Span {
  const width = to - from;
  return kept(from + by * width, width);
}

function kept(from: number, width: number): Span {
  const start = Math.min(1 - width, Math.max(0, from));
  return { from: start, to: Math.min(1, start + width) };
}

/** Where between two spans an eased movement is, at 0 to 1 of its time. */
export function between(a: Span, b: Span, time: number): Span {
  const eased = 1 - (1 - time) ** 3;
  return { from: a.from + (b.from - a.from) * eased, to: a.to + (b.to - a.to) * eased };
}
