// The page on which the flame graph and the long table are tried alone.

import type { FlameTree } from '../../src/protocol/flame.ts';
import { el } from '../../webview/dom.ts';
import { FlameView } from '../../webview/flame/view.ts';
import { VirtualTable } from '../../webview/virtual/virtual-table.ts';

const NODES = 50_000;
const ROWS = 100_000;

/** A tree as real profiles have it: wide at the leaves, up to 60 deep, the same on every run. */
function madeTree(): FlameTree {
  const names = [
    'root',
    'consumer.(*Consumer).handle',
    'reqctx.WithCache',
    'runtime.mallocgc',
    'net/http.(*conn).serve',
  ];
  for (let i = 0; i < 3000; i++) names.push(`example.com/shop/pkg${i % 90}.(*Type${i % 400}).Method${i}`);
  const parent = new Int32Array(NODES).fill(-1);
  const name = new Int32Array(NODES);
  const depth = new Uint16Array(NODES);
  const owner = new Uint8Array(NODES);
  let state = 12345;
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32;
  for (let i = 1; i < NODES; i++) {
    // Mostly below a recent node, so that the tree grows deep.
    const above = Math.max(0, i - 1 - Math.floor(random() ** 3 * Math.min(i, 4000)));
    parent[i] = depth[above]! < 60 ? above : 0;
    depth[i] = depth[parent[i]!]! + 1;
    name[i] = i < 5 ? i : 5 + Math.floor(random() * 3000);
    owner[i] = name[i]! % 3;
  }
  const self = Float64Array.from({ length: NODES }, (_, i) =>
    i === 0 ? 0 : 1 + Math.floor(random() ** 4 * 1000),
  );
  const total = self.slice();
  for (let i = NODES - 1; i > 0; i--) total[parent[i]!]! += total[i]!;
  return {
    dump: 0,
    sampleType: 0,
    unit: 'count',
    names,
    name,
    parent,
    self,
    total,
    depth,
    owner,
    leftOut: 0,
  };
}

const opened: string[] = [];
const tree = madeTree();
const began = performance.now();
const flame = new FlameView(tree, {
  format: (value) => `${value} samples`,
  open: (node) => opened.push(`node ${node}`),
});
flame.element.id = 'flame';
flame.element.style.height = '420px';
const table = new VirtualTable({
  label: 'Functions',
  head: ['Number', 'Name'].map((text) => el('th', { scope: 'col' }, [text])),
  cells: (row) => [el('td', {}, [`${row}`]), el('th', { scope: 'row' }, [`function ${row}`])],
  open: (row) => opened.push(`row ${row}`),
});
table.element.style.height = '260px';
const main = el('main', { class: 'stage' }, [flame.element, table.element]);
document.body.append(main);
table.setRows(ROWS);
requestAnimationFrame(() =>
  requestAnimationFrame(() => Object.assign(window, { firstPaint: performance.now() - began })),
);
Object.assign(window, { flame, table, opened, tree });
