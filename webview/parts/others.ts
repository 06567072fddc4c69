// What else was found, below the verdict?

import type { ReportFinding } from '../../src/protocol/answers.ts';
import { append, type Child, el } from '../dom.ts';
import { plainProse } from '../prose.ts';
import { say } from '../say.ts';
import { confidenceText } from '../text.ts';
import { evidenceList } from './evidence.ts';
import { type Actions, body, evidencePictures, kindTag } from './finding.ts';
import { siteLink } from './site.ts';

/** Each other finding on one line, with the rest of it behind the line. */
export function otherFindings(findings: readonly ReportFinding[], actions: Actions): HTMLElement | null {
  if (findings.length === 0) return null;
  return el('section', { class: 'others', 'aria-labelledby': 'others-title' }, [
    el('h3', { id: 'others-title' }, [say('Other findings')]),
    ...findings.map((finding) => one(finding, actions)),
  ]);
}

function one(finding: ReportFinding, actions: Actions): HTMLElement {
  const id = `finding-${finding.rank}`;
  const rest = el('div', { class: 'rest', id, hidden: true });
  const toggle = el(
    'button',
    { type: 'button', class: 'toggle', 'aria-expanded': 'false', 'aria-controls': id },
    [
      el('span', { class: 'twisty', 'aria-hidden': 'true' }, ['›']),
      kindTag(finding),
      el('span', { class: 'other-title' }, [plainProse(finding.title)]),
      el('span', { class: 'dim' }, [confidenceText(finding.confidence)]),
    ],
  );
  toggle.addEventListener('click', () => {
    if (rest.childElementCount === 0) append(rest, details(finding, actions));
    rest.hidden = !rest.hidden;
    toggle.setAttribute('aria-expanded', String(!rest.hidden));
  });
  const head = el('div', { class: 'other-head' }, [toggle, siteLink(finding.site, actions.open)]);
  return el('div', { class: 'card other' }, [head, rest]);
}

function details(finding: ReportFinding, actions: Actions): readonly Child[] {
  return [
    ...body(finding, actions),
    evidencePictures(finding, actions),
    evidenceList(finding.evidence, actions),
  ];
}
