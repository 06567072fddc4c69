// How does one profile look as a flame graph, and what can be done with its boxes?

import { formatValue } from '../../src/model/units.ts';
import type { DumpSummary } from '../../src/protocol/answers.ts';
import type { FlameTree } from '../../src/protocol/flame.ts';
import type { FlameRequest, TimeRange } from '../../src/protocol/views.ts';
import type { Asker } from '../ask.ts';
import { el, fill } from '../dom.ts';
import type { ColourBy } from '../flame/colours.ts';
import { nodeAcross, type Span } from '../flame/layout.ts';
import { ROW } from '../flame/paint.ts';
import { FlameView } from '../flame/view.ts';
import { say } from '../say.ts';
import { percent, shortFunction } from '../text.ts';
import { button, checkbox, dropdown, textField } from '../toolkit.ts';
import { legendOf } from './flame-legend.ts';
import { openMenu } from './menu.ts';
import { type Minimap, minimap } from './minimap.ts';
import { nodeAtPath } from './node-at-path.ts';
import { Pending } from './pending.ts';

export interface FlamePanelOptions {
  readonly dump: DumpSummary;
  readonly asker: Asker;
  /** Opens the source of a function in the editor. */
  readonly openFunction: (name: string) => void;
  readonly showLines: (name: string) => void;
  readonly showInTable: (name: string) => void;
  /** Hears which numbers are shown, and of which function; empty for all. */
  readonly looksAt: (sampleType: number, name: string) => void;
  readonly copy: (text: string) => void;
}

type Wish = Omit<FlameRequest, 'dump' | 'under'>;

const BORDERS = 2;
/** The hand rests for so long before more is fetched. */
const AT_REST_MS = 160;
const COLOURS: readonly ColourBy[] = ['owner', 'package', 'share', 'change'];

export class FlamePanel {
  readonly element: HTMLElement;
  private wish: Wish;
  private colourBy: ColourBy = 'owner';
  private searched = '';
  private lookedAt: readonly string[] = [];
  private readonly pending = new Pending();
  private readonly said = el('span', { class: 'dim', role: 'status' });
  private readonly changes = el('span', { class: 'changes' });
  private readonly legend = el('div', { class: 'legend' });
  private readonly stage = el('div', { class: 'flame-stage' });
  private readonly map: Minimap;
  private colours!: HTMLElement & { selectedIndex: number };
  private callees: FlameView | null = null;
  private callers: FlameView | null = null;
  /** Below which more was fetched, as names from the root; empty for all alike. */
  private under: readonly string[] = [];
  private rest = 0;

  constructor(private readonly options: FlamePanelOptions) {
    const { dump } = options;
    this.wish = {
      sampleType: dump.defaultSampleType,
      direction: 'callees',
      focus: '',
      hidden: [],
      foldLibraries: false,
      foldRuntime: false,
      compare: dump.comparedWith !== undefined,
    };
    if (this.wish.compare) this.colourBy = 'change';
    this.map = minimap((span) => this.callees?.set(span));
    this.element = el('div', { class: 'flame-panel' }, [
      this.tools(),
      el('div', { class: 'flame-notes' }, [this.legend, this.changes, this.pending.notice]),
      this.map.element,
      this.stage,
    ]);
    this.drawLegend();
    this.load();
  }

  /** Begins the graph at a function: its callers above, its callees below. */
  focusOn(name: string): void {
    this.change({ focus: name });
  }

  /** Counts a part of a trace; null for all of it. */
  follow(range: TimeRange | null): void {
    const { range: _, ...wish } = this.wish;
    this.wish = range === null ? wish : { ...wish, range };
    this.load();
  }

  /** Points to the boxes of functions. */
  lookAt(functions: readonly string[]): void {
    this.lookedAt = functions;
    for (const view of [this.callees, this.callers]) view?.pointTo(functions);
  }

  private tools(): HTMLElement {
    const { dump } = this.options;
    const types = dump.sampleTypes.map(({ type, total }) => `${type} · ${total}`);
    const ways = [say('From the roots'), say('From the leaves')];
    const colours = [say('Colour: whose code'), say('Colour: package'), say('Colour: share')];
    const { comparedWith } = dump;
    const compared = comparedWith === undefined ? [] : [say('Colour: change')];
    return el('div', { class: 'tools', role: 'group', 'aria-label': say('What the graph shows') }, [
      dropdown(say('Sample type'), types, this.wish.sampleType, (sampleType) => this.change({ sampleType })),
      dropdown(say('Direction'), ways, 0, (at) =>
        this.change({ direction: at === 1 ? 'callers' : 'callees' }),
      ),
      comparedWith !== undefined &&
        checkbox(say('Beside the baseline'), (compare) => this.compare(compare), this.wish.compare),
      (this.colours = dropdown(say('Colour'), [...colours, ...compared], this.colourAt(), (at) =>
        this.colour(COLOURS[at] ?? 'owner'),
      )),
      checkbox(say('Fold libraries'), (foldLibraries) => this.change({ foldLibraries })),
      checkbox(say('Fold Go itself'), (foldRuntime) => this.change({ foldRuntime })),
      textField(say('Search, or /expression/'), say('Search, or /expression/'), (text) => this.search(text)),
      this.said,
    ]);
  }

  /** Changes are what one wants to see beside a baseline; the colours can still be chosen. */
  private compare(compare: boolean): void {
    this.colourBy = compare ? 'change' : 'owner';
    this.colours.selectedIndex = this.colourAt();
    this.change({ compare });
  }

  private colourAt(): number {
    return COLOURS.indexOf(this.colourBy);
  }

  private change(wish: Partial<Wish>): void {
    this.wish = { ...this.wish, ...wish };
    this.options.looksAt(this.wish.sampleType, this.wish.focus);
    this.load();
  }

  private load(): void {
    this.drawChanges();
    const { asker, dump } = this.options;
    const request = { ...this.wish, dump: dump.id, under: [] };
    const both =
      this.wish.focus === ''
        ? [asker.ask('flame', request)]
        : (['callees', 'callers'] as const).map((direction) => asker.ask('flame', { ...request, direction }));
    void this.pending.show(Promise.all(both), ([callees, callers]) => this.draw(callees!, callers ?? null));
  }

  private draw(callees: FlameTree, callers: FlameTree | null): void {
    this.callers?.dispose();
    this.callers = callers && this.view(callers, true);
    this.under = [];
    if (this.callees === null) this.callees = this.view(callees, false);
    else this.callees.setTree(callees);
    fill(this.stage, [this.callers?.element ?? null, this.callees.element]);
    this.stage.classList.toggle('both', callers !== null);
    const rows = (callers?.depth.reduce((most, depth) => Math.max(most, depth), 0) ?? 0) + 1;
    this.stage.style.setProperty('--callers', `${rows * ROW + BORDERS}px`);
    this.map.setTree(callees);
    this.colour(this.colourBy);
    this.search(this.searched);
    this.lookAt(this.lookedAt);
  }

  private view(tree: FlameTree, upward: boolean): FlameView {
    let view: FlameView;
    const nameAt = (node: number) => view.tree.names[view.tree.name[node]!]!;
    const options = {
      format: (value: number) => formatValue(value, view.tree.unit),
      open: (node: number) => this.options.openFunction(nameAt(node)),
      menu: (node: number, x: number, y: number) => this.menu(view, node, x, y),
      ...(upward ? {} : { seen: (span: Span) => this.see(span) }),
    };
    view = new FlameView(tree, options);
    view.setSettings({ upward });
    return view;
  }

  private see(span: Span): void {
    this.map.setSpan(span);
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.fetchInSight(span), AT_REST_MS);
  }

  /** What was too small to be sent is fetched for the part in sight, however one came there. */
  private fetchInSight(span: Span): void {
    const view = this.callees;
    if (view === null || (view.tree.leftOut === 0 && this.under.length === 0)) return;
    const under = view.path(nodeAcross(view.places, span)).slice(1);
    if (under.join('\n') === this.under.join('\n')) return;
    const { asker, dump } = this.options;
    const before = view.tree;
    void this.pending.show(asker.ask('flame', { ...this.wish, dump: dump.id, under }), (tree) => {
      if (view.tree !== before) return;
      this.under = under;
      const selected = view.selection < 0 ? [] : view.path(view.selection).slice(1);
      view.replaceTree(tree, view.selection < 0 ? -1 : nodeAtPath(tree, selected));
      this.map.setTree(tree);
      this.search(this.searched);
      this.lookAt(this.lookedAt);
    });
  }

  private colour(colourBy: ColourBy): void {
    this.colourBy = colourBy;
    for (const view of [this.callees, this.callers]) view?.setSettings({ colourBy });
    this.drawLegend();
  }

  private search(text: string): void {
    this.searched = text;
    const found = this.callees?.search(text) ?? null;
    this.callers?.search(text);
    if (text.trim() === '') fill(this.said, []);
    else if (found === null) fill(this.said, [say('This expression cannot be read.')]);
    else fill(this.said, [say('{0} boxes, {1} of the whole', found.count, percent(found.share))]);
  }

  private menu(view: FlameView, node: number, x: number, y: number): void {
    const name = view.tree.names[view.tree.name[node]!]!;
    const { options, wish } = this;
    const ofFunction = [
      { label: say('Open the source'), act: () => options.openFunction(name) },
      { label: say('Show its lines'), act: () => options.showLines(name) },
      { label: say('Focus: callers above, callees below'), act: () => this.change({ focus: name }) },
      { label: say('Hide this function'), act: () => this.change({ hidden: [...wish.hidden, name] }) },
      { label: say('Show in the table'), act: () => options.showInTable(name) },
    ];
    const isFunction = node > 0 || wish.focus !== '';
    const items = [
      { label: say('Zoom to it'), act: () => view.zoomTo(node) },
      ...(isFunction ? ofFunction : []),
      { label: say('Copy the stack'), act: () => options.copy(view.path(node).join('\n')) },
    ];
    openMenu(name, items, x, y, () => view.focus());
  }

  /** What is not the plain graph, each with a way back. */
  private drawChanges(): void {
    const { focus, hidden } = this.wish;
    const one = (text: string, back: () => void) => button(`${text} ✕`, back);
    fill(this.changes, [
      focus !== '' && one(say('Focus: {0}', shortFunction(focus)), () => this.change({ focus: '' })),
      ...hidden.map((name) =>
        one(say('Hidden: {0}', shortFunction(name)), () =>
          this.change({ hidden: hidden.filter((other) => other !== name) }),
        ),
      ),
    ]);
  }

  private drawLegend(): void {
    fill(this.legend, legendOf(this.colourBy, this.wish.compare === true));
  }
}
