// How is a flame graph drawn onto a canvas?

import { type Ink, LETTERS } from './ink.ts';
import type { FlameLayout, Span } from './layout.ts';
import { visitRow } from './layout.ts';
import { RowPicture } from './row-picture.ts';

export interface Scene {
  readonly layout: FlameLayout;
  readonly span: Span;
  /** Scrolled by this many pixels. */
  readonly top: number;
  /** Roots at the bottom. */
  readonly upward: boolean;
  readonly ink: Ink;
  /** Nodes that a search found; others are dimmed. Null without a search. */
  readonly matched: Uint8Array | null;
  /** 1 for each name that is pointed to from outside; null for none. */
  readonly pointed: Uint8Array | null;
  readonly selected: number;
  readonly hovered: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a canvas of one size is drawn with. */
export interface Easel {
  readonly context: CanvasRenderingContext2D;
  readonly size: Size;
  /** Pixels of the device in one of the page. */
  readonly ratio: number;
  readonly image: ImageData;
  readonly rows: RowPicture;
}

/** A box whose name has room, in pixels of the page. */
interface Named {
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

export const ROW = 18;
const FONT_SIZE = 11;
/** Narrower boxes have no room for a letter, and for a gap beside them. */
const LABEL_FROM = 28;
const GAP_FROM = 3;
const PADDING = 4;

type Scrolled = Pick<Scene, 'top' | 'upward'>;

/** Top edge of a row, in pixels. */
export function rowTop(row: number, { top, upward }: Scrolled, { height }: Size): number {
  return (upward ? height - (row + 1) * ROW : row * ROW) - top;
}

/** The row at a height, which may be none of the tree's. */
export function rowAtHeight(y: number, { top, upward }: Scrolled, { height }: Size): number {
  return upward ? Math.ceil((height - top - y) / ROW) - 1 : Math.floor((y + top) / ROW);
}

export function newEasel(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, size: Size): Easel {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  canvas.width = Math.max(1, Math.round(size.width * ratio));
  canvas.height = Math.max(1, Math.round(size.height * ratio));
  const image = context.createImageData(canvas.width, canvas.height);
  const rows = new RowPicture(
    new Uint32Array(image.data.buffer),
    canvas.width,
    Math.max(1, Math.round(ratio)),
  );
  return { context, size, ratio, image, rows };
}

/** Draws all that is in sight; costs as much as there are pixels, whatever the tree's size. */
export function paint(easel: Easel, scene: Scene): void {
  const { context, ratio, image, rows } = easel;
  rows.clear(scene.ink.background);
  const named = paintBoxes(easel, scene);
  context.putImageData(image, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintNames(easel, scene, named);
  paintPointed(easel, scene);
  outline(easel, scene, scene.hovered, scene.ink.palette.text, 1);
  outline(easel, scene, scene.selected, scene.ink.palette.focus, 2);
}

/** Returns the boxes that have room for a name. */
function paintBoxes(easel: Easel, scene: Scene): readonly Named[] {
  const { size, ratio, rows } = easel;
  const { layout, span, ink, matched } = scene;
  const scale = rows.width / (span.to - span.from);
  const named: Named[] = [];
  for (let row = 0; row < layout.rows; row++) {
    const y = rowTop(row, scene, size);
    if (y + ROW <= 0 || y >= size.height) continue;
    rows.begin(ink.background);
    visitRow(layout, row, span, 1 / scale, (node) => {
      const left = Math.round(Math.max(0, layout.left[node]! - span.from) * scale);
      const right = Math.round(Math.min(span.to - span.from, layout.right[node]! - span.from) * scale);
      const gap = right - left >= GAP_FROM * rows.thick ? rows.thick : 0;
      const found = matched === null ? null : matched[node] === 1;
      rows.box(left, Math.max(left + 1, right - gap), ink.look(node, found));
      const w = (right - left) / ratio;
      if (w >= LABEL_FROM) named.push({ node, x: left / ratio, y, w });
    });
    rows.end(Math.round(y * ratio), Math.round((y + ROW) * ratio) - rows.thick);
  }
  return named;
}

/** By their letters, since a canvas is slow to change them. */
function paintNames({ context }: Easel, scene: Scene, named: readonly Named[]): void {
  const { ink, layout, matched } = scene;
  context.textBaseline = 'middle';
  LETTERS.forEach((letters, owner) => {
    context.font = `${letters} ${FONT_SIZE}px ${ink.palette.font}`;
    const letter = context.measureText('m').width;
    for (const box of named) {
      if (layout.tree.owner[box.node] !== owner) continue;
      context.globalAlpha = matched !== null && matched[box.node] === 0 ? 0.6 : 1;
      context.fillStyle = ink.letterColour(box.node);
      context.fillText(cut(ink.label(box.node), box.w, letter), box.x + PADDING, box.y + ROW / 2);
    }
  });
  context.globalAlpha = 1;
}

/** Cut where the box ends: a cut by letters is far cheaper than a clip or a measurement. */
function cut(name: string, width: number, letter: number): string {
  const room = Math.floor((width - 2 * PADDING) / letter);
  return name.length <= room ? name : `${name.slice(0, Math.max(1, room - 1))}…`;
}

/** A thick line at the foot: seen in every theme, and beside every other frame. */
function paintPointed(easel: Easel, scene: Scene): void {
  const { layout, pointed, span } = scene;
  if (pointed === null) return;
  const { size, context } = easel;
  context.fillStyle = scene.ink.palette.text;
  for (let row = 0; row < layout.rows; row++)
    visitRow(layout, row, span, (span.to - span.from) / Math.max(1, size.width), (node) => {
      if (pointed[layout.tree.name[node]!] !== 1) return;
      const { x, y, w } = placeOf(easel, scene, node);
      context.fillRect(x, y + ROW - 4, Math.max(2, w - 1), 3);
    });
}

/** Two lines, of the colour and of the ground: one of them is seen on every box. */
function outline(easel: Easel, scene: Scene, node: number, colour: string, thick: number): void {
  if (node < 0) return;
  const { context } = easel;
  const { x, y, w } = placeOf(easel, scene, node);
  const line = (style: string, inset: number, width: number) => {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.strokeRect(x + inset, y + inset, Math.max(1, w - 1 - 2 * inset), ROW - 1 - 2 * inset);
  };
  if (scene.ink.palette.contrast && w > 6) line(scene.ink.palette.background, thick + 0.5, 1);
  line(colour, thick / 2, thick);
}

/** Where a node stands, cut to what is in sight. */
function placeOf({ size }: Easel, scene: Scene, node: number): Omit<Named, 'node'> {
  const { layout, span } = scene;
  const scale = size.width / (span.to - span.from);
  const x = Math.max(0, (layout.left[node]! - span.from) * scale);
  const right = Math.min(size.width, (layout.right[node]! - span.from) * scale);
  return { x, y: rowTop(layout.tree.depth[node]!, scene, size), w: Math.max(1, right - x) };
}
