// Are the boxes of a flame graph drawn where they should, and told apart without colours?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FLAME_LIBRARY, FLAME_OWN, FLAME_RUNTIME, type FlameTree } from '../../src/protocol/flame.ts';
import type { Palette } from '../../webview/flame/colours.ts';
import { Ink } from '../../webview/flame/ink.ts';
import { layOut, nodeAcross } from '../../webview/flame/layout.ts';
import { mixed, pixelOf } from '../../webview/flame/pixels.ts';
import { RowPicture } from '../../webview/flame/row-picture.ts';

const [GROUND, FILL, EDGE] = [0, 7, 9];
const signs: Readonly<Record<number, string>> = { [GROUND]: ' ', [FILL]: '▒', [EDGE]: '█' };

/** The picture as text, a line for each row of pixels. */
function drawn(height: number, draw: (picture: RowPicture) => void, width = 12): readonly string[] {
  const pixels = new Uint32Array(width * height);
  draw(new RowPicture(pixels, width, 1));
  return Array.from({ length: height }, (_, y) =>
    Array.from(pixels.subarray(y * width, (y + 1) * width), (pixel) => signs[pixel]).join(''),
  );
}

describe('a row of boxes', () => {
  test('is plain, framed or dotted, with the ground between', () => {
    const picture = drawn(7, (rows) => {
      rows.clear(GROUND);
      rows.begin(GROUND);
      rows.box(0, 3, { fill: FILL, edge: null, dotted: false });
      rows.box(4, 7, { fill: FILL, edge: EDGE, dotted: false });
      rows.box(8, 12, { fill: FILL, edge: EDGE, dotted: true });
      rows.end(0, 6);
    });
    assert.deepEqual(picture, [
      '▒▒▒ ███ ██▒▒',
      '▒▒▒ █▒█ █▒▒█',
      '▒▒▒ █▒█ ▒▒▒▒',
      '▒▒▒ █▒█ ▒▒▒▒',
      '▒▒▒ █▒█ █▒▒█',
      '▒▒▒ ███ ██▒▒',
      '            ',
    ]);
  });

  test('that is only partly in sight is cut, and never leaves the picture', () => {
    const row = (top: number) => (rows: RowPicture) => {
      rows.begin(GROUND);
      rows.box(0, 2, { fill: FILL, edge: EDGE, dotted: false });
      rows.end(top, top + 4);
    };
    assert.deepEqual(drawn(3, row(-2), 2), ['██', '██', '  ']);
    assert.deepEqual(drawn(3, row(1), 2), ['  ', '██', '██']);
    assert.deepEqual(drawn(3, row(9), 2), ['  ', '  ', '  ']);
  });

  test('a box of one pixel is all edge', () => {
    const picture = drawn(
      3,
      (rows) => {
        rows.begin(GROUND);
        rows.box(1, 2, { fill: FILL, edge: EDGE, dotted: false });
        rows.end(0, 3);
      },
      3,
    );
    assert.deepEqual(picture, [' █ ', ' █ ', ' █ ']);
  });
});

test('colours become pixels as a canvas writes them', () => {
  assert.equal(pixelOf('#6fc3df'), 0xffdfc36f);
  assert.equal(pixelOf('rgb(1, 2, 3)'), 0xff030201);
  assert.equal(pixelOf('rgba(255, 255, 255, 0.5)', 0xff000000), 0xff808080);
  assert.equal(pixelOf('nonsense', 0xff123456), 0xff123456);
  assert.equal(mixed(0xffffffff, 0xff000000, 0.25), 0xff404040);
});

const tree: FlameTree = {
  ...{ dump: 0, sampleType: 0, unit: 'count', leftOut: 0 },
  names: ['all', 'own.F', 'lib.G', 'runtime.H'],
  name: Int32Array.of(0, 1, 2, 3),
  parent: Int32Array.of(-1, 0, 1, 2),
  self: Float64Array.of(0, 0, 0, 8),
  total: Float64Array.of(10, 10, 9, 8),
  depth: Uint16Array.of(0, 1, 2, 3),
  owner: Uint8Array.of(FLAME_RUNTIME, FLAME_OWN, FLAME_LIBRARY, FLAME_RUNTIME),
};
const palette: Palette = {
  ...{ dark: true, contrast: true, background: '#000000', text: '#ffffff', border: '#6fc3df' },
  ...{ focus: '#f38518', match: '#ffd370', font: 'monospace' },
};

for (const colourBy of ['owner', 'package', 'share', 'change'] as const)
  test(`in contrast themes it shows whose code a box is, also by ${colourBy}`, () => {
    const ink = new Ink(tree, colourBy, palette, (css) => css);
    const [own, library, runtime] = [1, 2, 3].map((node) => ink.look(node, null));
    const looks = new Set([own, library, runtime].map((look) => JSON.stringify(look)));
    assert.equal(looks.size, 3);
    assert.deepEqual(own, { fill: 0xffdfc36f, edge: 0xffdfc36f, dotted: false });
    assert.equal(runtime!.dotted, true);
    assert.equal(ink.letterColour(1), '#000000');
    assert.equal(ink.letterColour(2), '#ffffff');
  });

test('what a search found is framed, the rest is dimmed', () => {
  const ink = new Ink(tree, 'owner', palette, (css) => css);
  assert.equal(ink.look(3, true).edge, pixelOf(palette.match));
  assert.equal(ink.look(3, true).dotted, false);
  assert.equal(ink.look(1, false).fill, mixed(0xffdfc36f, 0xff000000, 0.5));
});

test('the deepest box over all that is in sight', () => {
  const layout = layOut(tree);
  assert.equal(nodeAcross(layout, { from: 0, to: 1 }), 1);
  assert.equal(nodeAcross(layout, { from: 0.1, to: 0.85 }), 2);
  assert.equal(nodeAcross(layout, { from: 0.1, to: 0.5 }), 3);
});
