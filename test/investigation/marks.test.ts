// Is each line as hot as its share, and does every heat have its own shape?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Mark } from '../../src/protocol/answers.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const folder = path.join(sampleDumps, 'release-v1.8.0');

describe('the marks of the sample incident', () => {
  const sample = sampleWorkspace('v1.8.0');
  let marks: readonly Mark[];
  before(async () => {
    const investigation = newInvestigation();
    const { dumps } = await investigation.handle('open', {
      inputs: fs.readdirSync(folder).map((name) => ({ path: name, file: path.join(folder, name) })),
      workspace: { kind: 'folders', folders: [sample.folder] },
    });
    const asked = dumps.map(({ id }) => ({ minShare: 0, only: { dump: id, sampleType: 0 } }));
    const all = [{ minShare: 0 }, ...asked].map((request) => investigation.handle('marks', request));
    marks = (await Promise.all(all)).flat();
  });
  after(() => sample.remove());

  test('have four heats, by the share of the dumps that are asked for', () => {
    const wanted = (share: number): number => [0.05, 0.2, 0.5].filter((least) => share >= least).length;
    for (const { file, line, share, heat, finding } of marks)
      assert.equal(heat, finding === null ? wanted(share) : 3, `${file}:${line} has ${share}`);
    assert.deepEqual([...new Set(marks.map(({ heat }) => heat))].sort(), [0, 1, 2, 3]);
  });

  test('a trace says how many were born, ended and are alive below a line', () => {
    const rows = marks
      .filter(({ file, line }) => file === 'internal/reqctx/reqctx.go' && line === 19)
      .flatMap(({ numbers }) => numbers.filter(({ label }) => label.startsWith('goroutines born')));
    assert.ok(rows.length > 0);
    for (const { label, text } of rows) {
      assert.equal(label, 'goroutines born / ended / alive (trace, 1.02 s)');
      assert.equal(text, '24,866 / 0 / 24,866');
    }
  });

  test('one line is a suspect', () => {
    const suspects = marks.filter(({ finding }) => finding !== null);
    assert.deepEqual(
      new Set(suspects.map(({ file, line }) => `${file}:${line}`)),
      new Set(['internal/reqctx/reqctx.go:19']),
    );
  });
});

test('every icon of the gutter has a picture of its own in dark, light and high contrast', () => {
  const shapes = new Map<string, string>();
  for (const name of ['heat-1', 'heat-2', 'heat-3', 'suspect'])
    for (const theme of ['dark', 'light', 'contrast']) {
      const svg = fs.readFileSync(`media/${name}-${theme}.svg`, 'utf8');
      const shape = /<(?:circle|path)[^>]*?(?:\br="[^"]*"|\bd="[^"]*")/.exec(svg)?.[0] ?? svg;
      if (theme === 'dark') shapes.set(shape, name);
      const isNamed = fs.readFileSync('src/editor/marks/decorations.ts', 'utf8').includes(`'${name}'`);
      assert.ok(isNamed, `nothing draws ${name}`);
    }
  assert.equal(shapes.size, 4);
});
