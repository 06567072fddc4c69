// Which views has a dump, and how do they lead to one another?

import type { DumpSummary } from '../../src/protocol/answers.ts';
import type { MarksFocus } from '../../src/protocol/page.ts';
import type { Asker } from '../ask.ts';
import { el } from '../dom.ts';
import type { OpenSite } from '../parts/site.ts';
import { say } from '../say.ts';
import { checkbox } from '../toolkit.ts';
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
  /** Whether the editor's marks follow what is looked at, and that this changed. */
  readonly marksFollow: () => boolean;
  readonly follow: (marksFollow: boolean) => void;
  /** Tells the editor what its marks shall be of; null for all dumps. */
  readonly mark: (only: MarksFocus | null) => void;
}

export interface DumpViews {
  readonly element: HTMLElement;
  /** The flame graph with a function focused; nothing where there is none. */
  showFunction(name: string): void;
  /** Points to the functions at the editor's cursor. */
  lookAt(functions: readonly string[]): void;
}

/** Null for dumps that no view can show. */
export function dumpViews(options: DumpViewsOptions): DumpViews | null {
  const { dump } = options;
  if (dump.kind === 'trace') return onlyElement(traceViews(options));
  if (dump.kind === 'goroutines') return onlyElement(new GoroutinePanel(options).element);
  return dump.sampleTypes.length > 0 ? new ProfileViews(options) : null;
}

function onlyElement(element: HTMLElement): DumpViews {
  return { element, showFunction: () => {}, lookAt: () => {} };
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

class ProfileViews implements DumpViews {
  readonly element: HTMLElement;
  private readonly shown: ViewSwitch;
  private readonly notice = el('p', { class: 'dim', role: 'status' });
  private flame: FlamePanel | null = null;
  private table: RowsPanel | null = null;
  private source: SourcePanel | null = null;
  private lookedAt: readonly string[] = [];
  private looksAt: MarksFocus;

  constructor(private readonly options: DumpViewsOptions) {
    const { dump } = options;
    this.looksAt = { dump: dump.id, sampleType: dump.defaultSampleType, function: '' };
    this.shown = viewSwitch(say('Views of the profile'), this.views(), options.first, options.remember);
    this.shown.beside.append(this.followBox());
    this.element = el('div', {}, [this.shown.element, this.notice]);
  }

  showFunction(name: string): void {
    this.shown.show('flame');
    this.flame?.focusOn(name);
  }

  lookAt(functions: readonly string[]): void {
    this.lookedAt = functions;
    this.flame?.lookAt(functions);
    this.table?.lookAt(functions);
  }

  private views(): readonly View[] {
    const { options } = this;
    const links = {
      ...options,
      openFunction: (name: string) => this.openFunction(name),
      showLines: (name: string) => {
        this.shown.show('source');
        this.source?.show(name);
      },
      showInTable: (name: string) => {
        this.shown.show('table');
        this.table?.find(name);
      },
      showInFlame: (name: string) => this.showFunction(name),
      looksAt: (sampleType: number, name: string) => this.look(sampleType, name),
    };
    const flame = () => (this.flame = new FlamePanel(links));
    const table = () => (this.table = new RowsPanel(links));
    const pointed = <P extends FlamePanel | RowsPanel>(panel: P): HTMLElement => {
      panel.lookAt(this.lookedAt);
      return panel.element;
    };
    return [
      { key: 'table', label: say('Table'), make: () => pointed(table()) },
      { key: 'flame', label: say('Flame graph'), make: () => pointed(flame()) },
      { key: 'source', label: say('Source'), make: () => (this.source = new SourcePanel(options)).element },
      ...(options.dump.kind === 'goroutine'
        ? [{ key: 'goroutines', label: say('Goroutines'), make: () => new GoroutinePanel(options).element }]
        : []),
    ];
  }

  private openFunction(name: string): void {
    const { asker, dump, open } = this.options;
    this.notice.textContent = '';
    asker.ask('source', { dump: dump.id, function: name }).then(
      (listing) => open(placeOf(listing)),
      (error: Error) => {
        this.notice.textContent = error.message;
      },
    );
  }

  private look(sampleType: number, name: string): void {
    this.looksAt = { dump: this.options.dump.id, sampleType, function: name };
    if (this.options.marksFollow()) this.options.mark(this.looksAt);
  }

  private followBox(): HTMLElement {
    const { options } = this;
    return checkbox(
      say('Marks in the editor follow'),
      (marksFollow) => {
        options.follow(marksFollow);
        options.mark(marksFollow ? this.looksAt : null);
      },
      options.marksFollow(),
    );
  }
}
