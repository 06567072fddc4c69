// Which functions, lines, files or packages carry a profile's numbers? A table to sort, filter and walk from.

import { formatCount, formatValue } from '../../src/model/units.ts';
import type { DumpSummary } from '../../src/protocol/answers.ts';
import type { FlameRequest, NeighbourRows, RowsBy, RowsTable, TimeRange } from '../../src/protocol/views.ts';
import type { Asker } from '../ask.ts';
import { type Child, el, fill } from '../dom.ts';
import { cutName } from '../parts/cut-name.ts';
import { say } from '../say.ts';
import { baseName, percent } from '../text.ts';
import { checkbox, dropdown, textField } from '../toolkit.ts';
import { VirtualTable } from '../virtual/virtual-table.ts';
import { changeCell } from './change-cell.ts';
import { Pending } from './pending.ts';
import { comparedRow, firstWish, orderedBy, type RowOrder, type RowsWish, rowsShown } from './rows-model.ts';
import { TreeTable } from './tree-table.ts';

export interface RowsPanelOptions {
  readonly dump: DumpSummary;
  readonly asker: Asker;
  readonly openFunction: (name: string) => void;
  readonly showLines: (name: string) => void;
  readonly showInFlame: (name: string) => void;
  /** Hears which numbers are shown, and of which function; empty for all. */
  readonly looksAt: (sampleType: number, name: string) => void;
}

interface Column {
  readonly order: RowOrder | null;
  readonly label: string;
  readonly numeric: boolean;
  readonly cell: (row: number) => HTMLElement;
}

const WAYS: readonly RowsBy[] = ['functions', 'lines', 'files', 'packages'];
/** After the ways above: whole stacks, from their roots or from their leaves. */
const TREES: readonly FlameRequest['direction'][] = ['callees', 'callers'];
const WAIT_FOR_TYPING_MS = 80;

export class RowsPanel {
  readonly element: HTMLElement;
  private by: RowsBy = 'functions';
  /** Rows are whole stacks; null where they are places. */
  private stacks: FlameRequest['direction'] | null = null;
  private readonly tree: TreeTable;
  private wish: RowsWish;
  private table: RowsTable | null = null;
  private shown: Int32Array = new Int32Array(0);
  private lookedAt: ReadonlySet<string> = new Set();
  /** Whether the baseline's values stand beside the dump's. */
  private beside: boolean;
  private range: { readonly range?: TimeRange } = {};
  private timer = 0;
  private view: VirtualTable | null = null;
  private readonly pending = new Pending();
  private readonly pendingSide = new Pending();
  private readonly said = el('span', { class: 'dim', role: 'status' });
  private readonly place = el('div', { class: 'rows-place' });
  private readonly side = el('aside', {
    class: 'neighbours',
    'aria-label': say('Callers and callees'),
    hidden: true,
  });
  private field: HTMLElement & { value?: string };

  constructor(private readonly options: RowsPanelOptions) {
    this.wish = firstWish(options.dump.defaultSampleType);
    this.beside = options.dump.comparedWith !== undefined;
    if (this.beside) this.wish = { ...this.wish, order: 'delta' };
    this.tree = new TreeTable({
      open: (name) => options.openFunction(name),
      select: (name) => this.selectStack(name),
      counted: (text) => fill(this.said, [text ?? say('This expression cannot be read.')]),
    });
    this.field = textField(
      say('Filter by text, or /expression/'),
      say('Filter by text, or /expression/'),
      (filter) => this.type(filter),
    );
    this.element = el('div', { class: 'rows-panel' }, [
      this.tools(),
      el('div', { class: 'rows-both' }, [this.place, this.side]),
      el('div', { class: 'table-foot' }, [this.said, this.pending.notice]),
    ]);
    this.load();
  }

  /** Shows the row of a function alone. */
  find(name: string): void {
    this.field.value = name;
    this.change({ filter: name });
  }

  /** Counts a part of a trace; null for all of it. */
  follow(range: TimeRange | null): void {
    this.range = range === null ? {} : { range };
    this.side.hidden = true;
    this.load();
  }

  /** Marks the rows of functions. */
  lookAt(functions: readonly string[]): void {
    this.lookedAt = new Set(functions);
    this.view?.refresh();
  }

  private tools(): HTMLElement {
    const { dump } = this.options;
    const types = dump.sampleTypes.map(({ type, total }) => `${type} · ${total}`);
    const others = [
      say('No second column'),
      ...dump.sampleTypes.map(({ type }) => say('beside it: {0}', type)),
    ];
    const trees = [say('Tree from the roots'), say('Tree from the leaves')];
    const ways = [say('Functions'), say('Lines'), say('Files'), say('Packages'), ...trees];
    return el('div', { class: 'tools', role: 'group', 'aria-label': say('What the table shows') }, [
      dropdown(say('Rows'), ways, 0, (at) => this.setBy(at)),
      dropdown(say('Sample type'), types, this.wish.sampleType, (sampleType) => this.change({ sampleType })),
      this.field,
      el('span', { class: 'places-only' }, [
        types.length > 1 &&
          dropdown(say('Second sample type'), others, 0, (at) => this.change({ other: at - 1 })),
        dump.comparedWith !== undefined &&
          checkbox(say('Beside the baseline'), (compare) => this.compare(compare), this.beside),
        checkbox(say('Only the workspace'), (ownOnly) => this.change({ ownOnly })),
      ]),
    ]);
  }

  private type(filter: string): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.change({ filter }), WAIT_FOR_TYPING_MS);
  }

  /** What rose most comes first: that is what one compares for. */
  private compare(beside: boolean): void {
    this.beside = beside;
    const order = beside ? 'delta' : 'flat';
    this.wish = { ...this.wish, order, descending: true };
    this.side.hidden = true;
    this.load();
  }

  private setBy(at: number): void {
    this.by = WAYS[at] ?? 'functions';
    this.stacks = TREES[at - WAYS.length] ?? null;
    this.element.classList.toggle('stacks', this.stacks !== null);
    this.side.hidden = true;
    this.load();
  }

  /** Whole stacks as rows that open; they are counted by one sample type, with the others beside it. */
  private loadTree(direction: FlameRequest['direction']): void {
    const { asker, dump } = this.options;
    const all = { focus: '', under: [], hidden: [], foldLibraries: false, foldRuntime: false };
    const { sampleType } = this.wish;
    const answer = asker.ask('flame', { dump: dump.id, sampleType, direction, ...all, ...this.range });
    void this.pending.show(answer, (tree) => {
      fill(this.place, [this.tree.element]);
      this.tree.setTree(tree);
    });
  }

  private selectStack(name: string): void {
    this.options.looksAt(this.wish.sampleType, name);
    this.side.hidden = false;
    fill(this.side, [this.sideHead(name), this.sideLinks(name)]);
  }

  private load(): void {
    if (this.stacks === null) this.loadPlaces();
    else this.loadTree(this.stacks);
  }

  private loadPlaces(): void {
    const { asker, dump } = this.options;
    const how = { ...(this.beside ? { compare: true } : {}), ...this.range };
    void this.pending.show(asker.ask('rows', { dump: dump.id, by: this.by, ...how }), (table) => {
      this.table = table;
      this.change({});
    });
  }

  private change(wish: Partial<RowsWish>): void {
    this.wish = { ...this.wish, ...wish };
    if (this.stacks !== null) {
      this.tree.setFilter(this.wish.filter);
      if (wish.sampleType !== undefined) this.loadTree(this.stacks);
      return;
    }
    if (this.table === null) return;
    const shown = rowsShown(this.table, this.wish);
    this.shown = shown ?? new Int32Array(0);
    const [count, all] = [formatCount(this.shown.length), formatCount(this.table.names.length)];
    fill(this.said, [
      shown === null ? say('This expression cannot be read.') : say('{0} of {1} rows', count, all),
    ]);
    this.draw();
  }

  private draw(): void {
    const columns = this.columns();
    this.view?.dispose();
    this.view = new VirtualTable({
      label: say('Rows of the profile'),
      head: columns.map((column) => this.header(column)),
      cells: (at) => columns.map((column) => column.cell(this.shown[at]!)),
      open: (at) => this.open(at),
      select: (at) => this.select(at),
    });
    fill(this.place, [this.view.element]);
    this.view.setRows(this.shown.length);
  }

  private columns(): readonly Column[] {
    const { sampleType, other } = this.wish;
    const first = this.values(sampleType, 'flat', 'cum');
    const second =
      this.table!.base !== undefined
        ? this.changeColumns(sampleType)
        : other < 0
          ? []
          : this.values(other, 'otherFlat', 'otherCum');
    return [
      ...first,
      ...second,
      { order: 'name', label: say('Name'), numeric: false, cell: (row) => this.nameCell(row) },
      ...(this.by === 'packages' ? [] : [this.placeColumn()]),
    ];
  }

  private values(type: number, flat: RowOrder, cum: RowOrder): Column[] {
    const { sampleTypes, flat: flats, cum: cums } = this.table!;
    const { unit, total, type: name } = sampleTypes[type]!;
    const of = this.wish.other < 0 ? '' : ` ${name}`;
    const value = (column: Float64Array) => (row: number) =>
      el('td', { class: 'numeric' }, [formatValue(column[row]!, unit)]);
    const share = (column: Float64Array) => (row: number) =>
      shareCell(total === 0 ? 0 : column[row]! / total);
    return [
      { order: flat, label: say('Flat') + of, numeric: true, cell: value(flats[type]!) },
      { order: null, label: say('Flat') + ' %', numeric: true, cell: share(flats[type]!) },
      { order: cum, label: say('Cum') + of, numeric: true, cell: value(cums[type]!) },
      { order: null, label: say('Cum') + ' %', numeric: true, cell: share(cums[type]!) },
    ];
  }

  /** With all that a row calls: the baseline's value, the change, and its kind as a sign and a word. */
  private changeColumns(sampleType: number): Column[] {
    const table = this.table!;
    const { unit } = table.sampleTypes[sampleType]!;
    const at = (row: number) => comparedRow(table, sampleType, row) ?? { now: 0, base: 0, written: 0 };
    const text = (of: (row: number) => string) => (row: number) => el('td', { class: 'numeric' }, [of(row)]);
    const delta = (row: number) => signed(at(row).now - at(row).base, unit);
    return [
      {
        order: 'base',
        label: say('Baseline'),
        numeric: true,
        cell: text((row) => formatValue(at(row).written, unit)),
      },
      { order: 'delta', label: say('Change'), numeric: true, cell: text(delta) },
      { order: null, label: '', numeric: false, cell: (row) => changeCell(at(row).now, at(row).base) },
    ];
  }

  private nameCell(row: number): HTMLElement {
    const name = this.nameOf(row);
    const pointed = this.isCode && this.lookedAt.has(name);
    return el('th', { scope: 'row', class: pointed ? 'mono pointed' : 'mono', title: name }, [
      pointed && el('span', { class: 'pointer', title: say('At the cursor of the editor') }, ['▸ ']),
      cutName(name),
    ]);
  }

  private get isCode(): boolean {
    return this.by === 'functions' || this.by === 'lines';
  }

  /** Lines carry their place in a column of its own. */
  private nameOf(row: number): string {
    const name = this.table!.names[row]!;
    const space = this.by === 'lines' ? name.lastIndexOf(' ') : -1;
    return space < 0 ? name : name.slice(0, space);
  }

  private placeColumn(): Column {
    const cell = (row: number) => {
      const { file, fileNames, line } = this.table!;
      const path = file[row]! < 0 ? '' : fileNames[file[row]!]!;
      const text = line[row]! > 0 ? `${baseName(path)}:${line[row]}` : baseName(path);
      return el('td', { class: 'mono dim', title: path }, [text]);
    };
    return { order: null, label: say('Place'), numeric: false, cell };
  }

  private header({ order, label, numeric }: Column): HTMLElement {
    const sorted = order !== null && order === this.wish.order;
    const direction = this.wish.descending ? 'descending' : 'ascending';
    const attributes = {
      scope: 'col',
      class: numeric
        ? 'numeric'
        : label === say('Place')
          ? 'place-column'
          : label === ''
            ? 'change-column'
            : 'name-column',
      'aria-sort': sorted ? direction : null,
    };
    if (order === null) return el('th', attributes, [label]);
    const arrow = sorted ? (this.wish.descending ? ' ▼' : ' ▲') : '';
    const onclick = () => {
      this.change(orderedBy(this.wish, order));
      this.place.querySelector<HTMLElement>(`[data-order="${order}"]`)?.focus();
    };
    return el('th', attributes, [
      el('button', { type: 'button', class: 'sort', 'data-order': order, onclick }, [
        label,
        el('span', { 'aria-hidden': 'true' }, [arrow]),
      ]),
    ]);
  }

  private open(at: number): void {
    const row = this.shown[at];
    if (row !== undefined && this.isCode) this.options.openFunction(this.nameOf(row));
  }

  private select(at: number): void {
    const row = this.shown[at];
    if (row === undefined || this.table === null) return;
    const { asker, dump } = this.options;
    const name = this.table.names[row]!;
    const { sampleType } = this.wish;
    this.options.looksAt(sampleType, this.isCode ? this.nameOf(row) : '');
    const answer = asker.ask('neighbours', {
      ...{ dump: dump.id, by: this.by, name, sampleType },
      ...(this.beside ? { compare: true } : {}),
      ...this.range,
    });
    this.side.hidden = false;
    fill(this.side, [this.sideHead(this.nameOf(row)), this.pendingSide.notice]);
    void this.pendingSide.show(answer, (rows) => this.drawSide(row, rows));
  }

  private sideHead(name: string): HTMLElement {
    return el('h3', { class: 'mono', title: name }, [name]);
  }

  private drawSide(row: number, { callers, callees }: NeighbourRows): void {
    const name = this.nameOf(row);
    fill(this.side, [
      this.sideHead(name),
      this.isCode && this.sideLinks(name),
      ...this.sideList(say('Callers'), callers),
      ...this.sideList(say('Callees'), callees),
    ]);
  }

  private sideLinks(name: string): HTMLElement {
    const link = (text: string, onclick: () => void) =>
      el('button', { type: 'button', class: 'link', onclick }, [text]);
    const { openFunction, showLines, showInFlame } = this.options;
    return el('p', { class: 'side-links' }, [
      link(say('Open the source'), () => openFunction(name)),
      link(say('Its lines'), () => showLines(name)),
      link(say('In the flame graph'), () => showInFlame(name)),
    ]);
  }

  private sideList(title: string, rows: NeighbourRows['callers']): readonly Child[] {
    const { unit, total } = this.table!.sampleTypes[this.wish.sampleType]!;
    if (rows.length === 0) return [el('h4', {}, [title]), el('p', { class: 'dim' }, [say('none')])];
    const items = rows.map(({ name, value }) =>
      el('tr', {}, [
        el('td', { class: 'numeric' }, [formatValue(value, unit)]),
        shareCell(total === 0 ? 0 : value / total),
        el('th', { scope: 'row', class: 'mono', title: name }, [
          el('button', { type: 'button', class: 'link', onclick: () => this.find(name) }, [cutName(name)]),
        ]),
      ]),
    );
    return [el('h4', {}, [title]), el('table', { 'aria-label': title }, [el('tbody', {}, items)])];
  }
}

function signed(value: number, unit: string): string {
  return value > 0 ? `+${formatValue(value, unit)}` : formatValue(value, unit);
}

function shareCell(share: number): HTMLElement {
  const width = `${(Math.min(1, Math.abs(share)) * 100).toFixed(1)}%`;
  return el('td', { class: 'numeric share', vars: { '--width': width } }, [percent(share)]);
}
