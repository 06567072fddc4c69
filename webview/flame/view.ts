// How does a flame graph look, move and speak? One canvas, with a tip for the pointer and a voice for readers.

import type { FlameTree } from '../../src/protocol/flame.ts';
import { el, fill } from '../dom.ts';
import { say } from '../say.ts';
import { type ColourBy, readPalette } from './colours.ts';
import { describeNode } from './describe.ts';
import { type Found, findNodes, matcherOf } from './find.ts';
import { Ink } from './ink.ts';
import { type Move, moved } from './keys.ts';
import { type FlameLayout, layOut, nodeAt, pathToRoot, type Span, WHOLE } from './layout.ts';
import { Movement } from './movement.ts';
import { type Easel, newEasel, paint, ROW, rowAtHeight, rowTop, type Scene } from './paint.ts';
import { placeTip } from './tip.ts';
import { panned, zoomed } from './viewport.ts';

export interface FlameOptions {
  /** A value of the tree in words. */
  readonly format: (value: number) => string;
  /** Opens the source of a node. */
  readonly open: (node: number) => void;
  /** Hears which node is selected, -1 for none. */
  readonly select?: (node: number) => void;
  /** Asks for the menu of a node at a place of the page. */
  readonly menu?: (node: number, x: number, y: number) => void;
  /** Hears after each drawing which part of the whole is in sight. */
  readonly seen?: (span: Span) => void;
}

export interface FlameSettings {
  readonly colourBy: ColourBy;
  /** Roots at the bottom. */
  readonly upward: boolean;
}

const MOVES: ReadonlyMap<string, Move> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
]);
const ZOOM_STEP = 0.7;
const PAN_STEP = 0.2;
const DRAG_FROM = 4;
const HELP =
  'Flame graph. Arrows move between callers, callees and neighbours, Enter zooms to the selection, O opens its source, M its menu, plus and minus zoom, Escape shows the whole.';

export class FlameView {
  readonly element: HTMLElement;
  private layout: FlameLayout;
  private settings: FlameSettings = { colourBy: 'package', upward: false };
  private readonly movement = new Movement(() => this.draw());
  private top = 0;
  private selected = -1;
  private hovered = -1;
  private found: Found | null = null;
  /** 1 for each name that the editor's cursor points to; null for none. */
  private pointed: Uint8Array | null = null;
  private ink: Ink;
  private easel: Easel;
  private readonly options: FlameOptions;
  private readonly canvas = el('canvas', {
    class: 'flame-canvas',
    tabindex: 0,
    role: 'application',
    'aria-label': say(HELP),
  });
  private readonly tip = el('div', { class: 'flame-tip', role: 'tooltip', hidden: true });
  private readonly voice = el('div', { class: 'unseen', role: 'status' });
  private readonly context: CanvasRenderingContext2D;
  private readonly observers: readonly { disconnect(): void }[];

  constructor(tree: FlameTree, options: FlameOptions) {
    this.options = options;
    this.layout = layOut(tree);
    this.context = this.canvas.getContext('2d', { alpha: false })!;
    this.element = el('div', { class: 'flame' }, [this.canvas, this.tip, this.voice]);
    this.easel = newEasel(this.canvas, this.context, { width: 0, height: 0 });
    this.ink = this.newInk();
    this.listen();
    this.observers = [this.watchSize(), this.watchTheme()];
  }

  get tree(): FlameTree {
    return this.layout.tree;
  }

  /** The names from the root to a node. */
  path(node: number): readonly string[] {
    const { tree } = this.layout;
    return pathToRoot(tree, node)
      .map((at) => tree.names[tree.name[at]!]!)
      .reverse();
  }

  focus(): void {
    this.canvas.focus();
  }

  get places(): FlameLayout {
    return this.layout;
  }

  /** The node that was selected, or -1. */
  get selection(): number {
    return this.selected;
  }

  /** Another tree in the same place, all of it in sight. */
  setTree(tree: FlameTree): void {
    this.replaceTree(tree, -1);
    this.look(WHOLE);
  }

  /** More or fewer nodes of the same whole: what is in sight stays. */
  replaceTree(tree: FlameTree, selected: number): void {
    this.layout = layOut(tree);
    this.ink = this.newInk();
    this.hover(-1);
    this.found = this.pointed = null;
    this.selected = selected;
    this.ask();
  }

  setSettings(settings: Partial<FlameSettings>): void {
    this.settings = { ...this.settings, ...settings };
    this.ink = this.newInk();
    this.ask();
  }

  /** Marks what matches and dims the rest; null when the search is empty or broken. */
  search(text: string): Found | null {
    const matches = matcherOf(text);
    this.found = matches === null ? null : findNodes(this.layout.tree, matches);
    this.ask();
    return this.found;
  }

  /** Frames the boxes of functions, those at the editor's cursor. */
  pointTo(functions: readonly string[]): void {
    const wanted = new Set(functions);
    const { names } = this.layout.tree;
    this.pointed =
      functions.length === 0 ? null : Uint8Array.from(names, (name) => (wanted.has(name) ? 1 : 0));
    this.ask();
  }

  /** Fills the width with a node and its callees; -1 shows the whole. */
  zoomTo(node: number): void {
    const { left, right } = this.layout;
    this.look(node < 0 ? WHOLE : { from: left[node]!, to: Math.max(right[node]!, left[node]! + 1e-9) });
  }

  dispose(): void {
    this.movement.stop();
    for (const observer of this.observers) observer.disconnect();
  }

  private listen(): void {
    const { canvas } = this;
    canvas.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => this.onPress(event));
    canvas.addEventListener('pointermove', (event) => this.onMove(event));
    canvas.addEventListener('pointerleave', () => this.hover(-1));
    canvas.addEventListener('dblclick', () => this.selected >= 0 && this.options.open(this.selected));
    canvas.addEventListener('contextmenu', (event) => this.onMenu(event));
    canvas.addEventListener('keydown', (event) => this.onKey(event));
  }

  private watchSize(): ResizeObserver {
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      this.easel = newEasel(this.canvas, this.context, { width, height });
      this.draw();
    });
    observer.observe(this.canvas);
    return observer;
  }

  /** VS Code tells of another theme by the classes of the body and the variables of the root. */
  private watchTheme(): MutationObserver {
    const observer = new MutationObserver(() => {
      this.ink = this.newInk();
      this.ask();
    });
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    return observer;
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey)
      this.set(zoomed(this.span, this.xAt(event.offsetX), Math.exp(event.deltaY * 0.003)));
    else {
      const across = event.shiftKey ? event.deltaX + event.deltaY : event.deltaX;
      this.scroll(event.shiftKey ? 0 : event.deltaY);
      this.set(panned(this.span, across / Math.max(1, this.size.width)));
    }
  }

  /** A press that moves drags; one that does not selects and zooms. */
  private onPress(start: PointerEvent): void {
    const over = new AbortController();
    const until = { signal: over.signal };
    const before = this.span;
    let dragged = false;
    const move = (event: PointerEvent) => {
      const dx = event.offsetX - start.offsetX;
      dragged ||= Math.abs(dx) + Math.abs(event.offsetY - start.offsetY) > DRAG_FROM;
      if (!dragged) return;
      this.scroll(-event.movementY);
      this.set(panned(before, -dx / Math.max(1, this.size.width)));
    };
    const release = () => {
      over.abort();
      if (!dragged) this.press(this.nodeUnder(start));
    };
    if (start.button !== 0) return;
    this.canvas.setPointerCapture(start.pointerId);
    this.canvas.addEventListener('pointermove', move, until);
    this.canvas.addEventListener('pointerup', release, until);
    this.canvas.addEventListener('pointercancel', () => over.abort(), until);
  }

  private press(node: number): void {
    this.select(node);
    if (node >= 0) this.zoomTo(node);
  }

  /** The pointer's node, or with the menu key the selected one. */
  private onMenu(event: MouseEvent): void {
    event.preventDefault();
    const node = event.button === 2 ? this.nodeUnder(event) : this.selected;
    if (node < 0) return;
    this.select(node);
    if (event.button !== 2) this.menuAtSelection();
    else this.options.menu?.(node, event.clientX, event.clientY);
  }

  private menuAtSelection(): void {
    const node = this.selected;
    const box = this.canvas.getBoundingClientRect();
    const x = (this.layout.left[node]! - this.span.from) / (this.span.to - this.span.from);
    const y = rowTop(this.layout.tree.depth[node]!, this.scene(), this.size) + ROW;
    this.options.menu?.(node, box.left + Math.min(1, Math.max(0, x)) * box.width, box.top + y);
  }

  private onMove(event: PointerEvent): void {
    const node = event.buttons === 0 ? this.nodeUnder(event) : -1;
    this.hover(node);
    if (node >= 0) placeTip(this.tip, this.size, event.offsetX, event.offsetY);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = this.moveBy(event.key) || this.zoomBy(event.key) || this.actBy(event.key);
    if (done) event.preventDefault();
  }

  /** Up and down follow the picture: towards callers where they are drawn. */
  private moveBy(key: string): boolean {
    const { upward } = this.settings;
    const vertical: ReadonlyMap<string, Move> = new Map([
      ['ArrowUp', upward ? 'callee' : 'caller'],
      ['ArrowDown', upward ? 'caller' : 'callee'],
    ]);
    const move = MOVES.get(key) ?? vertical.get(key);
    if (move === undefined) return false;
    this.select(moved(this.layout, this.selected, move));
    this.reveal(this.selected);
    return true;
  }

  private zoomBy(key: string): boolean {
    const middle = (this.span.from + this.span.to) / 2;
    if (key === '+' || key === '=') this.look(zoomed(this.span, middle, ZOOM_STEP));
    else if (key === '-') this.look(zoomed(this.span, middle, 1 / ZOOM_STEP));
    else if (key === 'a') this.look(panned(this.span, -PAN_STEP));
    else if (key === 'd') this.look(panned(this.span, PAN_STEP));
    else return false;
    return true;
  }

  private actBy(key: string): boolean {
    if (key === 'Escape') this.zoomTo(-1);
    else if (key === 'Home') this.select(0);
    else if (key === 'Enter' && this.selected >= 0) this.zoomTo(this.selected);
    else if (key === 'm' && this.selected >= 0) this.menuAtSelection();
    else if (key === 'o' && this.selected >= 0) this.options.open(this.selected);
    else return false;
    return true;
  }

  private select(node: number): void {
    this.selected = node;
    this.options.select?.(node);
    fill(this.voice, [node < 0 ? say('Nothing selected') : this.describe(node).join(', ')]);
    this.ask();
  }

  private hover(node: number): void {
    if (node === this.hovered) return;
    this.hovered = node;
    this.tip.hidden = node < 0;
    if (node >= 0)
      fill(
        this.tip,
        this.describe(node).map((line) => el('div', {}, [line])),
      );
    this.ask();
  }

  private describe(node: number): readonly string[] {
    return describeNode(this.layout.tree, node, this.options.format);
  }

  /** Brings a node into sight with as little movement as possible. */
  private reveal(node: number): void {
    if (node < 0) return;
    const y = rowTop(this.layout.tree.depth[node]!, this.scene(), this.size);
    if (y < 0) this.scroll(y);
    else if (y + ROW > this.size.height) this.scroll(y + ROW - this.size.height);
    const { left, right } = this.layout;
    if (right[node]! <= this.span.from || left[node]! >= this.span.to) {
      const middle = (left[node]! + right[node]!) / 2;
      const width = this.span.to - this.span.from;
      this.set(panned(this.span, (middle - (this.span.from + this.span.to) / 2) / width));
    }
  }

  private scroll(by: number): void {
    const most = Math.max(0, this.layout.rows * ROW - this.size.height);
    this.top = this.settings.upward
      ? Math.min(0, Math.max(-most, this.top + by))
      : Math.min(most, Math.max(0, this.top + by));
    this.ask();
  }

  /** Shows a part of the whole, at once. */
  set(span: Span): void {
    this.movement.set(span);
  }

  private look(span: Span): void {
    this.movement.look(span);
  }

  private get span(): Span {
    return this.movement.span;
  }

  private xAt(pixel: number): number {
    return this.span.from + (pixel / Math.max(1, this.size.width)) * (this.span.to - this.span.from);
  }

  private nodeUnder({ offsetX, offsetY }: MouseEvent): number {
    return nodeAt(this.layout, rowAtHeight(offsetY, this.scene(), this.size), this.xAt(offsetX));
  }

  private ask(): void {
    this.movement.ask();
  }

  private draw(): void {
    paint(this.easel, this.scene());
    this.options.seen?.(this.span);
  }

  private get size() {
    return this.easel.size;
  }

  private scene(): Scene {
    const { layout, span, top, ink, selected, hovered, pointed } = this;
    const matched = this.found?.matched ?? null;
    return { layout, span, top, upward: this.settings.upward, ink, selected, hovered, matched, pointed };
  }

  /** A canvas writes every colour in one of two ways. */
  private newInk(): Ink {
    const { context } = this;
    return new Ink(this.layout.tree, this.settings.colourBy, readPalette(this.canvas), (css) => {
      context.fillStyle = css;
      return String(context.fillStyle);
    });
  }
}
