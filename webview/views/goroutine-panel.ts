// Which goroutines are there, who made them, and what do they wait for?

import { formatCount, formatValue } from '../../src/model/units.ts';
import type { DumpSummary } from '../../src/protocol/answers.ts';
import type { GoroutineRow, GoroutineTable, TimeRange } from '../../src/protocol/views.ts';
import type { Asker } from '../ask.ts';
import { type Child, el, fill, svg } from '../dom.ts';
import { matcherOf } from '../flame/find.ts';
import { type OpenSite, placeText, shortSiteLink, siteLink } from '../parts/site.ts';
import { say } from '../say.ts';
import { baseName, shortFunction } from '../text.ts';
import { button, checkbox, textField } from '../toolkit.ts';
import { VirtualTable } from '../virtual/virtual-table.ts';
import { changeCell } from './change-cell.ts';
import { Pending } from './pending.ts';

export interface GoroutinePanelOptions {
  readonly dump: DumpSummary;
  readonly asker: Asker;
  readonly open: OpenSite;
  readonly copy: (text: string) => void;
}

type Key = 'site' | 'start' | 'state' | 'alive' | 'born' | 'ended' | 'age' | 'base';

interface Column {
  readonly key: Key | null;
  readonly label: string;
  readonly numeric: boolean;
  readonly cell: (row: GoroutineRow) => HTMLElement;
}

const NS = 'nanoseconds';

export class GoroutinePanel {
  readonly element: HTMLElement;
  private table: GoroutineTable | null = null;
  private shown: readonly GoroutineRow[] = [];
  private order: Key = 'alive';
  private descending = true;
  private filter = '';
  private beside: boolean;
  private asked: TimeRange | null = null;
  private view: VirtualTable | null = null;
  private readonly pending = new Pending();
  private readonly said = el('span', { class: 'dim', role: 'status' });
  private readonly place = el('div', { class: 'rows-place' });
  private readonly side = el('aside', { class: 'neighbours', 'aria-label': say('One group'), hidden: true });

  constructor(private readonly options: GoroutinePanelOptions) {
    this.beside = options.dump.comparedWith !== undefined;
    const hint = say('Filter by text, or /expression/');
    const tools = el('div', { class: 'tools', role: 'group', 'aria-label': say('What the table shows') }, [
      textField(hint, hint, (filter) => {
        this.filter = filter;
        this.draw();
      }),
      options.dump.comparedWith !== undefined &&
        checkbox(say('Beside the baseline'), (beside) => this.compare(beside), this.beside),
      this.said,
    ]);
    this.element = el('div', { class: 'rows-panel goroutines' }, [
      tools,
      el('div', { class: 'rows-both' }, [this.place, this.side]),
      this.pending.notice,
    ]);
    this.follow(null);
  }

  /** Counts births, ends and those alive in a part of the trace; null for all of it. */
  follow(range: TimeRange | null): void {
    this.asked = range;
    const { asker, dump } = this.options;
    const compare = this.beside ? { compare: true } : {};
    void this.pending.show(asker.ask('goroutines', { dump: dump.id, range, ...compare }), (table) => {
      this.table = table;
      this.draw();
    });
  }

  private compare(beside: boolean): void {
    this.beside = beside;
    if (this.order === 'base') this.order = 'alive';
    this.follow(this.asked);
  }

  private draw(): void {
    if (this.table === null) return;
    const { rows, alive } = this.table;
    const matches = matcherOf(this.filter);
    const kept = rows.filter((row) => matches === null || matches(textOf(row)));
    this.shown = kept.sort((a, b) => (this.descending ? -1 : 1) * compare(a, b, this.order));
    const words =
      this.table.durationNs === null ? '{0} groups, {1} goroutines' : '{0} groups, {1} alive at the end';
    const { baseAlive } = this.table;
    const before = baseAlive === undefined ? '' : ` · ${say('baseline {0}', formatCount(baseAlive))}`;
    fill(this.said, [say(words, formatCount(kept.length), formatCount(alive)) + before]);
    const columns = this.columns(this.table);
    this.view?.dispose();
    this.view = new VirtualTable({
      label: say('Groups of goroutines'),
      head: columns.map((column) => this.header(column)),
      cells: (at) => columns.map(({ cell }) => cell(this.shown[at]!)),
      open: (at) => this.open(this.shown[at]!),
      select: (at) => this.drawSide(this.shown[at]!),
    });
    fill(this.place, [this.view.element]);
    this.view.setRows(this.shown.length);
  }

  private columns({ durationNs, baseAlive }: GoroutineTable): readonly Column[] {
    const count = (key: 'alive' | 'born' | 'ended', label: string): Column => ({
      key,
      label,
      numeric: true,
      cell: (row) => el('td', { class: 'numeric' }, [row[key] === null ? '–' : formatCount(row[key])]),
    });
    const lives = [count('born', say('Born')), count('ended', say('Ended'))];
    const text = (key: Key, label: string, of: (row: GoroutineRow) => string): Column => ({
      key,
      label,
      numeric: false,
      cell: (row) => el('td', { class: 'mono', title: of(row) }, [of(row)]),
    });
    return [
      count('alive', durationNs === null ? say('Count') : say('Alive')),
      ...(baseAlive === undefined ? [] : baseColumns()),
      ...(durationNs === null ? [] : [...lives, sparkColumn(this.table!)]),
      { key: 'age', label: say('Age'), numeric: true, cell: ageCell },
      text('state', say('State'), (row) => row.state || '–'),
      { ...text('site', say('Created at'), siteText), cell: (row) => this.siteCell(row) },
      text('start', say('Start function'), (row) => shortFunction(row.start) + otherStarts(row)),
    ];
  }

  private siteCell(row: GoroutineRow): HTMLElement {
    return el('td', { class: 'mono', title: siteText(row) }, [
      row.site === null ? siteText(row) : shortSiteLink(row.site, this.options.open),
    ]);
  }

  private header({ key, label, numeric }: Column): HTMLElement {
    const sorted = key !== null && key === this.order;
    const attributes = {
      scope: 'col',
      class: numeric ? 'numeric' : key === null ? 'spark-column' : key === 'state' ? 'state-column' : '',
      'aria-sort': sorted ? (this.descending ? 'descending' : 'ascending') : null,
    };
    if (key === null) return el('th', attributes, [label]);
    const onclick = () => {
      this.descending = this.order === key ? !this.descending : numeric;
      this.order = key;
      this.draw();
      this.place.querySelector<HTMLElement>(`[data-order="${key}"]`)?.focus();
    };
    const arrow = sorted ? (this.descending ? ' ▼' : ' ▲') : '';
    return el('th', attributes, [
      el('button', { type: 'button', class: 'sort', 'data-order': key, onclick }, [
        label,
        el('span', { 'aria-hidden': 'true' }, [arrow]),
      ]),
    ]);
  }

  private open({ site }: GoroutineRow): void {
    if (site !== null && site.mappedBy !== 'none') this.options.open({ file: site.file, line: site.line });
  }

  private drawSide(row: GoroutineRow): void {
    const copy = button(say('Copy the stack'), () => this.options.copy(row.stack.join('\n')));
    this.side.hidden = false;
    fill(this.side, [
      el('h3', { class: 'mono', title: row.start }, [row.start]),
      row.site !== null && el('p', {}, [siteLink(row.site, this.options.open)]),
      ...waitList(row),
      el('h4', {}, [this.table?.durationNs === null ? say('Stack') : say('Created by')]),
      row.stack.length === 0
        ? el('p', { class: 'dim' }, [say('The dump does not tell.')])
        : el('ol', { class: 'stack mono' }, row.stack.map(stackLine)),
      row.stack.length > 0 && copy,
    ]);
  }
}

/** `function file:line`: the function, and the file without its folders. */
function stackLine(frame: string): HTMLElement {
  const space = frame.indexOf(' ');
  const [name, place] = space < 0 ? [frame, ''] : [frame.slice(0, space), frame.slice(space + 1)];
  return el('li', { title: frame }, [
    shortFunction(name),
    place !== '' && el('span', { class: 'dim' }, [` ${baseName(place)}`]),
  ]);
}

/** How many the baseline has, and what that means. */
function baseColumns(): readonly Column[] {
  const count = ({ base }: GoroutineRow) => el('td', { class: 'numeric' }, [formatCount(base ?? 0)]);
  return [
    { key: 'base', label: say('Baseline'), numeric: true, cell: count },
    {
      key: null,
      label: say('Change'),
      numeric: false,
      cell: ({ alive, base = 0 }) => changeCell(alive, base),
    },
  ];
}

function waitList({ waits }: GoroutineRow): readonly Child[] {
  if (waits.length === 0) return [];
  const items = waits.map(({ reason, count, ns }) =>
    el('tr', {}, [
      el('th', { scope: 'row' }, [reason]),
      el('td', { class: 'numeric' }, [`${formatCount(count)} ×`]),
      el('td', { class: 'numeric' }, [ns > 0 ? formatValue(ns, NS) : '']),
    ]),
  );
  const table = el('table', { 'aria-label': say('What they wait for') }, [el('tbody', {}, items)]);
  return [el('h4', {}, [say('What they wait for')]), table];
}

function sparkColumn({ rows }: GoroutineTable): Column {
  const most = rows.reduce((all, { spark }) => spark.reduce((a, b) => Math.max(a, b), all), 1);
  const cell = ({ spark }: GoroutineRow) => {
    const points = spark.map((alive, i) => `${i},${(16 - (alive / most) * 15).toFixed(2)}`).join(' ');
    const label = say('{0} alive at the start, {1} at the end', spark[0] ?? 0, spark.at(-1) ?? 0);
    return el('td', {}, [
      svg(
        'svg',
        {
          class: 'spark',
          viewBox: `0 0 ${Math.max(1, spark.length - 1)} 16`,
          preserveAspectRatio: 'none',
          role: 'img',
          'aria-label': label,
        },
        [svg('polyline', { points, class: 'curve' })],
      ),
    ]);
  };
  return { key: null, label: say('Over time'), numeric: false, cell };
}

function ageCell({ age }: GoroutineRow): HTMLElement {
  return el('td', { class: 'numeric' }, [age === null ? '–' : formatValue(age, NS)]);
}

function siteText({ site, creator }: GoroutineRow): string {
  return site === null ? shortFunction(creator) || '–' : placeText(site);
}

function otherStarts({ otherStarts: more }: GoroutineRow): string {
  return more > 0 ? ` +${more}` : '';
}

function textOf(row: GoroutineRow): string {
  return [row.start, siteText(row), row.state, ...row.stack].join('\n');
}

function compare(a: GoroutineRow, b: GoroutineRow, key: Key): number {
  const [x, y] = key === 'site' ? [siteText(a), siteText(b)] : [a[key], b[key]];
  if (typeof x === 'string' && typeof y === 'string') return x < y ? -1 : x > y ? 1 : 0;
  return Number(x ?? -1) - Number(y ?? -1);
}
