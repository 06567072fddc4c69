// Which dump proves which part of the finding?

import type { Evidence, SetCheckItem } from '../../src/protocol/answers.ts';
import { el } from '../dom.ts';
import { baseName } from '../text.ts';

interface Line {
  readonly dump: string;
  readonly text: string;
}

/** Evidence, one line per proof; the dump's name leads to its tab. */
export function evidenceList(evidence: readonly Evidence[], showDump: (path: string) => void): HTMLElement {
  return lines('Evidence', evidence, showDump);
}

/** What each file is worth, and whether they belong together. */
export function setCheckList(items: readonly SetCheckItem[], showDump: (path: string) => void): HTMLElement {
  return lines('The files', items, showDump);
}

function lines(title: string, all: readonly Line[], showDump: (path: string) => void): HTMLElement {
  const rows = all.map(({ dump, text }) =>
    el('tr', {}, [el('th', { scope: 'row' }, [dumpLink(dump, showDump)]), el('td', {}, [text])]),
  );
  return el('section', { class: 'card lines' }, [
    el('h3', {}, [title]),
    el('table', { 'aria-label': title }, [el('tbody', {}, rows)]),
  ]);
}

/** An item about the whole set has no dump to lead to. */
function dumpLink(path: string, showDump: (path: string) => void): HTMLElement {
  if (path === '') return el('span', { class: 'dim' }, ['all']);
  return el(
    'button',
    { type: 'button', class: 'link', title: `Show ${path}`, onclick: () => showDump(path) },
    [baseName(path)],
  );
}
