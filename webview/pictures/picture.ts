// How is a piece of evidence drawn small?

import type { Picture } from '../../src/protocol/answers.ts';
import { type Child, el } from '../dom.ts';
import { bars } from './bars.ts';
import { curves } from './curves.ts';

/** The pictures side by side; `head` makes the words of a head. */
export function pictures(all: readonly Picture[], head: (picture: Picture) => Child): HTMLElement {
  return el(
    'div',
    { class: 'pictures' },
    all.map((picture) => card(picture, head(picture))),
  );
}

function card(picture: Picture, head: Child): HTMLElement {
  return el('figure', { class: 'card picture' }, [
    el('figcaption', {}, [
      el('h3', { title: picture.title }, [head]),
      el('p', { class: 'subtitle dim', title: picture.subtitle }, [picture.subtitle]),
    ]),
    picture.kind === 'curves' ? curves(picture) : bars(picture),
  ]);
}
