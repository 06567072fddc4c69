// How does a table of a hundred thousand rows stay quick, and still a table for those who hear it?

import { type Attributes, type Child, el, fill } from '../dom.ts';
import { rowWindow, scrollTopFor } from './window.ts';

export interface VirtualTableOptions {
  readonly label: string;
  /** The header's cells, `th` with a scope. */
  readonly head: readonly HTMLElement[];
  /** The cells of a row. */
  readonly cells: (row: number) => readonly Child[];
  /** Enter or a double click on a row. */
  readonly open: (row: number) => void;
  readonly select?: (row: number) => void;
  /** Rows that open and close: their level and state, and the keys that change it; true for a key that was used. */
  readonly tree?: {
    readonly attributes: (row: number) => Attributes;
    readonly onKey: (key: string, row: number) => boolean;
  };
}

const ROW_HEIGHT = 22;
const SPARE = 12;
const PAGE_KEYS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
]);

/** A real table of which only the rows in sight exist; row numbers tell readers where they are. */
export class VirtualTable {
  readonly element: HTMLElement;
  private count = 0;
  private selected = -1;
  private drawn = '';
  private frame = 0;
  private readonly options: VirtualTableOptions;
  private readonly body = el('tbody');
  private readonly above = el('tbody', { 'aria-hidden': 'true' });
  private readonly below = el('tbody', { 'aria-hidden': 'true' });
  private readonly table: HTMLTableElement;
  private readonly observer: ResizeObserver;

  constructor(options: VirtualTableOptions) {
    this.options = options;
    const head = el('thead', {}, [el('tr', { 'aria-rowindex': 1 }, options.head)]);
    const role = options.tree === undefined ? null : 'treegrid';
    this.table = el('table', { class: 'virtual-table', role, 'aria-label': options.label }, [
      head,
      this.above,
      this.body,
      this.below,
    ]);
    this.element = el('div', { class: 'virtual', tabindex: 0, role: 'region', 'aria-label': options.label }, [
      this.table,
    ]);
    this.element.addEventListener('scroll', () => this.ask(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    this.body.addEventListener('click', (event) => this.choose(this.rowOf(event)));
    this.body.addEventListener('dblclick', (event) => this.openRow(this.rowOf(event)));
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
  }

  /** Other rows: their number, and that those drawn are old. Without a row that stays selected it begins anew. */
  setRows(count: number, selected = -1): void {
    this.count = count;
    this.selected = selected;
    if (selected < 0) this.element.scrollTop = 0;
    this.table.setAttribute('aria-rowcount', String(count + 1));
    this.refresh();
  }

  /** Draws the rows in sight anew. */
  refresh(): void {
    this.drawn = '';
    this.draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
  }

  private ask(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { scrollTop: top, clientHeight: height } = this.element;
    const { first, end, before, after } = rowWindow({
      top,
      height,
      rowHeight: ROW_HEIGHT,
      count: this.count,
      spare: SPARE,
    });
    const key = `${first} ${end} ${this.selected}`;
    if (key === this.drawn) return;
    this.drawn = key;
    fill(this.above, [spacer(before)]);
    fill(this.below, [spacer(after)]);
    fill(
      this.body,
      Array.from({ length: end - first }, (_, i) => this.row(first + i)),
    );
  }

  private row(row: number): HTMLElement {
    const chosen = row === this.selected;
    const attributes = {
      'aria-rowindex': row + 2,
      'data-row': row,
      class: chosen ? 'chosen' : '',
      'aria-current': chosen ? 'true' : null,
      ...this.options.tree?.attributes(row),
    };
    return el('tr', attributes, this.options.cells(row));
  }

  private rowOf(event: Event): number {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    return row === null ? -1 : Number(row.dataset.row);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.element) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 2);
    const step =
      PAGE_KEYS.get(event.key) ?? (event.key === 'PageDown' ? page : event.key === 'PageUp' ? -page : 0);
    if (step !== 0) this.choose(Math.min(this.count - 1, Math.max(0, this.selected + step)));
    else if (event.key === 'Home') this.choose(0);
    else if (event.key === 'End') this.choose(this.count - 1);
    else if (event.key === 'Enter') this.openRow(this.selected);
    else if (this.selected >= 0 && this.options.tree?.onKey(event.key, this.selected) === true) {
      // The tree has drawn itself.
    } else return;
    event.preventDefault();
  }

  private choose(row: number): void {
    if (row < 0 || row >= this.count) return;
    this.selected = row;
    const { scrollTop: top, clientHeight } = this.element;
    // The header stays in place and hides the first row's height.
    this.element.scrollTop = scrollTopFor(row, {
      top,
      height: clientHeight - ROW_HEIGHT,
      rowHeight: ROW_HEIGHT,
    });
    this.options.select?.(row);
    this.draw();
  }

  private openRow(row: number): void {
    if (row >= 0) this.options.open(row);
  }
}

function spacer(height: number): HTMLElement {
  const cell = el('td');
  cell.style.height = `${height}px`;
  return el('tr', {}, [cell]);
}
