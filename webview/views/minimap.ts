// Which part of the whole flame graph is in sight?

import type { FlameTree } from '../../src/protocol/flame.ts';
import { el } from '../dom.ts';
import { readPalette } from '../flame/colours.ts';
import { layOut, type Span, visitRow, WHOLE } from '../flame/layout.ts';

const HEIGHT = 40;
const ROW_HEIGHT = 2;
const AFTER_GRAPH_MS = 30;

export interface Minimap {
  readonly element: HTMLElement;
  setTree(tree: FlameTree): void;
  setSpan(span: Span): void;
}

/** The whole tree, small; a drag moves the part in sight. For the pointer only: the graph's keys do the same. */
export function minimap(look: (span: Span) => void): Minimap {
  const canvas = el('canvas', { class: 'minimap-canvas' });
  const frame = el('div', { class: 'minimap-frame' });
  const element = el('div', { class: 'minimap', 'aria-hidden': 'true' }, [canvas, frame]);
  let tree: FlameTree | null = null;
  let span = WHOLE;
  let timer = 0;
  // The graph itself is drawn first.
  const redraw = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => tree !== null && draw(canvas, tree), AFTER_GRAPH_MS);
  };
  new ResizeObserver(redraw).observe(element);
  const move = (event: PointerEvent) => {
    if ((event.buttons & 1) === 0) return;
    const { left, width: all } = element.getBoundingClientRect();
    const width = span.to - span.from;
    const middle = (event.clientX - left) / Math.max(1, all);
    const from = Math.min(1 - width, Math.max(0, middle - width / 2));
    look({ from, to: from + width });
  };
  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    move(event);
  });
  element.addEventListener('pointermove', move);
  return {
    element,
    setTree: (next) => {
      tree = next;
      redraw();
    },
    setSpan: (next) => {
      span = next;
      frame.style.left = `${next.from * 100}%`;
      frame.style.width = `${Math.max(0.3, (next.to - next.from) * 100)}%`;
    },
  };
}

function draw(canvas: HTMLCanvasElement, tree: FlameTree): void {
  const { width } = canvas.getBoundingClientRect();
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d')!;
  const { text } = readPalette(canvas);
  const layout = layOut(tree);
  context.fillStyle = text;
  context.globalAlpha = 0.35;
  for (let row = 0; row < Math.min(layout.rows, HEIGHT / ROW_HEIGHT); row++)
    visitRow(layout, row, WHOLE, 1 / canvas.width, (node) => {
      const x = layout.left[node]! * canvas.width;
      const w = Math.max(0.5, layout.right[node]! * canvas.width - x);
      context.fillRect(x, row * ROW_HEIGHT, w, ROW_HEIGHT - 0.5);
    });
}
