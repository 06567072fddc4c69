// How does a cell of a table say what became of a value since the baseline?

import { el } from '../dom.ts';
import { CHANGE_SIGNS, type ChangeKind, changeOf } from '../flame/changes.ts';
import { say } from '../say.ts';

const WORDS: Readonly<Record<ChangeKind, string>> = {
  new: 'new',
  grown: 'grown',
  same: '',
  shrunk: 'shrunk',
  gone: 'gone',
};

/** A sign and a word; the colour only repeats them. `base` is of the same length of time. */
export function changeCell(now: number, base: number): HTMLElement {
  const { kind } = changeOf(now, base);
  return el('td', { class: `change ${kind}` }, kind === 'same' ? [] : [changeLabel(kind)]);
}

export function changeLabel(kind: ChangeKind): HTMLElement {
  const text = WORDS[kind] === '' ? '' : say(WORDS[kind]);
  return el('span', { class: `change ${kind}` }, [`${CHANGE_SIGNS[kind]} ${text}`.trim()]);
}
