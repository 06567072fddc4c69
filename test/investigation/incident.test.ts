import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isLeakVerdict } from '../../src/model/finding.ts';
import type { Report } from '../../src/protocol/answers.ts';
import { judgeIncident } from '../support/judge-incident.ts';
import { renameDumps, renameSources } from '../support/rename-program.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const BAD = path.join(sampleDumps, 'release-v1.8.0');
const GOOD = path.join(sampleDumps, 'release-v1.7.0');
const filesOf = (folder: string) => fs.readdirSync(folder).map((f) => path.join(folder, f));
const named = (folder: string, ...names: string[]) => names.map((n) => path.join(folder, n));
const place = ({ file, line }: { file: string; line: number }) => `${file}:${line}`;

let bad: ReturnType<typeof sampleWorkspace>;
let good: ReturnType<typeof sampleWorkspace>;
before(() => {
  bad = sampleWorkspace('v1.8.0');
  good = sampleWorkspace('v1.7.0');
});
after(() => {
  bad.remove();
  good.remove();
});

describe('the bad release', () => {
  test('six dumps: the line, its caller, every goroutine that is born there, and proof from four files', async () => {
    const report = await judgeIncident(filesOf(BAD), bad.folder);
    const [finding] = report.findings;
    const births = expectedBirths('release-v1.8.0');
    assert.equal(finding.kind, 'goroutine-leak');
    assert.equal(place(finding.site), 'internal/reqctx/reqctx.go:19');
    assert.equal(finding.site.mappedBy, 'main-module');
    assert.equal(place(finding.callers[0]), 'internal/consumer/consumer.go:55');
    assert.ok(finding.confidence >= 0.9, String(finding.confidence));
    const value = (dump: string) => finding.evidence.find((e) => e.dump.endsWith(dump))?.value;
    assert.equal(value('trace.out'), births);
    assert.equal(value('block.pprof'), 80_839);
    assert.equal(Math.round(value('cpu.pprof')! / 1e6), 1270);
    assert.equal((value('mem.pprof')! / 1024).toFixed(2), '6662.81');
    assert.deepEqual(finding.figures[1], {
      value: '0',
      label: 'ended',
      lead: { dump: report.dumps.find(({ kind }) => kind === 'trace')!.id, view: 'goroutines' },
    });
  });

  test('without the trace: the same line, less sure, and the text says why', async () => {
    const report = await judgeIncident(
      named(BAD, 'mem.pprof', 'threadcreate.pprof', 'cpu.pprof', 'mutex.pprof', 'block.pprof'),
      bad.folder,
    );
    assertLine(report, 0.6, 0.9);
    assert.match(report.findings[0].explanation, /Less sure: no dump shows the births/);
  });

  test('with only the block profile: the same line, less sure still', async () => {
    const report = await judgeIncident(named(BAD, 'block.pprof'), bad.folder);
    assertLine(report, 0.5, 0.6);
  });

  test('an innocent use of the same package does not draw the blame', async () => {
    const copy = sampleWorkspace('v1.8.0');
    addInnocentUses(copy.folder);
    assertLine(await judgeIncident(named(BAD, 'block.pprof'), copy.folder), 0.5, 0.6);
    assertLine(await judgeIncident(filesOf(BAD), copy.folder), 0.9, 1);
    copy.remove();
  });

  test('built by an older Go, whose stacks name no creator: the same line, also from the block profile alone', async () => {
    const old = path.join(sampleDumps, 'release-v1.8.0-built-with-go1.19');
    const copy = sampleWorkspace('v1.8.0');
    addInnocentUses(copy.folder);
    const block = named(old, 'block.pprof');
    assertLine(await judgeIncident(block, bad.folder), 0.5, 0.6);
    assertLine(await judgeIncident(block, copy.folder), 0.5, 0.6);
    copy.remove();
  });

  test('the six dumps of the older build, with its trace of the older format, name the line surely', async () => {
    const old = path.join(sampleDumps, 'release-v1.8.0-built-with-go1.19');
    assertLine(await judgeIncident(filesOf(old), bad.folder), 0.9, 1);
  });

  for (const name of ['goroutine-debug2.txt.gz', 'goroutine-debug1.txt', 'goroutine.pprof'])
    test(`${name} of six seconds later, alone, names the line`, async () => {
      assertLine(await judgeIncident(named(`${BAD}-later`, name), bad.folder), 0.6, 0.96);
    });

  test('the six dumps and the later ones are one incident, with growth', async () => {
    const report = await judgeIncident([...filesOf(BAD), ...filesOf(`${BAD}-later`)], bad.folder);
    assertLine(report, 0.95, 1);
    assert.ok(report.findings[0].evidence.some((e) => /→ [\d,]+ goroutines in/.test(e.text)));
  });

  test('a profile of stuck goroutines that shows none does not clear the line', async () => {
    const folder = path.join(sampleDumps, 'release-v1.8.0-goroutineleak-build');
    const report = await judgeIncident(filesOf(folder), bad.folder);
    assertLine(report, 0.6, 1);
    assert.ok(report.setCheck.some((c) => /which clears nothing/.test(c.text)));
  });

  test('a service of other names, in sources and dumps alike, is judged alike', async () => {
    const renaming = [
      ['acme-shop/order-consumer', 'zeta-mart/queue-reader-x'],
      ['reqctx', 'jobbag'],
      ['consumer', 'ingester'],
      ['WithCache', 'Packed_up'],
    ] as const;
    for (const [from, to] of renaming) assert.equal(from.length, to.length);
    const copy = sampleWorkspace('v1.8.0');
    renameSources(copy.folder, renaming);
    const folder = fs.mkdtempSync(path.join(path.dirname(copy.folder), 'dumps-'));
    const files = renameDumps(filesOf(BAD), folder, renaming);
    const report = await judgeIncident(files, copy.folder);
    assert.equal(place(report.findings[0].site), 'internal/jobbag/jobbag.go:19');
    assert.ok(report.findings[0].confidence >= 0.9);
    assert.ok(isLeakVerdict(report.findings[0]));
    copy.remove();
  });
});

describe('the release before', () => {
  const sets: readonly (readonly [string, readonly string[]])[] = [
    ['six dumps', filesOf(GOOD)],
    ['the later dumps', profilesIn(`${GOOD}-later`)],
    ...[...filesOf(GOOD), ...profilesIn(`${GOOD}-later`)].map((f) => [path.basename(f), [f]] as const),
  ];
  for (const [name, files] of sets)
    test(`${name}: no leak verdict`, async () => {
      const report = await judgeIncident(files, good.folder);
      assert.deepEqual(
        report.findings.filter(isLeakVerdict).map((f) => f.title),
        [],
      );
    });
});

test('one bad file does not stop the others, and is told', async () => {
  const folder = fs.mkdtempSync(path.join(path.dirname(bad.folder), 'mixed-'));
  fs.writeFileSync(path.join(folder, 'heap.pprof'), '<html><h1>404 page not found</h1>');
  const report = await judgeIncident([path.join(folder, 'heap.pprof'), ...filesOf(BAD)], bad.folder);
  assertLine(report, 0.9, 1);
  const unread = report.dumps.filter((d) => d.kind === 'unreadable');
  assert.equal(unread.length, 1);
  assert.match(unread[0].worth, /not read: .*HTML/);
});

function assertLine(report: Report, least: number, below: number): void {
  const [finding] = report.findings;
  assert.equal(finding.kind, 'goroutine-leak');
  assert.equal(place(finding.site), 'internal/reqctx/reqctx.go:19');
  assert.ok(finding.confidence >= least && finding.confidence < below, String(finding.confidence));
}

function profilesIn(folder: string): string[] {
  return filesOf(folder).filter((f) => f.endsWith('.pprof'));
}

/** What Go's own reader counts: goroutines with the first-party frame in their creation stacks. */
function expectedBirths(release: string): number {
  interface Expected {
    readonly groups: readonly {
      readonly creation_stacks:
        | readonly { readonly stack: readonly string[]; readonly count: number }[]
        | null;
    }[];
  }
  const expected = JSON.parse(
    fs.readFileSync(`test/golden/incident/${release}-trace.json`, 'utf8'),
  ) as Expected;
  return expected.groups
    .flatMap((g) => g.creation_stacks ?? [])
    .filter((s) => s.stack.some((frame) => frame.includes('reqctx.WithCache')))
    .reduce((n, s) => n + s.count, 0);
}

/** A package-level cache and a map of the same package: both are used once, and rightly. */
function addInnocentUses(folder: string): void {
  fs.mkdirSync(path.join(folder, 'internal/abuse'), { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'internal/abuse/shared.go'),
    `package abuse

import (
	"time"

	"github.com/zeromicro/go-zero/core/collection"
)

var shared, _ = collection.NewCache(time.Minute)

var seen = collection.NewSafeMap()

func Remember(key string) {
	seen.Set(key, true)
	shared.Set(key, true)
}

func Fresh() *collection.SafeMap { return collection.NewSafeMap() }
`,
  );
}
