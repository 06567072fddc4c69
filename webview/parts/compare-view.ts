// What changed against the baseline, and what grows over the dumps of this incident?

import type { Comparison, Measure, SiteChange, SiteTrend } from '../../src/model/comparison.ts';
import { formatCount, formatValue } from '../../src/model/units.ts';
import { type Child, el, svg } from '../dom.ts';
import { say } from '../say.ts';
import { changeLabel } from '../views/change-cell.ts';
import { type OpenSite, siteLink } from './site.ts';

const MEASURES: Readonly<Record<Measure, string>> = {
  goroutines: 'Goroutines',
  births: 'Births',
  heap: 'Heap',
  cpu: 'CPU',
  block: 'Block',
  mutex: 'Mutex',
};
const WIDTH = 240;
const HEIGHT = 44;

export function compareView({ baseline, changes, trends }: Comparison, open: OpenSite): HTMLElement {
  return el('div', { class: 'view compare' }, [
    ...(baseline === null ? [] : changeParts(baseline, changes, open)),
    ...(trends.length === 0 ? [] : trendParts(trends, open)),
  ]);
}

function changeParts(
  { name, dumps, sameBuild }: NonNullable<Comparison['baseline']>,
  changes: readonly SiteChange[],
  open: OpenSite,
): readonly Child[] {
  const build = sameBuild ? say('the same build') : say('another build');
  const title = say('Against {0}', name);
  return [
    el('h2', {}, [title]),
    el('p', { class: 'dim', title: dumps.join(' · ') }, [
      // A baseline without a folder is named by its number of dumps already.
      name.startsWith(`${dumps.length} `) ? build : `${say('{0} dumps', dumps.length)} · ${build}`,
    ]),
    changes.length === 0
      ? el('p', {}, [say('Nothing of the workspace changed much.')])
      : table(
          title,
          ['Measure', 'Change', 'Place', 'Now', 'Baseline', 'Difference'],
          changes.map((change) => changeRow(change, open)),
        ),
  ];
}

function changeRow(change: SiteChange, open: OpenSite): HTMLElement {
  const { measure, site, value, base, delta, text } = change;
  const amount = (number: number) => el('td', { class: 'numeric' }, [written(number, change)]);
  return el('tr', { title: text }, [
    el('td', {}, [say(MEASURES[measure])]),
    el('td', {}, change.change === 'same' ? [] : [changeLabel(change.change)]),
    el('th', { scope: 'row' }, [siteLink(site, open)]),
    amount(value),
    amount(base),
    el('td', { class: 'numeric' }, [`${delta > 0 ? '+' : ''}${written(delta, change)}`]),
  ]);
}

function trendParts(trends: readonly SiteTrend[], open: OpenSite): readonly Child[] {
  const title = say('Growth over the dumps');
  return [
    el('h2', {}, [title]),
    el('p', { class: 'dim' }, [
      say('Steady rises, fastest first. The dashed line is the median slope between all pairs of dumps.'),
    ]),
    table(
      title,
      ['Measure', 'Place', 'Over time', 'First', 'Last', 'Slope'],
      trends.map((trend) => trendRow(trend, open)),
    ),
  ];
}

function trendRow(trend: SiteTrend, open: OpenSite): HTMLElement {
  const { points = [], site, measure, text } = trend;
  const end = (at: number) =>
    el('td', { class: 'numeric' }, [points.length === 0 ? '–' : written(points.at(at)![1], trend)]);
  return el('tr', { title: text }, [
    el('td', {}, [say(MEASURES[measure])]),
    el('th', { scope: 'row' }, [siteLink(site, open)]),
    el('td', {}, [growthPicture(trend)]),
    end(0),
    end(-1),
    el('td', { class: 'numeric' }, [rate(trend)]),
  ]);
}

/** The dumps as dots on a line, and the robust slope through their middle. */
function growthPicture({ points = [], perSecond, text }: SiteTrend): Child {
  if (points.length === 0) return null;
  const seconds = points.at(-1)![0] || 1;
  const most = points.reduce((all, [, value]) => Math.max(all, value), 1);
  const x = (time: number) => 4 + (time / seconds) * (WIDTH - 8);
  const y = (value: number) => HEIGHT - 4 - (value / most) * (HEIGHT - 8);
  const place = ([time, value]: readonly [number, number]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`;
  const middle = points[points.length >> 1]!;
  const slope = (time: number) => middle[1] + perSecond * (time - middle[0]);
  return svg('svg', { class: 'growth', width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': text }, [
    svg('line', { class: 'slope', x1: x(0), y1: y(slope(0)), x2: x(seconds), y2: y(slope(seconds)) }),
    svg('polyline', { class: 'curve bad', points: points.map(place).join(' ') }),
    ...points.map(([time, value]) => svg('circle', { cx: x(time), cy: y(value), r: 2.5 })),
  ]);
}

/** By the minute where a second shows less than one. */
function rate({ perSecond, unit }: SiteTrend): string {
  if (unit !== 'goroutines') return say('{0} per second', `+${formatValue(perSecond, unit)}`);
  return perSecond >= 1
    ? say('{0} per second', `+${formatCount(perSecond)}`)
    : say('{0} per minute', `+${formatCount(perSecond * 60)}`);
}

function written(value: number, { unit }: Pick<SiteChange, 'unit'>): string {
  return unit === 'goroutines' ? formatCount(value) : formatValue(value, unit);
}

function table(label: string, head: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const numeric = new Set(['Now', 'Baseline', 'Difference', 'First', 'Last', 'Slope']);
  const cells = head.map((text) =>
    el('th', { scope: 'col', class: numeric.has(text) ? 'numeric' : '' }, [say(text)]),
  );
  return el('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': label }, [
    el('table', { class: 'compare-table', 'aria-label': label }, [
      el('thead', {}, [el('tr', {}, cells)]),
      el('tbody', {}, rows),
    ]),
  ]);
}
