// Which function does the cursor name, and which words may ask for a flame graph?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFlameTarget } from '../../src/editor/report/flame-target.ts';
import { functionsAt } from '../../src/editor/report/functions-at.ts';
import type { Mark } from '../../src/protocol/answers.ts';

const markAt = (line: number, name: string) => ({ line, mark: { function: name, line } as Mark });

//  1 func a() {      5 func b() {
//  2   x()  a        6   go func() {  b
//  3 }               7     y()        b.func1
const marks = [markAt(2, 'p.a'), markAt(6, 'p.b'), markAt(7, 'p.b.func1')];
const starts = [1, 5];

test('a marked line names its function; another line those of the function around it', () => {
  assert.deepEqual(functionsAt(marks, 2, starts), ['p.a']);
  assert.deepEqual(functionsAt(marks, 7, starts), ['p.b.func1']);
  assert.deepEqual(functionsAt(marks, 8, starts), ['p.b', 'p.b.func1']);
  assert.deepEqual(functionsAt(marks, 3, starts), ['p.a']);
  assert.deepEqual(functionsAt(marks, 4, [10]), []);
  assert.deepEqual(functionsAt([], 2, starts), []);
});

test('only a function, and perhaps the number of a dump, may be asked for', () => {
  assert.deepEqual(readFlameTarget({ function: 'main.run', more: 1 }), { function: 'main.run' });
  assert.deepEqual(readFlameTarget({ function: 'main.run', dump: 3 }), { function: 'main.run', dump: 3 });
  const strangers = [undefined, null, 'main.run', [], {}, { function: '' }, { function: 7 }];
  const withDump = [-1, 1.5, '1', null].map((dump) => ({ function: 'f', dump }));
  for (const one of [...strangers, ...withDump, { function: 'f'.repeat(1 << 17) }])
    assert.equal(readFlameTarget(one), undefined);
});
