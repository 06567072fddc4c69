// How is a flame graph drawn onto a canvas?

import type { Palette } from './colours.ts';
import type { FlameLayout, Span } from './layout.ts';
import { visitRow } from './layout.ts';

export interface Scene {
  readonly layout: FlameLayout;
  readonly span: Span;
  /** Scrolled by this many pixels. */
  readonly top: number;
  /** Roots at the bottom. */
  readonly upward: boolean;
  readonly colour: (node: number) => string;
  readonly label: (node: number) => string;
  readonly palette: Palette;
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

export const ROW = 18;
/** Narrower boxes have no room for a letter, and for two borders. */
const LABEL_FROM = 28;
const BORDER_FROM = 3;
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

/** Draws all that is in sight; costs as much as there are pixels, whatever the tree's size. */
export function paint(context: CanvasRenderingContext2D, scene: Scene, size: Size): void {
  const { layout, span, palette } = scene;
  context.fillStyle = palette.background;
  context.fillRect(0, 0, size.width, size.height);
  context.textBaseline = 'middle';
  const letter = context.measureText('m').width;
  const perPixel = (span.to - span.from) / Math.max(1, size.width);
  for (let row = 0; row < layout.rows; row++) {
    const y = rowTop(row, scene, size);
    if (y + ROW <= 0 || y >= size.height) continue;
    visitRow(layout, row, span, perPixel, (node) => paintNode(context, scene, node, y, size.width, letter));
  }
}

function paintNode(
  context: CanvasRenderingContext2D,
  scene: Scene,
  node: number,
  y: number,
  width: number,
  letter: number,
): void {
  const { layout, span, palette, matched } = scene;
  const scale = width / (span.to - span.from);
  const x = Math.max(0, (layout.left[node]! - span.from) * scale);
  const w = Math.max(1, Math.min(width, (layout.right[node]! - span.from) * scale) - x);
  const dimmed = matched !== null && matched[node] === 0;
  if (dimmed) context.globalAlpha = 0.5;
  // In contrast themes boxes are lines; one too narrow for lines is a line.
  context.fillStyle = palette.contrast && w < BORDER_FROM ? palette.border : scene.colour(node);
  context.fillRect(x, y, w >= BORDER_FROM ? w - 1 : w, ROW - 1);
  if (palette.contrast && w >= BORDER_FROM) outline(context, palette.border, 1, x, y, w);
  if (w >= LABEL_FROM) paintLabel(context, scene, node, x, y, w, letter);
  if (dimmed) context.globalAlpha = 1;
  if (matched?.[node] === 1) outline(context, palette.match, 1, x, y, w);
  if (scene.pointed?.[layout.tree.name[node]!] === 1) underline(context, palette.text, x, y, w);
  if (node === scene.selected) outline(context, palette.focus, 2, x, y, w);
  else if (node === scene.hovered) outline(context, palette.text, 1, x, y, w);
}

/** The name, cut where the box ends: a cut by letters is far cheaper than a clip or a measurement. */
function paintLabel(
  context: CanvasRenderingContext2D,
  { label, palette }: Scene,
  node: number,
  x: number,
  y: number,
  w: number,
  letter: number,
): void {
  const room = Math.floor((w - 2 * PADDING) / letter);
  const name = label(node);
  context.fillStyle = palette.text;
  context.fillText(
    name.length <= room ? name : `${name.slice(0, Math.max(1, room - 1))}…`,
    x + PADDING,
    y + ROW / 2,
  );
}

/** A thick line at the foot: seen in every theme, and beside every other frame. */
function underline(context: CanvasRenderingContext2D, colour: string, x: number, y: number, w: number): void {
  context.fillStyle = colour;
  context.fillRect(x, y + ROW - 4, Math.max(2, w - 1), 3);
}

function outline(
  context: CanvasRenderingContext2D,
  colour: string,
  thick: number,
  x: number,
  y: number,
  w: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = thick;
  context.strokeRect(x + thick / 2, y + thick / 2, Math.max(1, w - 1 - thick), ROW - 1 - thick);
}
