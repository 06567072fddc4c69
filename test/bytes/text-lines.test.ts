// Are lines read whole, whatever ends them and wherever blocks meet?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextLines } from '../../src/bytes/text-lines.ts';

function linesOf(text: string | Uint8Array): { lines: string[]; reader: TextLines } {
  const reader = new TextLines(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  const lines: string[] = [];
  for (let line = reader.next(); line !== undefined; line = reader.next()) lines.push(line);
  return { lines, reader };
}

test('LF, CRLF, empty lines, and a last line without an end', () => {
  assert.deepEqual(linesOf('a\r\n\nb\n').lines, ['a', '', 'b']);
  assert.deepEqual(linesOf('a\nb').lines, ['a', 'b']);
  assert.deepEqual(linesOf('').lines, []);
  assert.deepEqual(linesOf('\ufeffa\n').lines, ['a']);
  assert.equal(linesOf('a\nb').reader.number, 2);
  assert.deepEqual([linesOf('a\n').reader.endsWhole, linesOf('a').reader.endsWhole], [true, false]);
});

test('blocks of a megabyte meet between lines, and long lines stay whole', () => {
  const written = Array.from({ length: 300_000 }, (_, i) => `line ${i} é`);
  assert.deepEqual(linesOf(written.join('\n')).lines, written);
  const long = ['x'.repeat(3 << 20), 'y', 'z'.repeat(1 << 20)];
  assert.deepEqual(linesOf(long.join('\n')).lines, long);
});
