// How do values over time look? Lines in a stretched drawing, with their words beside them in HTML.

import type { Picture } from '../../src/protocol/answers.ts';
import { el, svg } from '../dom.ts';
import { type Placed, placeLabels } from './place-labels.ts';
import { type Line, scaleCurves } from './scale.ts';

type Curves = Extract<Picture, { kind: 'curves' }>;

export function curves(picture: Curves): HTMLElement {
  const lines = scaleCurves(picture.curves.map(({ points }) => points));
  const labels = placeLabels(
    lines,
    picture.curves.map(({ label }) => label),
  );
  const said = picture.curves.map(({ label }) => label).join(', ');
  const range = `from ${picture.xLabels[0]} to ${picture.xLabels[1]}`;
  return el('div', { class: 'curves', role: 'img', 'aria-label': `${picture.title}: ${said}, ${range}` }, [
    el('div', { class: 'plot', 'aria-hidden': 'true' }, [
      svg('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', focusable: 'false' }, [
        svg('line', { class: 'axis', x1: 0, y1: 100, x2: 100, y2: 100 }),
        ...picture.curves.flatMap(({ tone }, at) => drawn(lines[at]!, tone)),
      ]),
      ...labels.map((label, at) => labelSpan(label, picture.curves[at]!.tone)),
    ]),
    el(
      'div',
      { class: 'x-labels dim', 'aria-hidden': 'true' },
      picture.xLabels.map((text) => el('span', {}, [text])),
    ),
  ]);
}

function drawn(line: Line, tone: string): readonly SVGElement[] {
  if (line.length === 0) return [];
  const points = line.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');
  const area = `${line[0]![0].toFixed(2)},100 ${points} ${line.at(-1)![0].toFixed(2)},100`;
  return [
    svg('polygon', { class: `area ${tone}`, points: area }),
    svg('polyline', { class: `curve ${tone}`, points, 'vector-effect': 'non-scaling-stroke' }),
  ];
}

/** Held at the edge that is nearer to the plot's, so that wider letters grow inwards. */
function labelSpan(label: Placed, tone: string): HTMLElement {
  const toTheLeft = label.left + label.right > 100;
  const vars = {
    '--left': `${label.left.toFixed(1)}%`,
    '--right': `${(100 - label.right).toFixed(1)}%`,
    '--top': `${label.top.toFixed(1)}%`,
  };
  return el('span', { class: `curve-label ${tone}${toTheLeft ? ' to-the-left' : ''}`, vars }, [label.text]);
}
