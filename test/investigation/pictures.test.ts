// Which pictures has a verdict, and do they show what the dumps count?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Picture } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

describe('the pictures of the first finding', () => {
  let sample: ReturnType<typeof sampleWorkspace>;
  before(() => {
    sample = sampleWorkspace('v1.8.0');
  });
  after(() => sample?.remove());

  async function picturesOf(
    files: readonly string[],
    options: OpenOptions = {},
  ): Promise<readonly Picture[]> {
    const report = await newInvestigation().handle('open', {
      inputs: files.map((file) => ({ path: file, file: path.join(sampleDumps, file) })),
      workspace: { kind: 'folders', folders: [sample.folder] },
      options,
    });
    const ids = report.dumps.map(({ id }) => id);
    for (const { lead, title } of report.findings[0]!.pictures)
      assert.ok(lead !== undefined && ids.includes(lead.dump), title);
    return report.findings[0]!.pictures;
  }
  const filesOf = (folder: string) =>
    fs.readdirSync(path.join(sampleDumps, folder)).map((name) => `${folder}/${name}`);
  const titled = (all: readonly Picture[], title: string) => all.find((one) => one.title === title);

  test('of a trace: births, the heap with its slope and its end, states, waits, CPU', async () => {
    const all = await picturesOf(filesOf('release-v1.8.0'), { memoryLimit: 2 * 2 ** 30 });
    assert.deepEqual(
      all.map(({ title }) => title),
      [
        'Goroutines born and ended',
        'Heap while tracing',
        'Goroutines by state',
        'Where goroutines waited',
        'Where the CPU goes',
      ],
    );
    const heap = titled(all, 'Heap while tracing')!;
    assert.match(heap.subtitle, /^trace · 30 MB → 377 MB · ≈ \d s to the limit of 2\.0 GB$/);
    assert.match(heap.kind === 'curves' ? heap.curves[0]!.label : '', /^377 MB · \+333 MB\/s$/);
    const states = titled(all, 'Goroutines by state')!;
    assert.ok(states.kind === 'bars');
    assert.deepEqual(states.bars[0], { label: 'select', text: '13,432', share: 1, tone: 'plain' });
  });

  test('without a limit nothing is said of an end', async () => {
    const heap = titled(await picturesOf(filesOf('release-v1.8.0')), 'Heap while tracing')!;
    assert.doesNotMatch(heap.subtitle, /limit/);
  });

  test('of a listing: states, and no curve of a single moment', async () => {
    const all = await picturesOf(filesOf('release-v1.8.0-later').filter((file) => /goroutine/.test(file)));
    assert.ok(titled(all, 'Goroutines by state'));
    assert.equal(titled(all, 'Goroutines over the dumps'), undefined);
  });

  test('of several moments: how many goroutines each shows', async () => {
    const all = await picturesOf(
      ['later', 'goroutineleak-build'].map((which) => `release-v1.8.0-${which}/goroutine.pprof`),
    );
    const counts = titled(all, 'Goroutines over the dumps')!;
    assert.ok(counts.kind === 'curves');
    assert.equal(counts.curves[0]!.points.length, 2);
    assert.ok(counts.curves.every(({ points }) => points.every(([, count]) => count > 0)));
  });
});
