// What do the colours, the letters and the boxes of a flame graph mean?

import { type Child, el } from '../dom.ts';
import { CHANGE_SIGNS, type ChangeKind } from '../flame/changes.ts';
import type { ColourBy } from '../flame/colours.ts';
import { say } from '../say.ts';

const CHANGES: readonly (readonly [ChangeKind, string])[] = [
  ['new', 'new'],
  ['grown', 'grown'],
  ['same', 'hardly changed'],
  ['shrunk', 'shrunk'],
  ['gone', 'gone'],
];
const OWNERS: readonly (readonly [string, string])[] = [
  ['own', 'this workspace'],
  ['library', 'libraries'],
  ['runtime', 'Go itself'],
];

/** Whose code it is shows in the letters of every theme, whatever the colours tell. */
export function legendOf(colourBy: ColourBy, beside: boolean): readonly Child[] {
  const kind = colourBy === 'owner' ? '' : 'letters';
  const owners = OWNERS.map(([owner, text]) => entry(`${owner} ${kind}`, say(text)));
  return [...owners, ...hues(colourBy), beside && say('Widths are of the dump and the baseline together.')];
}

/** Contrast themes have no hues. */
function hues(colourBy: ColourBy): readonly Child[] {
  if (colourBy === 'change')
    return CHANGES.map(([kind, text]) => entry(kind, `${CHANGE_SIGNS[kind]} ${say(text)}`.trim()));
  if (colourBy === 'owner') return [];
  const text =
    colourBy === 'share'
      ? say('The redder, the greater the share.')
      : say('One hue per package; grey is Go itself.');
  return [el('span', { class: 'hues' }, [text])];
}

function entry(kind: string, text: string): HTMLElement {
  return el('span', { class: `legend-entry ${kind}`.trim() }, [
    el('span', { class: 'swatch', 'aria-hidden': 'true' }),
    text,
  ]);
}
