// How does each node look: its letters, its filling, its edge? Kept from frame to frame.
//
// Whose code it is can be seen without colours: in the letters (bold, plain, slanted), and in contrast themes in
// the box (filled, framed, dotted).

import { FLAME_LIBRARY, FLAME_OWN, type FlameTree } from '../../src/protocol/flame.ts';
import { shortFunction, visible } from '../text.ts';
import { CHANGE_SIGNS } from './changes.ts';
import { type ColourBy, colourOf, nodeChange, type Palette } from './colours.ts';
import { mixed, pixelOf } from './pixels.ts';
import type { BoxLook } from './row-picture.ts';

/** Writes any colour as `#rrggbb` or `rgba(…)`. */
export type NormalColour = (css: string) => string;

export type Letters = 'bold' | 'normal' | 'italic';

/** By owner, in the order of the protocol's numbers. */
export const LETTERS: readonly Letters[] = ['bold', 'normal', 'italic'];

const DIM = 0.5;

export class Ink {
  readonly background: number;
  private readonly border: number;
  private readonly match: number;
  private readonly labels: (string | undefined)[] = [];
  private readonly looks = new Map<number, BoxLook>();

  constructor(
    private readonly tree: FlameTree,
    private readonly colourBy: ColourBy,
    readonly palette: Palette,
    private readonly normal: NormalColour,
  ) {
    this.background = pixelOf(normal(palette.background));
    this.border = pixelOf(normal(palette.border), this.background);
    this.match = pixelOf(normal(palette.match), this.background);
  }

  label(node: number): string {
    const { tree } = this;
    const at = tree.name[node]!;
    const name = (this.labels[at] ??= visible(shortFunction(tree.names[at]!)));
    const sign = tree.compared === undefined ? '' : CHANGE_SIGNS[nodeChange(tree, node).kind];
    return sign === '' ? name : `${sign} ${name}`;
  }

  /** A filled box of a contrast theme has letters of the ground's colour. */
  letterColour(node: number): string {
    const { contrast, background, text } = this.palette;
    return contrast && this.tree.owner[node] === FLAME_OWN ? background : text;
  }

  /** @param found whether a search found the node; null without a search */
  look(node: number, found: boolean | null): BoxLook {
    const key = this.keyOf(node) * 3 + (found === null ? 0 : found ? 1 : 2);
    let look = this.looks.get(key);
    if (look === undefined) this.looks.set(key, (look = this.newLook(node, found)));
    return look;
  }

  /** Nodes of one key look alike. */
  private keyOf(node: number): number {
    const { tree, colourBy } = this;
    if (colourBy === 'change') return node;
    const owner = tree.owner[node]!;
    if (this.palette.contrast || colourBy === 'owner') return owner;
    return colourBy === 'share'
      ? Math.round((tree.total[node]! / tree.total[0]!) * 255)
      : tree.name[node]! * 4 + owner;
  }

  private newLook(node: number, found: boolean | null): BoxLook {
    const look = this.palette.contrast ? this.contrastLook(node) : this.plainLook(node);
    if (found === true) return { ...look, edge: this.match, dotted: false };
    if (found === null) return look;
    const dim = (pixel: number) => mixed(pixel, this.background, DIM);
    return { ...look, fill: dim(look.fill), edge: look.edge === null ? null : dim(look.edge) };
  }

  private plainLook(node: number): BoxLook {
    const fill = pixelOf(this.normal(colourOf(this.tree, node, this.colourBy, this.palette)));
    return { fill, edge: null, dotted: false };
  }

  private contrastLook(node: number): BoxLook {
    const owner = this.tree.owner[node]!;
    const { border: edge, background } = this;
    if (owner === FLAME_OWN) return { fill: edge, edge, dotted: false };
    return { fill: background, edge, dotted: owner !== FLAME_LIBRARY };
  }
}
