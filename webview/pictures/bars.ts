// How are shares drawn? One bar per line, its words on it.

import type { Picture } from '../../src/protocol/answers.ts';
import { el } from '../dom.ts';

type Bars = Extract<Picture, { kind: 'bars' }>;

export function bars(picture: Bars): HTMLElement {
  return el(
    'ul',
    { class: 'bars' },
    picture.bars.map(({ label, text, share, tone }) =>
      el('li', { class: tone, title: `${label} ${text}` }, [
        el('span', { class: 'bar', vars: { '--width': widthOf(share) }, 'aria-hidden': 'true' }),
        el('span', { class: 'bar-label' }, [label]),
        el('span', { class: 'bar-text' }, [text]),
      ]),
    ),
  );
}

/** At least a hair's breadth, so that a small share is not taken for none. */
function widthOf(share: number): string {
  if (!(share > 0)) return '0%';
  return `${Math.max(0.5, Math.min(1, share) * 100).toFixed(2)}%`;
}
