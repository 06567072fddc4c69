// How is a piece of evidence drawn small?

import type { Picture } from '../../src/protocol/answers.ts';
import { el } from '../dom.ts';
import { bars } from './bars.ts';
import { curves } from './curves.ts';

/** The pictures side by side. */
export function pictures(all: readonly Picture[]): HTMLElement {
  return el('div', { class: 'pictures' }, all.map(card));
}

function card(picture: Picture): HTMLElement {
  return el('figure', { class: 'card picture' }, [
    el('figcaption', {}, [
      el('h3', { title: picture.title }, [picture.title]),
      el('p', { class: 'subtitle dim', title: picture.subtitle }, [picture.subtitle]),
    ]),
    picture.kind === 'curves' ? curves(picture) : bars(picture),
  ]);
}
