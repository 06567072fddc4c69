// How does a sentence of a finding look, with its code and its commands?

import { type Child, el } from '../dom.ts';
import { parseProse, type Segment } from '../prose.ts';
import { say } from '../say.ts';

export type CopyText = (text: string) => void;

/** A paragraph; code in the code font, a command as a link that copies it. */
export function prose(sentence: string, copy: CopyText): HTMLElement {
  return el('p', {}, spans(sentence, copy));
}

export function spans(sentence: string, copy: CopyText): readonly Child[] {
  return parseProse(sentence).map((segment) => spanOf(segment, copy));
}

function spanOf(segment: Segment, copy: CopyText): Child {
  if (segment.kind === 'code') return el('code', {}, [segment.text]);
  if (segment.kind === 'command') return copyLink(segment.text, copy);
  return segment.text;
}

function copyLink(command: string, copy: CopyText): HTMLElement {
  const link: HTMLButtonElement = el('button', { type: 'button', class: 'link copy', title: command }, [
    say('copy the command'),
  ]);
  link.addEventListener('click', () => {
    copy(command);
    link.textContent = say('copied');
    setTimeout(() => (link.textContent = say('copy the command')), 2000);
  });
  return link;
}
