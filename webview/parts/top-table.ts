// Which functions carry a dump's numbers? A table to sort, filter and walk from into the code.

import { formatCount } from '../../src/model/units.ts';
import type { TopRow, TopTable } from '../../src/protocol/answers.ts';
import { type Child, el, fill } from '../dom.ts';
import { baseName, percent } from '../text.ts';
import { button, checkbox, dropdown, textField } from '../toolkit.ts';
import { type OpenSite, shortSiteLink } from './site.ts';
import {
  firstView,
  isWhole,
  matchingRows,
  type OrderBy,
  orderedBy,
  ROWS_AT_FIRST,
  type TableView,
} from './table-model.ts';

export interface TopTableOptions {
  readonly sampleTypes: TopTable['sampleTypes'];
  readonly sampleType: number;
  readonly open: OpenSite;
  /** Asks for rows in this order; the answer comes to `show`. */
  readonly ask: (sampleType: number, by: 'flat' | 'cum') => void;
}

export interface TopTableView {
  readonly element: HTMLElement;
  show(table: TopTable): void;
}

interface Column {
  readonly by: OrderBy | null;
  readonly label: string;
  readonly numeric: boolean;
  readonly title: string;
}

const COLUMNS: readonly Column[] = [
  { by: 'flat', label: 'Flat', numeric: true, title: 'In the function itself' },
  { by: null, label: 'Flat %', numeric: true, title: 'Flat, of the total' },
  { by: 'cum', label: 'Cum', numeric: true, title: 'In the function and all that it calls' },
  { by: null, label: 'Cum %', numeric: true, title: 'Cum, of the total' },
  { by: 'function', label: 'Function', numeric: false, title: 'As the dump names it' },
  { by: null, label: 'Place', numeric: false, title: 'File and line; a link where it is in reach' },
];

export function topTable(options: TopTableOptions): TopTableView {
  return new TopTableController(options);
}

class TopTableController implements TopTableView {
  readonly element: HTMLElement;
  private view: TableView;
  private table: TopTable | null = null;
  private readonly options: TopTableOptions;
  private readonly head = el('tr');
  private readonly rows = el('tbody');
  private readonly foot = el('div', { class: 'table-foot' });

  constructor(options: TopTableOptions) {
    this.options = options;
    this.view = firstView(options.sampleType);
    const table = el('table', { class: 'top', 'aria-label': 'Functions' }, [
      el('thead', {}, [this.head]),
      this.rows,
    ]);
    this.element = el('div', { class: 'top-view' }, [
      this.tools(),
      el('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Functions' }, [table]),
      this.foot,
    ]);
    this.draw();
    this.ask();
  }

  show(table: TopTable): void {
    this.table = table;
    this.draw();
  }

  private tools(): HTMLElement {
    const types = this.options.sampleTypes.map(({ type, total }) => `${type} · ${total}`);
    return el('div', { class: 'tools', role: 'group', 'aria-label': 'What the table shows' }, [
      types.length > 1 &&
        dropdown('Sample type', types, this.view.sampleType, (sampleType) => this.change({ sampleType })),
      types.length === 1 && el('span', { class: 'dim' }, [types[0]!]),
      textField('Filter functions and files', 'Filter functions and files', (filter) =>
        this.change({ filter }),
      ),
      checkbox('Only the workspace', (ownOnly) => this.change({ ownOnly })),
    ]);
  }

  /** Takes a new wish; asks for other rows only when those in hand can't answer it. */
  private change(wish: Partial<TableView>): void {
    const before = this.view;
    this.view = { ...before, limit: ROWS_AT_FIRST, ...wish };
    const otherRows = this.view.sampleType !== before.sampleType || this.view.by !== before.by;
    if (otherRows && this.table !== null && !isWhole(this.table) && this.view.by !== 'function') this.ask();
    this.draw();
  }

  private ask(): void {
    this.options.ask(this.view.sampleType, this.view.by === 'cum' ? 'cum' : 'flat');
  }

  private draw(): void {
    fill(
      this.head,
      COLUMNS.map((column) => this.header(column)),
    );
    const matching = this.table === null ? [] : matchingRows(this.table.rows, this.view);
    fill(
      this.rows,
      matching.slice(0, this.view.limit).map((row) => this.row(row)),
    );
    fill(this.foot, this.footer(matching.length));
  }

  private header({ by, label, numeric, title }: Column): HTMLElement {
    const sorted = by !== null && by === this.view.by;
    const direction = this.view.descending ? 'descending' : 'ascending';
    const attributes = {
      scope: 'col',
      class: numeric ? 'numeric' : '',
      title,
      'aria-sort': sorted ? direction : null,
    };
    if (by === null) return el('th', attributes, [label]);
    const arrow = el('span', { class: 'arrow', 'aria-hidden': 'true' }, [
      sorted ? (this.view.descending ? '▼' : '▲') : '',
    ]);
    const onclick = () => {
      this.change(orderedBy(this.view, by));
      this.head.querySelector<HTMLElement>(`[data-by="${by}"]`)?.focus();
    };
    return el('th', attributes, [
      el('button', { type: 'button', class: 'sort', 'data-by': by, onclick }, [label, arrow]),
    ]);
  }

  private row(row: TopRow): HTMLElement {
    const at = this.view.sampleType;
    return el('tr', {}, [
      el('td', { class: 'numeric' }, [row.flatText[at] ?? '–']),
      shareCell(row.flatShare[at]),
      el('td', { class: 'numeric' }, [row.cumText[at] ?? '–']),
      shareCell(row.cumShare[at]),
      el('th', { scope: 'row', class: 'mono clip', title: row.function }, [row.function]),
      el('td', { class: 'clip' }, [this.place(row)]),
    ]);
  }

  private place(row: TopRow): Child {
    if (row.site !== null) return shortSiteLink(row.site, this.options.open);
    return el('span', { class: 'dim mono', title: row.file }, [baseName(row.file)]);
  }

  private footer(matching: number): readonly Child[] {
    const { table, view } = this;
    if (table === null) return [el('p', { class: 'dim', role: 'status' }, ['Counting…'])];
    const more = button('Show more', () => this.more());
    const text = countText(table, view, matching);
    return [el('p', { class: 'dim', role: 'status' }, [text]), view.limit < matching && more];
  }

  private more(): void {
    this.view = { ...this.view, limit: this.view.limit * 2 };
    this.draw();
  }
}

/** `50 of 1,234 functions`; told when the filter had only the first of them to look through. */
function countText(table: TopTable, view: TableView, matching: number): string {
  const whole = isWhole(table);
  const among = whole
    ? ''
    : `, of the ${formatCount(table.rows.length)} with the greatest values (${formatCount(table.functions)} in all)`;
  if (matching === 0) return `No function matches${among}.`;
  return `${formatCount(Math.min(view.limit, matching))} of ${formatCount(matching)} functions${among}`;
}

function shareCell(share: number | undefined): HTMLElement {
  const known = share ?? Number.NaN;
  const width = Number.isFinite(known) ? `${(Math.min(1, Math.abs(known)) * 100).toFixed(1)}%` : '0%';
  return el('td', { class: 'numeric share', vars: { '--width': width } }, [percent(known)]);
}
