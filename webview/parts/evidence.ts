// Which dump proves which part of the finding?

import type { Evidence, SetCheckItem } from '../../src/protocol/answers.ts';
import { el } from '../dom.ts';
import { say } from '../say.ts';
import { baseName } from '../text.ts';
import type { Actions } from './finding.ts';
import { spans } from './prose.ts';

interface Line {
  readonly dump: string;
  readonly text: string;
}

/** Evidence, one line per proof; the dump's name leads to its tab. */
export function evidenceList(evidence: readonly Evidence[], actions: Actions): HTMLElement {
  return lines(say('Evidence'), evidence, actions);
}

/** What each file is worth, and whether they belong together. */
export function setCheckList(items: readonly SetCheckItem[], actions: Actions): HTMLElement {
  return lines(say('The files'), items, actions);
}

function lines(title: string, all: readonly Line[], actions: Actions): HTMLElement {
  const rows = all.map(({ dump, text }) =>
    el('tr', {}, [
      el('th', { scope: 'row' }, [dumpLink(dump, actions)]),
      el('td', {}, spans(text, actions.copy)),
    ]),
  );
  return el('section', { class: 'card lines' }, [
    el('h3', {}, [title]),
    el('table', { 'aria-label': title }, [el('tbody', {}, rows)]),
  ]);
}

/** An item about the whole set has no dump to lead to. */
function dumpLink(path: string, { showDump }: Pick<Actions, 'showDump'>): HTMLElement {
  if (path === '') return el('span', { class: 'dim' }, [say('all')]);
  return el(
    'button',
    { type: 'button', class: 'link', title: say('Show {0}', path), onclick: () => showDump(path) },
    [baseName(path)],
  );
}
