// How do the parts of a report stand together?

import type { DumpSummary, Report, TopTable } from '../../src/protocol/answers.ts';
import type { MarksFocus } from '../../src/protocol/page.ts';
import type { Asker } from '../ask.ts';
import { el } from '../dom.ts';
import type { Host } from '../host.ts';
import { say } from '../say.ts';
import { baseName } from '../text.ts';
import { type Tab, type Tabs, tabs } from '../toolkit.ts';
import { dumpKindName } from '../words.ts';
import { compareView } from './compare-view.ts';
import { type DumpPanel, dumpPanel } from './dump-panel.ts';
import { evidenceList, setCheckList } from './evidence.ts';
import { type Actions, evidencePictures, verdictCard } from './finding.ts';
import { otherFindings } from './others.ts';
import { nothingFound } from './states.ts';
import { inTimeOrder, strip } from './strip.ts';

export interface ReportView {
  readonly element: HTMLElement;
  showTop(table: TopTable): void;
  /** Chooses a dump, and its flame graph with a function focused. */
  showFunction(dump: number, name: string): void;
  /** Chooses the verdict, unfolds the finding of a rank, and moves the focus there. */
  showFinding(rank: number): void;
  /** Points to the functions at the editor's cursor, in every view that was opened. */
  lookAt(functions: readonly string[]): void;
}

const VERDICT = 'verdict';

/** Without an asker the page shows what needs no further questions. */
export function reportView(report: Report, host: Host, asker: Asker | null): ReportView {
  const dumps = inTimeOrder(report.dumps);
  const panels = new Map<number, DumpPanel>();
  const views = new Map(dumps.map((dump) => [dump.id, el('div', { class: 'view' })]));
  let all: Tabs | null = null;
  let lookedAt: readonly string[] = [];
  const actions: Actions = {
    open: (site) => host.post({ type: 'openSite', site }),
    copy: (text) => host.post({ type: 'copy', text }),
    showDump: (path) => {
      const dump = dumps.find((one) => one.path === path);
      if (dump !== undefined) all?.choose(keyOf(dump));
    },
    showView: ({ dump: id, view }) => {
      const dump = dumps.find((one) => one.id === id);
      if (dump === undefined) return;
      all?.choose(keyOf(dump));
      panels.get(id)?.showView(view);
    },
  };
  const begin = (dump: DumpSummary) => {
    if (panels.has(dump.id)) return;
    const ask: Parameters<typeof dumpPanel>[0]['ask'] = (sampleType, by) =>
      host.post({ type: 'askTop', dump: dump.id, sampleType, by });
    const panel = dumpPanel({
      dump,
      report,
      actions,
      ask,
      views: asker && { asker, ...chosenViews(host, dump), ...marksFollowing(host) },
    });
    panel.lookAt(lookedAt);
    panels.set(dump.id, panel);
    views.get(dump.id)?.append(panel.element);
  };
  const verdict: Tab = {
    key: VERDICT,
    label: say('Verdict'),
    title: say('What happened'),
    view: verdictView(report, actions),
  };
  const rest = dumps.map((dump) => dumpTab(dump, dumps, views.get(dump.id)!));
  const compare = compareTab(report, actions);
  all = tabs('Views', [verdict, ...compare, ...rest], host.recall()?.tab ?? VERDICT, (tab) => {
    host.remember({ ...host.recall(), tab });
    for (const dump of dumps) if (keyOf(dump) === tab) begin(dump);
  });
  const key = report.findings[0]?.evidence[0]?.dump ?? null;
  const element = el('div', { class: 'report' }, [
    header(report),
    notes(report),
    strip({ dumps, key, choose: (dump) => all?.choose(keyOf(dump)) }),
    all.element,
  ]);
  return {
    element,
    showTop: (table) => panels.get(table.dump)?.show(table),
    showFunction: (id, name) => {
      const dump = dumps.find((one) => one.id === id);
      if (dump === undefined) return;
      all?.choose(keyOf(dump));
      panels.get(id)?.showFunction(name);
    },
    showFinding: (rank) => {
      all?.choose(VERDICT);
      focusFinding(element, rank);
    },
    lookAt: (functions) => {
      lookedAt = functions;
      for (const panel of panels.values()) panel.lookAt(functions);
    },
  };
}

/** The first finding has the card, each other one a line that unfolds. */
function focusFinding(report: HTMLElement, rank: number): void {
  const line = report.querySelector<HTMLElement>(`[aria-controls="finding-${rank}"]`);
  if (line?.getAttribute('aria-expanded') === 'false') line.click();
  const shown = line ?? report.querySelector<HTMLElement>('#verdict-title');
  if (shown === null) return;
  if (line === null) shown.tabIndex = -1;
  shown.scrollIntoView({ block: line === null ? 'nearest' : 'start' });
  shown.focus();
}

/** Changes and growth, where there is something to compare. */
function compareTab({ comparison }: Report, { open }: Actions): Tab[] {
  if (comparison === undefined) return [];
  const title =
    comparison.baseline === null
      ? say('Growth over the dumps')
      : say('Against {0}', comparison.baseline.name);
  const label = comparison.baseline === null ? say('Growth') : say('Compare');
  return [{ key: 'compare', label, title, view: compareView(comparison, open) }];
}

/** The view chosen last for dumps of this kind. */
function chosenViews(host: Host, { kind }: DumpSummary) {
  return {
    first: host.recall()?.views?.[kind] ?? '',
    remember: (view: string) => {
      const memory = host.recall();
      host.remember({ ...memory, tab: memory?.tab ?? VERDICT, views: { ...memory?.views, [kind]: view } });
    },
  };
}

/** Whether the editor's marks follow is one choice for all dumps. */
function marksFollowing(host: Host) {
  return {
    marksFollow: () => host.recall()?.marksFollow === true,
    follow: (marksFollow: boolean) => {
      const memory = host.recall();
      host.remember({ ...memory, tab: memory?.tab ?? VERDICT, marksFollow });
    },
    mark: (only: MarksFocus | null) => host.post({ type: 'marks', only }),
  };
}

/** One dump may have been given twice under one path. */
function keyOf(dump: DumpSummary): string {
  return `${dump.id} ${dump.path}`;
}

function header(report: Report): HTMLElement {
  return el('header', { class: 'title' }, [
    el('h1', {}, [say('Incident: {0}', report.name)]),
    el('span', { class: 'dim' }, [report.subtitle]),
  ]);
}

/** What could not be told of the sources: a revision that is not there, a baseline's file that was not read. */
function notes({ notes: all = [] }: Report): HTMLElement | null {
  if (all.length === 0) return null;
  return el(
    'ul',
    { class: 'notes', 'aria-label': say('What could not be told') },
    all.map((note) => el('li', {}, [note])),
  );
}

/** Two dumps of one kind are told apart by their files' names. */
function dumpTab(dump: DumpSummary, dumps: readonly DumpSummary[], view: HTMLElement): Tab {
  const kind = dumpKindName(dump.kind);
  const alone = dumps.filter((other) => other.kind === dump.kind).length === 1;
  const label = alone ? kind : `${kind} · ${baseName(dump.path)}`;
  return { key: keyOf(dump), label, title: dump.path, view };
}

function verdictView(report: Report, actions: Actions): HTMLElement {
  const [first, ...others] = report.findings;
  if (first === undefined) {
    return el('div', { class: 'view' }, [nothingFound(report.dumps.length), setCheck(report, actions)]);
  }
  return el('div', { class: 'view' }, [
    verdictCard(first, report.findings.length, report.dumps.length, actions),
    evidencePictures(first, actions),
    otherFindings(others, actions),
    el('div', { class: 'lists' }, [evidenceList(first.evidence, actions), setCheck(report, actions)]),
  ]);
}

function setCheck(report: Report, actions: Actions): HTMLElement | null {
  return report.setCheck.length === 0 ? null : setCheckList(report.setCheck, actions);
}
