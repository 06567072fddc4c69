// Which views has a dump, and how do they lead to one another?

import type { DumpSummary } from '../../src/protocol/answers.ts';
import type { Asker } from '../ask.ts';
import { el } from '../dom.ts';
import type { OpenSite } from '../parts/site.ts';
import { say } from '../say.ts';
import { FlamePanel } from './flame-panel.ts';
import { GoroutinePanel } from './goroutine-panel.ts';
import { RowsPanel } from './rows-panel.ts';
import { placeOf, SourcePanel } from './source-panel.ts';
import { TimelinePanel } from './timeline-panel.ts';
import { type View, type ViewSwitch, viewSwitch } from './view-switch.ts';

export interface DumpViewsOptions {
  readonly dump: DumpSummary;
  readonly asker: Asker;
  readonly open: OpenSite;
  readonly copy: (text: string) => void;
  /** The view that was chosen last time, or empty. */
  readonly first: string;
  readonly remember: (view: string) => void;
}

/** Null for dumps that no view can show. */
export function dumpViews(options: DumpViewsOptions): HTMLElement | null {
  const { dump } = options;
  if (dump.kind === 'trace') return traceViews(options);
  if (dump.kind === 'goroutines') return new GoroutinePanel(options).element;
  return dump.sampleTypes.length > 0 ? profileViews(options) : null;
}

function traceViews(options: DumpViewsOptions): HTMLElement {
  const goroutines = new GoroutinePanel(options);
  const follow = goroutines.follow.bind(goroutines);
  const views: View[] = [
    { key: 'goroutines', label: say('Goroutines'), make: () => goroutines.element },
    {
      key: 'timeline',
      label: say('Timeline'),
      make: () => new TimelinePanel({ ...options, follow }).element,
    },
  ];
  return viewSwitch(say('Views of the trace'), views, options.first, options.remember).element;
}

function profileViews(options: DumpViewsOptions): HTMLElement {
  const { dump, asker, open } = options;
  const notice = el('p', { class: 'dim', role: 'status' });
  let shown: ViewSwitch | null = null;
  const openFunction = (name: string) => {
    notice.textContent = '';
    asker.ask('source', { dump: dump.id, function: name }).then(
      (listing) => open(placeOf(listing)),
      (error: Error) => {
        notice.textContent = error.message;
      },
    );
  };
  let flame: FlamePanel | null = null;
  let table: RowsPanel | null = null;
  let source: SourcePanel | null = null;
  const showLines = (name: string) => {
    shown?.show('source');
    source?.show(name);
  };
  const showInTable = (name: string) => {
    shown?.show('table');
    table?.find(name);
  };
  const showInFlame = (name: string) => {
    shown?.show('flame');
    flame?.focusOn(name);
  };
  const links = { ...options, openFunction, showLines, showInTable, showInFlame };
  const views: View[] = [
    { key: 'table', label: say('Table'), make: () => (table = new RowsPanel(links)).element },
    { key: 'flame', label: say('Flame graph'), make: () => (flame = new FlamePanel(links)).element },
    { key: 'source', label: say('Source'), make: () => (source = new SourcePanel(options)).element },
    ...(dump.kind === 'goroutine'
      ? [{ key: 'goroutines', label: say('Goroutines'), make: () => new GoroutinePanel(options).element }]
      : []),
  ];
  shown = viewSwitch(say('Views of the profile'), views, options.first, options.remember);
  return el('div', {}, [shown.element, notice]);
}
