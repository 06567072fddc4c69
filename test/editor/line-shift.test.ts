// Do marks follow the lines that they are on?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LineEdit, shiftLine } from '../../src/editor/marks/line-shift.ts';

/** Does the edit on lines `1 … count`, each holding its own number, and says where `line` is afterwards. */
function oracle(count: number, line: number, edit: LineEdit): number | undefined {
  const lines = Array.from({ length: count }, (_, i) => `${i + 1}`);
  const before = lines.slice(0, edit.startLine - 1);
  const first = edit.startColumn > 0 ? [lines[edit.startLine - 1]!] : [];
  const kept = edit.startColumn > 0 ? lines.slice(edit.endLine) : lines.slice(edit.endLine - 1);
  const added = Array.from({ length: edit.breaks }, () => 'new');
  const at = [...before, ...first, ...added, ...kept].indexOf(`${line}`);
  return at < 0 ? undefined : at + 1;
}

test('lines after whole-line insertions and deletions, by doing the edit', () => {
  for (const startLine of [1, 3, 5]) {
    for (const length of [0, 1, 2]) {
      for (const breaks of [0, 1, 3]) {
        if (breaks === length) continue;
        for (const startColumn of [0, 4]) {
          const edit = { startLine, startColumn, endLine: startLine + length, breaks };
          for (let line = 1; line <= 9; line++) {
            const expected = oracle(9, line, edit);
            // An edit from the middle of a line takes the last touched line in; its mark goes where the rest went.
            if (startColumn > 0 && line > startLine && line <= edit.endLine) continue;
            assert.equal(shiftLine(line, edit), expected, JSON.stringify({ line, edit }));
          }
        }
      }
    }
  }
});

test('lines that are rewritten one for one keep their marks', () => {
  assert.equal(shiftLine(4, { startLine: 3, startColumn: 0, endLine: 6, breaks: 3 }), 4);
});
