// Which views has a dump, and how do they lead to one another?

import { formatValue } from '../../src/model/units.ts';
import type { DumpSummary } from '../../src/protocol/answers.ts';
import type { MarksFocus } from '../../src/protocol/page.ts';
import type { TimeRange } from '../../src/protocol/views.ts';
import type { Asker } from '../ask.ts';
import { append, el, fill } from '../dom.ts';
import type { OpenSite } from '../parts/site.ts';
import { say } from '../say.ts';
import { button, checkbox } from '../toolkit.ts';
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
  /** Brings a view to the front, if the dump has it. */
  showView(view: string): void;
  /** Points to the functions at the editor's cursor. */
  lookAt(functions: readonly string[]): void;
}

/** Null for dumps that no view can show. */
export function dumpViews(options: DumpViewsOptions): DumpViews | null {
  const { dump } = options;
  if (dump.kind === 'trace') return new LinkedViews(options, asProfile(dump));
  if (dump.kind === 'goroutines') return onlyElement(new GoroutinePanel(options).element);
  return dump.sampleTypes.length > 0 ? new LinkedViews(options, dump) : null;
}

function onlyElement(element: HTMLElement): DumpViews {
  return { element, showFunction: () => {}, showView: () => {}, lookAt: () => {} };
}

/** What flame graph and table count of a trace; they are not compared, since code of traces has no addresses. */
function asProfile({ comparedWith: _, ...dump }: DumpSummary): DumpSummary {
  return { ...dump, sampleTypes: dump.traceTypes ?? [], defaultSampleType: 0 };
}

type Panel = FlamePanel | RowsPanel | SourcePanel | GoroutinePanel;

class LinkedViews implements DumpViews {
  readonly element: HTMLElement;
  private readonly shown: ViewSwitch;
  private readonly keys: ReadonlySet<string>;
  private readonly notice = el('p', { class: 'dim', role: 'status' });
  private readonly chosen = el('span', { class: 'changes' });
  private flame: FlamePanel | null = null;
  private table: RowsPanel | null = null;
  private source: SourcePanel | null = null;
  private goroutines: GoroutinePanel | null = null;
  private timeline: TimelinePanel | null = null;
  private lookedAt: readonly string[] = [];
  private looksAt: MarksFocus;
  private range: TimeRange | null = null;

  /** `counted`: the dump with the sample types that the views of code show. */
  constructor(
    private readonly options: DumpViewsOptions,
    private readonly counted: DumpSummary,
  ) {
    const { dump } = options;
    const isTrace = dump.kind === 'trace';
    this.looksAt = { dump: dump.id, sampleType: counted.defaultSampleType, function: '' };
    const label = isTrace ? say('Views of the trace') : say('Views of the profile');
    const views = isTrace ? this.traceViews() : this.profileViews();
    this.keys = new Set(views.map(({ key }) => key));
    this.shown = viewSwitch(label, views, options.first, options.remember);
    append(this.shown.beside, [this.chosen, !isTrace && this.followBox()]);
    this.element = el('div', {}, [this.shown.element, this.notice]);
  }

  showFunction(name: string): void {
    this.shown.show('flame');
    this.flame?.focusOn(name);
  }

  showView(view: string): void {
    if (this.keys.has(view)) this.shown.show(view);
  }

  lookAt(functions: readonly string[]): void {
    this.lookedAt = functions;
    this.flame?.lookAt(functions);
    this.table?.lookAt(functions);
  }

  private profileViews(): readonly View[] {
    const [table, flame, source] = this.codeViews();
    const isGoroutines = this.options.dump.kind === 'goroutine';
    return [table, flame, source, ...(isGoroutines ? [this.goroutineView()] : [])];
  }

  private traceViews(): readonly View[] {
    const follow = (range: TimeRange | null) => this.follow(range);
    const timeline: View = {
      key: 'timeline',
      label: say('Timeline'),
      make: () => (this.timeline = new TimelinePanel({ ...this.options, follow })).element,
    };
    const [table, flame, source] = this.codeViews();
    const code = this.counted.sampleTypes.length > 0 ? [flame, table, source] : [];
    return [this.goroutineView(), timeline, ...code];
  }

  private goroutineView(): View {
    const { options } = this;
    const make = () => this.made((this.goroutines = new GoroutinePanel(options)));
    return { key: 'goroutines', label: say('Goroutines'), make };
  }

  private codeViews(): readonly [table: View, flame: View, source: View] {
    const links = this.links();
    const source = () => (this.source = new SourcePanel({ ...this.options, dump: this.counted }));
    return [
      { key: 'table', label: say('Table'), make: () => this.made((this.table = new RowsPanel(links))) },
      {
        key: 'flame',
        label: say('Flame graph'),
        make: () => this.made((this.flame = new FlamePanel(links))),
      },
      { key: 'source', label: say('Source'), make: () => this.made(source()) },
    ];
  }

  private links() {
    return {
      ...this.options,
      dump: this.counted,
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
  }

  /** A view that comes late follows what the others follow. */
  private made(panel: Panel): HTMLElement {
    if (this.range !== null) panel.follow(this.range);
    if ('lookAt' in panel) panel.lookAt(this.lookedAt);
    return panel.element;
  }

  /** Every view counts a part of the trace; null for all of it. */
  private follow(range: TimeRange | null): void {
    if (range?.from === this.range?.from && range?.to === this.range?.to) return;
    this.range = range;
    for (const panel of [this.goroutines, this.flame, this.table, this.source]) panel?.follow(range);
    fill(this.chosen, [range !== null && this.chosenButton(range)]);
  }

  private chosenButton({ from, to }: TimeRange): HTMLElement {
    const text = `${formatValue(from, 'nanoseconds')} – ${formatValue(to, 'nanoseconds')} ✕`;
    return button(text, () => {
      this.timeline?.clear();
      this.follow(null);
    });
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
