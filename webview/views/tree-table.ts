// How does a call tree stand in a table whose rows open and close?

import { formatCount, formatValue } from '../../src/model/units.ts';
import type { FlameTree } from '../../src/protocol/flame.ts';
import { el, fill } from '../dom.ts';
import { cutName } from '../parts/cut-name.ts';
import { say } from '../say.ts';
import { percent } from '../text.ts';
import { VirtualTable } from '../virtual/virtual-table.ts';
import { childrenIn, opened, type TreeModel, treeModel, treeRows } from './tree-model.ts';

export interface TreeTableOptions {
  readonly open: (name: string) => void;
  readonly select: (name: string) => void;
  /** Hears how many rows there are; null for a filter that cannot be read. */
  readonly counted: (text: string | null) => void;
}

/** Deeper rows stand no further to the right: there would be no room for their names. */
const MOST_INDENT = 30;

export class TreeTable {
  readonly element = el('div', { class: 'rows-place tree' });
  private model: TreeModel | null = null;
  private open: ReadonlySet<number> = new Set();
  private rows: Int32Array = new Int32Array(0);
  private filter = '';
  private view: VirtualTable | null = null;

  constructor(private readonly options: TreeTableOptions) {}

  setTree(tree: FlameTree): void {
    this.model = treeModel(tree);
    this.open = opened(this.model, new Set(), 0);
    this.drawTable();
    this.drawRows(-1);
  }

  setFilter(filter: string): void {
    if (filter === this.filter) return;
    this.filter = filter;
    this.drawRows(-1);
  }

  private drawTable(): void {
    const { tree } = this.model!;
    const others = (tree.others ?? []).map(({ type }) => numericHead(type, `${say('Cum')} ${type}`));
    const head = [say('Cum'), `${say('Cum')} %`, say('Flat')].map((text) => numericHead(text, text));
    this.view?.dispose();
    this.view = new VirtualTable({
      label: say('Call tree'),
      head: [...head, ...others, el('th', { scope: 'col', class: 'name-column' }, [say('Name')])],
      cells: (at) => this.cells(this.rows[at]!),
      open: (at) => this.options.open(this.nameOf(this.rows[at]!)),
      select: (at) => this.options.select(this.nameOf(this.rows[at]!)),
      tree: { attributes: (at) => this.stateOf(this.rows[at]!), onKey: (key, at) => this.onKey(key, at) },
    });
    fill(this.element, [this.view.element]);
  }

  private drawRows(selected: number): void {
    const { model, view } = this;
    if (model === null || view === null) return;
    const rows = treeRows(model, this.open, this.filter);
    this.rows = rows ?? new Int32Array(0);
    view.setRows(this.rows.length, this.rows.indexOf(selected));
    const { length } = model.tree.parent;
    this.options.counted(rows && say('{0} of {1} rows', formatCount(this.rows.length), formatCount(length)));
  }

  private toggle(node: number): void {
    const { model } = this;
    if (model === null || this.filter.trim() !== '') return;
    if (this.open.has(node)) this.open = new Set([...this.open].filter((one) => one !== node));
    else this.open = opened(model, this.open, node);
    this.drawRows(node);
  }

  /** Right opens, left closes or goes to the caller, as in every tree. */
  private onKey(key: string, at: number): boolean {
    const node = this.rows[at]!;
    const isOpen = this.open.has(node);
    if (key === 'ArrowRight' && !isOpen && this.hasChildren(node)) this.toggle(node);
    else if (key === 'ArrowLeft' && isOpen && this.hasChildren(node)) this.toggle(node);
    else if (key === 'ArrowLeft') this.drawRows(Math.max(0, this.model!.tree.parent[node]!));
    else return key === 'ArrowRight';
    return true;
  }

  private hasChildren(node: number): boolean {
    return childrenIn(this.model!, node).length > 0;
  }

  private isOpen(node: number): boolean {
    return this.filter.trim() === '' ? this.open.has(node) : true;
  }

  private stateOf(node: number) {
    return {
      'aria-level': this.model!.tree.depth[node]! + 1,
      'aria-expanded': this.hasChildren(node) ? String(this.isOpen(node)) : null,
    };
  }

  private nameOf(node: number): string {
    const { names, name } = this.model!.tree;
    return names[name[node]!]!;
  }

  private cells(node: number): readonly HTMLElement[] {
    const { tree } = this.model!;
    const { total, self, unit, others = [] } = tree;
    const value = (text: string) => el('td', { class: 'numeric' }, [text]);
    const share = total[0] === 0 ? 0 : total[node]! / total[0]!;
    return [
      value(formatValue(total[node]!, unit)),
      el('td', { class: 'numeric share', vars: { '--width': `${Math.min(100, Math.abs(share) * 100)}%` } }, [
        percent(share),
      ]),
      value(self[node] === 0 ? '.' : formatValue(self[node]!, unit)),
      ...others.map((other) => value(formatValue(other.total[node]!, other.unit))),
      this.nameCell(node),
    ];
  }

  private nameCell(node: number): HTMLElement {
    const name = this.nameOf(node);
    const indent = `${Math.min(MOST_INDENT, this.model!.tree.depth[node]!) * 12}px`;
    const onclick = (event: Event) => {
      event.stopPropagation();
      this.toggle(node);
    };
    const sign = this.isOpen(node) ? '▾' : '▸';
    const twisty = this.hasChildren(node)
      ? el('span', { class: 'tree-twisty', 'aria-hidden': 'true', onclick }, [sign])
      : el('span', { class: 'tree-twisty' });
    return el('th', { scope: 'row', class: 'mono', title: name }, [
      el('span', { class: 'tree-name', vars: { '--indent': indent } }, [twisty, cutName(name)]),
    ]);
  }
}

function numericHead(text: string, title: string): HTMLElement {
  return el('th', { scope: 'col', class: 'numeric', title }, [text]);
}
