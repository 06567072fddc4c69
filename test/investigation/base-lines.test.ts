// Does the baseline's number stand beside each line, as Go's own tools count it there?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Mark } from '../../src/protocol/answers.ts';
import type { MarksRequest } from '../../src/protocol/queries.ts';
import { readTopLine } from '../support/golden.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { sayTheSame } from '../support/shown-number.ts';

const HANDLE = 'internal/consumer.(*Consumer).handle';

const inputsOf = (folder: string) =>
  fs
    .readdirSync(path.join(sampleDumps, folder))
    .map((name) => path.join(sampleDumps, folder, name))
    .map((file) => ({ path: file, file }));

describe('marks beside a baseline', () => {
  let workspace: ReturnType<typeof sampleWorkspace>;
  before(() => {
    workspace = sampleWorkspace('v1.8.0');
  });
  after(() => workspace.remove());

  async function marks(
    base: string | undefined,
    request: MarksRequest | null = null,
  ): Promise<readonly Mark[]> {
    const investigation = newInvestigation();
    await investigation.handle('open', {
      inputs: inputsOf('release-v1.8.0'),
      workspace: { kind: 'folders', folders: [workspace.folder] },
      ...(base === undefined ? {} : { baseline: inputsOf(base) }),
    });
    return investigation.handle('marks', request);
  }

  const at = (all: readonly Mark[], file: string, line: number): Mark => {
    const mark = all.find((one) => one.file.endsWith(file) && one.line === line);
    assert.ok(mark, `${file}:${line} has no mark`);
    return mark;
  };

  test('of another build give the whole function’s numbers, as pprof counts them', async () => {
    const handle = at(await marks('release-v1.7.0'), 'consumer.go', 55);
    assert.equal(handle.comparedBy, 'function');
    for (const kind of ['cpu', 'block', 'mutex']) {
      const row = handle.numbers.find(({ label }) => label.endsWith(`(${kind})`));
      const expected = readTopLine(`release-v1.7.0-${kind}`, HANDLE).cum;
      assert.ok(row?.base && sayTheSame(row.base, expected), `${kind}: ${row?.base}, pprof ${expected}`);
    }
  });

  test('say that the baseline has nothing of what is new', async () => {
    const suspect = at(await marks('release-v1.7.0'), 'reqctx.go', 19);
    assert.match(suspect.text, /24,866 born .* · baseline: none$/);
    assert.deepEqual(new Set(suspect.numbers.map(({ base }) => base)), new Set(['0']));
  });

  test('of one sample type are beside the same of the baseline', async () => {
    const all = await marks('release-v1.7.0');
    const dump = inputsOf('release-v1.8.0').findIndex(({ file }) => file.endsWith('cpu.pprof'));
    assert.ok(all.length > 0);
    const [first] = await marks('release-v1.7.0', { only: { dump, sampleType: 1 } }).then((found) =>
      found.filter(({ file, line }) => file.endsWith('consumer.go') && line === 55),
    );
    const expected = readTopLine('release-v1.7.0-cpu', HANDLE).cum;
    const told = / · baseline: (.*) cpu/.exec(first.text)?.[1] ?? '';
    assert.ok(sayTheSame(told, expected), first.text);
  });

  test('of the same build are compared line by line', async () => {
    const all = await marks('release-v1.8.0');
    assert.ok(all.length > 3);
    for (const { comparedBy, numbers } of all) {
      assert.equal(comparedBy, 'line');
      for (const { base, text } of numbers) assert.equal(base, text);
    }
  });

  test('have no such numbers without a baseline', async () => {
    for (const mark of await marks(undefined)) {
      assert.equal('comparedBy' in mark, false);
      assert.equal(mark.text.includes('baseline'), false);
      for (const number of mark.numbers) assert.equal('base' in number, false);
    }
  });
});
