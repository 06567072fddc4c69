// What does one dump say? Its origin, its problems, its part in the findings, its functions.

import type { DumpSummary, Lead, Report, TopTable } from '../../src/protocol/answers.ts';
import { type Child, el } from '../dom.ts';
import { say } from '../say.ts';
import { sharedFolder, timeText } from '../text.ts';
import { badge } from '../toolkit.ts';
import { type DumpViewsOptions, dumpViews } from '../views/dump-views.ts';
import { dumpKindName } from '../words.ts';
import type { Actions } from './finding.ts';
import { spans } from './prose.ts';
import { siteLink } from './site.ts';
import { type TopTableOptions, type TopTableView, topTable } from './top-table.ts';

export interface DumpPanelOptions {
  readonly dump: DumpSummary;
  readonly report: Report;
  readonly actions: Actions;
  readonly ask: TopTableOptions['ask'];
  /** Null where nobody answers the questions of views. */
  readonly views: Omit<DumpViewsOptions, 'dump' | 'open' | 'copy'> | null;
}

export interface DumpPanel {
  readonly element: HTMLElement;
  show(table: TopTable): void;
  showFunction(name: string): void;
  showView(view: Lead['view']): void;
  lookAt(functions: readonly string[]): void;
}

export function dumpPanel({ dump, report, actions, ask, views }: DumpPanelOptions): DumpPanel {
  const table = views === null ? tableOf(dump, actions, ask) : null;
  const shown = views && dumpViews({ dump, open: actions.open, copy: actions.copy, ...views });
  const element = el('div', { class: 'dump-panel' }, [
    heading(dump, report),
    ...problems(dump),
    proofs(dump, report, actions),
    table?.element ?? null,
    shown?.element ?? null,
  ]);
  return {
    element,
    show: (top) => table?.show(top),
    showFunction: (name) => shown?.showFunction(name),
    showView: (view) => shown?.showView(view),
    lookAt: (functions) => shown?.lookAt(functions),
  };
}

function tableOf(dump: DumpSummary, actions: Actions, ask: TopTableOptions['ask']): TopTableView | null {
  const { sampleTypes, defaultSampleType } = dump;
  if (sampleTypes.length === 0) return null;
  return topTable({ sampleTypes, sampleType: defaultSampleType, open: actions.open, ask });
}

function heading(dump: DumpSummary, { dumps }: Report): HTMLElement {
  const shared = sharedFolder(dumps.map(({ path }) => path));
  const facts = [
    dump.path.slice(shared.length),
    dump.time && timeText(dump.time),
    dump.buildId === null ? null : say('build {0}', dump.buildId.slice(0, 8)),
  ];
  return el('header', { class: 'dump-heading' }, [
    el('h2', {}, [dumpKindName(dump.kind), ' ', el('span', { class: 'size' }, [dump.size])]),
    dump.partial && badge(say('partial'), say('Only a part of this dump could be read')),
    el('span', {}, [dump.worth]),
    el('span', { class: 'dim clip', title: dump.path }, [facts.filter(Boolean).join(' · ')]),
  ]);
}

function problems({ problems: all }: DumpSummary): readonly Child[] {
  if (all.length === 0) return [];
  return [
    el(
      'ul',
      { class: 'problems', 'aria-label': say('Problems') },
      all.map((problem) =>
        el('li', {}, [problem.text, problem.advice === undefined ? '' : ` ${problem.advice}`]),
      ),
    ),
  ];
}

/** What this dump adds to the findings, each with its place. */
function proofs(dump: DumpSummary, report: Report, { open, copy }: Actions): HTMLElement | null {
  const items = report.findings.flatMap(({ evidence, site }) =>
    evidence
      .filter((proof) => proof.dump === dump.path)
      .map((proof) => el('li', {}, [...spans(proof.text, copy), ' · ', siteLink(site, open)])),
  );
  return items.length === 0
    ? null
    : el('ul', { class: 'proofs', 'aria-label': say('What it proves') }, items);
}
