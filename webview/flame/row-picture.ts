// How do thousands of boxes become a picture in one step?
//
// All lines of a row look alike, but for edges: three lines are drawn, and copied as often as the row is high.
// A canvas needs a microsecond for each rectangle; this needs one for each hundred pixels.
//
//   edge  ▄▄▄▄▄▄ ▄ ▄ ▄    top and bottom
//   on    █    █ █    ▄   sides, and dots where a side is dotted
//   off   █    █          sides, and gaps where a side is dotted

/** How a box is drawn; `edge` null for a plain box. */
export interface BoxLook {
  readonly fill: number;
  readonly edge: number | null;
  readonly dotted: boolean;
}

const DOT = 2;

export class RowPicture {
  private readonly edge: Uint32Array;
  private readonly on: Uint32Array;
  private readonly off: Uint32Array;

  /** @param thick of an edge; all sizes are pixels of the device */
  constructor(
    readonly pixels: Uint32Array,
    readonly width: number,
    readonly thick: number,
  ) {
    [this.edge, this.on, this.off] = [0, 1, 2].map(() => new Uint32Array(width)) as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
  }

  clear(background: number): void {
    this.pixels.fill(background);
  }

  begin(background: number): void {
    for (const line of [this.edge, this.on, this.off]) line.fill(background);
  }

  /** A box of the row that was begun, from its left to before its right end. */
  box(from: number, to: number, { fill, edge, dotted }: BoxLook): void {
    const { thick } = this;
    for (const line of [this.edge, this.on, this.off]) line.fill(fill, from, to);
    if (edge === null) return;
    if (dotted) this.dots(from, to, edge);
    else this.edge.fill(edge, from, to);
    for (const line of dotted ? [this.on] : [this.on, this.off]) {
      line.fill(edge, from, Math.min(to, from + thick));
      line.fill(edge, Math.max(from, to - thick), to);
    }
  }

  /** Copies the row to where it stands, as far as that is inside of the picture. */
  end(top: number, bottom: number): void {
    const { pixels, width, thick } = this;
    const height = pixels.length / width;
    for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      const atEdge = y < top + thick || y >= bottom - thick;
      const line = atEdge ? this.edge : (y - top) % (2 * DOT * thick) < DOT * thick ? this.on : this.off;
      pixels.set(line, y * width);
    }
  }

  private dots(from: number, to: number, colour: number): void {
    const long = DOT * this.thick;
    for (let x = from; x < to; x += 2 * long) this.edge.fill(colour, x, Math.min(to, x + long));
  }
}
