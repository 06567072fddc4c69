// Are lines found from where their functions began, and is nothing moved that only looks alike?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { FunctionId } from '../../src/model/ids.ts';
import { functionFile, functionName } from '../../src/model/symbols.ts';
import { beginningOf, functionStarts } from '../../src/source/function-starts.ts';
import { goFileFacts } from '../../src/source/go-file.ts';
import { readIncidents } from '../incidents/score.ts';
import { decodeFile } from '../support/decode-file.ts';
import { source, table } from './mapping-table.ts';

const NOW = {
  'go.mod': 'module acme.io/shop\n',
  'cart/cart.go': source('cart', '(c *Cart) Add', 'New', 'Add'),
};
const CART = '/app/cart/cart.go';

/** As profiles tell them: Add began at line 13 (3 now), New at 2 (7 now), the plain Add at 11 as today. */
const starts = new Map([
  [`acme.io/shop/cart.(*Cart).Add\n${CART}`, 13],
  [`acme.io/shop/cart.New\n${CART}`, 2],
  [`acme.io/shop/cart.Add\n${CART}`, 11],
  [`acme.io/shop/cart.Gone\n${CART}`, 30],
]);

table(
  'by the beginnings of functions',
  NOW,
  [
    ['acme.io/shop/cart.(*Cart).Add', `${CART}:14`, 'main-module cart/cart.go:4'],
    ['acme.io/shop/cart.New', `${CART}:3`, 'main-module cart/cart.go:8'],
    ['acme.io/shop/cart.New.func1', `${CART}:3`, 'main-module cart/cart.go:8'],
    ['acme.io/shop/cart.(*Cart).Add.func2.1', `${CART}:14`, 'main-module cart/cart.go:4'],
    ['acme.io/shop/cart.Add', `${CART}:12`, 'main-module cart/cart.go:12'],
    // Near misses.
    [
      'acme.io/shop/cart.New',
      `${CART}:8`,
      'stale main-module cart/cart.go: line 8 is not inside the function',
    ],
    [
      'acme.io/shop/cart.Gone',
      `${CART}:5`,
      'stale main-module cart/cart.go: the file declares no such function',
    ],
    // A line that is not known is not moved, and a file recorded elsewhere began elsewhere.
    ['acme.io/shop/cart.New', `${CART}:0`, 'main-module cart/cart.go:0'],
    ['acme.io/shop/cart.New', '/other/cart/cart.go:8', 'main-module cart/cart.go:8'],
  ],
  { starts },
);

describe('of the labelled incidents', () => {
  const incidents = readIncidents();

  /** The one Go file of the workspace that ends as the recorded path does, folder and name. */
  function fileOf(workspace: string, recorded: string): string | undefined {
    const end = recorded.split('/').slice(-2).join('/');
    const files = fs.readdirSync(workspace, { recursive: true, encoding: 'utf8' });
    const fitting = files.filter((file) => `${path.basename(workspace)}/${file}`.endsWith(end));
    return fitting.length === 1 ? path.join(workspace, fitting[0]) : undefined;
  }

  test('every function is declared where its profiles say that it begins', () => {
    let known = 0;
    for (const { folder, workspace } of incidents) {
      const heap = decodeFile(path.join(folder, 'dumps', 'heap.pprof'));
      const { symbols } = heap;
      const began = functionStarts([symbols]);
      for (let f = 0; f < symbols.functions.length; f++) {
        const frame = {
          function: functionName(symbols, f as FunctionId),
          file: functionFile(symbols, f as FunctionId),
          line: 0,
        };
        const file = frame.file.endsWith('.go') ? fileOf(workspace, frame.file) : undefined;
        const facts = file && goFileFacts(fs.readFileSync(file, 'utf8'));
        const beginning = facts ? beginningOf(began, frame, facts) : undefined;
        if (!beginning) continue;
        known++;
        assert.equal(beginning.now, beginning.profiled, `${frame.function} of ${folder}`);
      }
    }
    assert.ok(known > 100, `${known}`);
  });
});
