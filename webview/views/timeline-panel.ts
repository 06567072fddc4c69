// What happened when? Groups of goroutines, collections, stops and the heap over one trace.

import { formatCount, formatValue } from '../../src/model/units.ts';
import type { DumpSummary } from '../../src/protocol/answers.ts';
import type { Band, Lane, Timeline, TimeRange } from '../../src/protocol/views.ts';
import type { Asker } from '../ask.ts';
import { type Child, el, fill, svg } from '../dom.ts';
import { type OpenSite, siteLink } from '../parts/site.ts';
import { say } from '../say.ts';
import { percent, shortFunction } from '../text.ts';
import { Pending } from './pending.ts';

export interface TimelinePanelOptions {
  readonly dump: DumpSummary;
  readonly asker: Asker;
  readonly open: OpenSite;
  /** Hears the part of the trace that was chosen; null for all of it. */
  readonly follow: (range: TimeRange | null) => void;
}

const NS = 'nanoseconds';
const STEPS_BY_KEY = 50;
const FOLLOWS =
  'Drag over the picture to choose a time: the other views of the trace follow it. Other dumps have no times to follow.';

export class TimelinePanel {
  readonly element = el('div', { class: 'timeline' });
  private readonly pending = new Pending();
  private range: TimeRange | null = null;
  private duration = 1;
  private readonly brush = el('div', { class: 'brush', hidden: true });
  private readonly said = el('p', { class: 'dim', role: 'status' });

  constructor(private readonly options: TimelinePanelOptions) {
    const { asker, dump } = options;
    fill(this.element, [this.pending.notice]);
    void this.pending.show(asker.ask('timeline', { dump: dump.id }), (timeline) => this.draw(timeline));
  }

  /** Forgets the chosen time. */
  clear(): void {
    this.take(null);
  }

  private draw(timeline: Timeline): void {
    this.duration = Math.max(1, timeline.durationNs);
    const most = timeline.lanes.reduce((all, { alive }) => alive.reduce((a, b) => Math.max(a, b), all), 1);
    const rows = [
      timeline.heap.length > 1 && this.heapRow(timeline),
      this.bandRow(say('Collections'), timeline.collections, 'collection'),
      this.bandRow(say('Stops of the program'), timeline.stops, 'stop'),
      ...timeline.lanes.map((lane) => this.laneRow(lane, most)),
    ];
    const hidden = timeline.otherGroups;
    const chart = el('div', { class: 'lanes' }, [this.axis(timeline), ...rows, this.overlay()]);
    fill(this.element, [
      el('p', { class: 'dim' }, [say(FOLLOWS)]),
      timeline.lanes.some(hasStates) && stateLegend(),
      chart,
      this.said,
      hidden > 0 &&
        el('p', { class: 'dim' }, [
          say('{0} smaller groups are in the goroutine table.', formatCount(hidden)),
        ]),
    ]);
    this.tell();
  }

  private axis({ durationNs, processors }: Timeline): HTMLElement {
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) =>
      el('span', {}, [formatValue(durationNs * share, NS)]),
    );
    const facts = processors > 0 ? say('{0} processors', formatCount(processors)) : '';
    return row([facts], el('div', { class: 'axis-ticks dim' }, ticks), 'axis-row');
  }

  private heapRow({ heap, heapGoal }: Timeline): HTMLElement {
    const most = [...heap, ...heapGoal].reduce((all, [, bytes]) => Math.max(all, bytes), 1);
    const line = (points: Timeline['heap'], kind: string) =>
      svg('polyline', {
        class: `curve ${kind}`,
        points: points
          .map(([t, v]) => `${((t / this.duration) * 1000).toFixed(1)},${(40 - (v / most) * 38).toFixed(1)}`)
          .join(' '),
      });
    const last = heap.at(-1)![1];
    const text = say(
      'Heap {0}, at most {1}',
      formatValue(last, 'bytes'),
      formatValue(Math.max(...heap.map(([, v]) => v)), 'bytes'),
    );
    return row(
      [text, el('span', { class: 'dim' }, [say('dashed: the goal')])],
      picture(text, 40, [line(heapGoal, 'good'), line(heap, '')]),
      'heap-row',
    );
  }

  private bandRow(label: string, bands: readonly Band[], kind: string): HTMLElement {
    const total = bands.reduce((sum, { from, to }) => sum + to - from, 0);
    const text = `${label}: ${formatCount(bands.length)}, ${formatValue(total, NS)} (${percent(total / this.duration)})`;
    const boxes = bands.map(({ from, to }) =>
      svg('rect', {
        class: kind,
        x: ((from / this.duration) * 1000).toFixed(2),
        width: Math.max(0.8, ((to - from) / this.duration) * 1000).toFixed(2),
        y: 1,
        height: 14,
      }),
    );
    return row([text], picture(text, 16, boxes), 'band-row');
  }

  private laneRow(lane: Lane, most: number): HTMLElement {
    const { alive } = lane;
    const peak = Math.max(1, ...alive);
    const x = (i: number) => ((i / Math.max(1, alive.length - 1)) * 1000).toFixed(1);
    // A lane's own height tells its shape, its strength how many it holds beside the largest.
    const points = alive.map((count, i) => `${x(i)},${(24 - (count / peak) * 22).toFixed(1)}`);
    const name = shortFunction(lane.start);
    const text = say(
      '{0}: {1} born, {2} ended, at most {3} alive',
      name,
      formatCount(lane.born),
      formatCount(lane.ended),
      formatCount(peak),
    );
    const label: Child[] = [
      el('span', { class: 'mono lane-name', title: lane.start }, [name]),
      lane.site && siteLink(lane.site, this.options.open),
      el('span', { class: 'dim' }, [
        say(
          '{0} born · {1} ended · peak {2}',
          formatCount(lane.born),
          formatCount(lane.ended),
          formatCount(peak),
        ) + mostly(lane),
      ]),
    ];
    const area = svg('polygon', {
      class: 'lane-area',
      points: `0,24 ${points.join(' ')} 1000,24`,
      'fill-opacity': (0.2 + 0.6 * Math.sqrt(peak / most)).toFixed(2),
    });
    return row(label, el('div', {}, [picture(text, 24, [area]), states(lane)]), 'lane-row');
  }

  /** Over all rows: the part that was chosen. Arrows move it, Shift widens it, Escape takes it away. */
  private overlay(): HTMLElement {
    const label = say('Chosen time. Arrows move it, with Shift they widen it, Escape takes it away.');
    const over = el('div', { class: 'brush-area', tabindex: 0, role: 'application', 'aria-label': label }, [
      this.brush,
    ]);
    const at = (event: PointerEvent) => {
      const { left, width } = over.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width))) * this.duration;
    };
    over.addEventListener('pointerdown', (down) => {
      over.setPointerCapture(down.pointerId);
      const from = at(down);
      const move = (event: PointerEvent) => this.choose(from, at(event));
      over.addEventListener('pointermove', move);
      over.addEventListener(
        'pointerup',
        () => {
          over.removeEventListener('pointermove', move);
          this.options.follow(this.range);
        },
        { once: true },
      );
      this.take(null);
    });
    over.addEventListener('keydown', (event) => this.onKey(event));
    return over;
  }

  private onKey(event: KeyboardEvent): void {
    const step = this.duration / STEPS_BY_KEY;
    const by = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0;
    if (event.key === 'Escape') this.take(null);
    else if (by === 0) return;
    else {
      const { from, to } = this.range ?? { from: 0, to: this.duration / 10 };
      if (event.shiftKey) this.choose(from, Math.min(this.duration, Math.max(from + step, to + by)));
      else {
        const moved = Math.min(this.duration - (to - from), Math.max(0, from + by));
        this.choose(moved, moved + to - from);
      }
    }
    event.preventDefault();
    this.options.follow(this.range);
  }

  private choose(a: number, b: number): void {
    this.take(Math.abs(a - b) < this.duration / 2000 ? null : { from: Math.min(a, b), to: Math.max(a, b) });
  }

  private take(range: TimeRange | null): void {
    this.range = range;
    this.brush.hidden = range === null;
    if (range !== null) {
      this.brush.style.left = `${(range.from / this.duration) * 100}%`;
      this.brush.style.width = `${((range.to - range.from) / this.duration) * 100}%`;
    }
    this.tell();
  }

  private tell(): void {
    const { range } = this;
    fill(this.said, [
      range === null
        ? say('The whole trace: {0}', formatValue(this.duration, NS))
        : say('Chosen: {0} to {1}', formatValue(range.from, NS), formatValue(range.to, NS)),
    ]);
  }
}

function row(label: readonly Child[], picture_: HTMLElement | SVGElement, kind: string): HTMLElement {
  return el('div', { class: `lane ${kind}` }, [
    el('div', { class: 'lane-label' }, label),
    el('div', { class: 'lane-picture' }, [picture_]),
  ]);
}

function picture(label: string, height: number, children: readonly Child[]): SVGElement {
  return svg(
    'svg',
    {
      viewBox: `0 0 1000 ${height}`,
      preserveAspectRatio: 'none',
      class: 'lane-svg',
      role: 'img',
      'aria-label': label,
      height,
    },
    children,
  );
}

const STATE_NAMES = [
  ['running', 'running'],
  ['runnable', 'ready'],
  ['syscall', 'in system calls'],
  ['waiting', 'waiting'],
] as const;

function hasStates({ running, runnable, syscall, waiting }: Lane): boolean {
  return running + runnable + syscall + waiting > 0;
}

/** What most of the time went to, in words: ` · waiting 99.2%`. */
function mostly(lane: Lane): string {
  if (!hasStates(lane)) return '';
  const [kind, name] = [...STATE_NAMES].sort((a, b) => lane[b[0]] - lane[a[0]])[0]!;
  const total = STATE_NAMES.reduce((sum, [one]) => sum + lane[one], 0);
  return ` · ${say(name)} ${percent(lane[kind] / total)}`;
}

function stateLegend(): HTMLElement {
  const entries = STATE_NAMES.map(([kind, name]) =>
    el('span', { class: 'legend-entry' }, [
      el('span', { class: `swatch in-state ${kind}`, 'aria-hidden': 'true' }),
      say(name),
    ]),
  );
  return el('div', { class: 'legend' }, [say('Below each group, how its time went:'), ...entries]);
}

/** How the time of a lane's goroutines went: one bar of four parts, told in words too. */
function states(lane: Lane): HTMLElement | null {
  if (!hasStates(lane)) return null;
  const total = STATE_NAMES.reduce((sum, [kind]) => sum + lane[kind], 0);
  const share = (kind: (typeof STATE_NAMES)[number][0]) => lane[kind] / total;
  const words = STATE_NAMES.map(([kind, name]) => `${say(name)} ${percent(share(kind))}`).join(' · ');
  return el(
    'div',
    { class: 'states', role: 'img', 'aria-label': words, title: words },
    STATE_NAMES.map(([kind]) => el('span', { class: kind, vars: { '--width': `${share(kind) * 100}%` } })),
  );
}
