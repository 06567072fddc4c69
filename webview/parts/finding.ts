// What happened, where, how much, how sure, why, what to do, and what would refute it?

import { siteRemarks } from '../../src/model/site-words.ts';
import type { Lead, ReportFinding, Site } from '../../src/protocol/answers.ts';
import { type Child, el } from '../dom.ts';
import { pictures } from '../pictures/picture.ts';
import { say, told } from '../say.ts';
import { confidenceText, shortFunction } from '../text.ts';
import { KIND_OF_FINDING, WHY } from '../words.ts';
import { excerpt } from './excerpt.ts';
import { type CopyText, prose, spans } from './prose.ts';
import { type OpenSite, siteLink } from './site.ts';

/** What a part of the page can make happen. */
export interface Actions {
  readonly open: OpenSite;
  readonly copy: CopyText;
  /** Chooses the tab of the dump with this path. */
  readonly showDump: (path: string) => void;
  /** Chooses the view that shows a number, or a picture, as a whole. */
  readonly showView: (lead: Lead) => void;
}

/** The card of the first finding. */
export function verdictCard(
  finding: ReportFinding,
  of: number,
  dumps: number,
  actions: Actions,
): HTMLElement {
  return el('section', { class: `card verdict ${severity(finding)}`, 'aria-labelledby': 'verdict-title' }, [
    el('div', { class: 'verdict-head' }, [
      el('div', { class: 'verdict-said' }, [
        el('div', { class: 'verdict-kind' }, [
          kindTag(finding),
          el('span', { class: 'dim' }, [
            say(of === 1 ? '{0} of {1} finding' : '{0} of {1} findings', finding.rank, of),
          ]),
        ]),
        el('h2', { id: 'verdict-title' }, spans(finding.title, actions.copy)),
      ]),
      confidence(finding, dumps),
    ]),
    ...body(finding, actions),
  ]);
}

/** Everything about a finding below its title. */
export function body(finding: ReportFinding, actions: Actions): readonly Child[] {
  return [
    where(finding, actions.open),
    excerpt(finding, actions.open),
    figures(finding, actions),
    estimates(finding),
    changes(finding, actions.open),
    reasons(finding, actions),
  ];
}

export function kindTag(finding: Pick<ReportFinding, 'kind' | 'confidence'>): HTMLElement {
  return el('span', { class: `tag ${severity(finding)}` }, [say(KIND_OF_FINDING[finding.kind])]);
}

/** `bad` for what is more likely than not, `doubtful` for the rest. */
function severity(finding: Pick<ReportFinding, 'confidence'>): 'bad' | 'doubtful' {
  return finding.confidence >= 0.5 ? 'bad' : 'doubtful';
}

function confidence(finding: ReportFinding, dumps: number): HTMLElement {
  const text = confidenceText(finding.confidence);
  const agree = new Set(finding.evidence.flatMap(({ dump, alsoIn = [] }) => [dump, ...alsoIn])).size;
  const width = `${Math.round(Math.min(1, Math.max(0, finding.confidence)) * 100)}%`;
  return el('div', { class: 'confidence' }, [
    el('div', {}, [
      say('confidence {0}', text),
      el('span', { class: 'meter', 'aria-hidden': 'true' }, [
        el('span', { class: 'meter-fill', vars: { '--width': width } }),
      ]),
    ]),
    el('div', { class: 'dim' }, [say(agreement(agree, dumps), agree, dumps)]),
  ]);
}

function agreement(agree: number, dumps: number): string {
  if (dumps === 1) return '{0} of {1} dump shows it';
  return agree === 1 ? '{0} of {1} dumps shows it' : '{0} of {1} dumps show it';
}

function where(finding: ReportFinding, open: OpenSite): HTMLElement {
  const { site, callers, otherSites } = finding;
  const caller = callers[0];
  return el('p', { class: 'where' }, [
    siteLink(site, open),
    ...inFunction(site.function),
    ...remarks(site),
    ...(caller === undefined
      ? []
      : [
          dim(` · ${say('called from')} `),
          siteLink(caller, open),
          ...inFunction(caller.function),
          ...remarks(caller),
        ]),
    ...otherSites.slice(0, 3).flatMap((other): Child[] => [dim(` · ${say('also')} `), siteLink(other, open)]),
    otherSites.length > 3 && dim(` ${say('and {0} more', otherSites.length - 3)}`),
  ]);
}

/** When the line came, and whether it still is where the dump says. */
function remarks(site: Site): readonly Child[] {
  const text = told(siteRemarks(site));
  return text === '' ? [] : [dim(` · ${text}`)];
}

/** Lines of the release that touch the suspect's package. */
function changes({ changes: lines = [] }: ReportFinding, open: OpenSite): HTMLElement | null {
  if (lines.length === 0) return null;
  const items = lines.map(({ file, line, text }) =>
    el('li', {}, [
      siteLink({ file, line, function: '', mappedBy: 'package-usage' }, open),
      ' ',
      el('code', {}, [text]),
    ]),
  );
  return el('div', { class: 'changes' }, [
    el('h3', {}, [say('Changed by the release')]),
    el('ul', {}, items),
  ]);
}

function inFunction(name: string): readonly Child[] {
  return name === '' ? [] : [dim(` ${say('in')} `), el('code', { title: name }, [shortFunction(name)])];
}

function dim(text: string): HTMLElement {
  return el('span', { class: 'dim' }, [text]);
}

function figures(finding: ReportFinding, { showView }: Actions): HTMLElement | null {
  if (finding.figures.length === 0) return null;
  const items = finding.figures.map(({ value, label, lead }) =>
    el('div', { class: 'figure' }, [
      el('dd', { title: value }, [leading(value, lead, showView)]),
      el('dt', {}, [label]),
    ]),
  );
  return el('dl', { class: 'figures' }, items);
}

/** Ways to count the same are a remark on the numbers above them. */
function estimates({ estimates: ways = [] }: ReportFinding): HTMLElement | null {
  if (ways.length === 0) return null;
  return el('p', { class: 'estimates' }, [
    dim(`${say('Counted in several ways')}: `),
    ways.map(({ text }) => text).join(' · '),
  ]);
}

/** The evidence, drawn small; each picture leads to its view. */
export function evidencePictures(
  { pictures: all }: ReportFinding,
  { showView }: Actions,
): HTMLElement | null {
  return all.length === 0 ? null : pictures(all, ({ title, lead }) => leading(title, lead, showView));
}

/** Words that lead to the view behind them, where there is one. */
function leading(text: string, lead: Lead | undefined, showView: Actions['showView']): Child {
  if (lead === undefined) return text;
  const title = say('Show where this comes from');
  return el('button', { type: 'button', class: 'leading', title, onclick: () => showView(lead) }, [text]);
}

function reasons(finding: ReportFinding, { copy }: Actions): HTMLElement {
  const parts: readonly (readonly [string, string])[] = [
    [say(WHY[finding.kind]), finding.explanation],
    [say('What to do'), finding.fix],
    [say('What would disprove it'), finding.disproof],
  ];
  const shown = parts.filter(([, text]) => text !== '');
  return el(
    'div',
    { class: 'reasons' },
    shown.map(([title, text]) => el('div', {}, [el('h3', {}, [title]), prose(text, copy)])),
  );
}
