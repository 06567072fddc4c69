// What became of a value since the baseline, and how is that told without a colour?

export type ChangeKind = 'new' | 'grown' | 'same' | 'shrunk' | 'gone';

export interface Change {
  readonly kind: ChangeKind;
  /** 0 for the same, 1 for twice as much or half, more for more; at most 3, as are new and gone. */
  readonly degree: number;
}

/** Less than this, up or down, is the noise of sampling. */
const STEADY_RATIO = 1.2;
const MOST_DEGREE = 3;

/** `base` is of the same length of time already. */
export function changeOf(now: number, base: number): Change {
  const [a, b] = [Math.abs(now), Math.abs(base)];
  if (a === 0 && b === 0) return { kind: 'same', degree: 0 };
  if (b === 0) return { kind: 'new', degree: MOST_DEGREE };
  if (a === 0) return { kind: 'gone', degree: MOST_DEGREE };
  const ratio = a / b;
  if (ratio < STEADY_RATIO && ratio > 1 / STEADY_RATIO) return { kind: 'same', degree: 0 };
  const degree = Math.min(MOST_DEGREE, Math.abs(Math.log2(ratio)));
  return { kind: ratio > 1 ? 'grown' : 'shrunk', degree };
}

/** A sign before the name: read without colours, and in contrast themes. */
export const CHANGE_SIGNS: Readonly<Record<ChangeKind, string>> = {
  new: '✚',
  grown: '▲',
  same: '',
  shrunk: '▼',
  gone: '✕',
};
