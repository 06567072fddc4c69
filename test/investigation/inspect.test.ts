// Do the documents of dumps say what Go's own tools count in them, in the documented shape?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { dumpDocument } from '../../src/investigation/inspect/inspect.ts';
import type { ListingDocument } from '../../src/investigation/inspect/listing-document.ts';
import type { ProfileDocument } from '../../src/investigation/inspect/profile-document.ts';
import { type TraceDocument, thin } from '../../src/investigation/inspect/trace-document.ts';
import { decodeBytes, decodeFile } from '../support/decode-file.ts';
import { drawProfile, len, num, packed } from '../support/protobuf.ts';

/** Documents as a reader of the JSON gets them. */
const documentOf = (bytes: Uint8Array): unknown =>
  JSON.parse(JSON.stringify(dumpDocument(decodeBytes(bytes))));
const documentOfFile = (file: string): unknown =>
  JSON.parse(JSON.stringify(dumpDocument(decodeFile(`sample/dumps/${file}`))));

test('a small profile, whole document', () => {
  assert.deepEqual(documentOf(drawProfile()), {
    kind: 'profile',
    profileKind: 'other',
    sampleTypes: [
      { type: 'objects', unit: 'count', total: '3' },
      { type: 'space', unit: 'bytes', total: '4096' },
    ],
    defaultSampleType: 1,
    samples: '1',
    functions: [
      { name: 'main.leaf', file: '/src/main.go', flat: ['3', '4096'], cum: ['3', '4096'] },
      { name: 'main.root', file: '/src/main.go', flat: ['0', '0'], cum: ['3', '4096'] },
    ],
    problems: [],
    partial: false,
  });
});

test('sums past 2^53 keep every digit', () => {
  const large = 2n ** 62n + 1n;
  const sample = len(2, [...packed(1, [1]), ...packed(2, [large, 1])]);
  const document = documentOf(drawProfile({ samples: [...sample, ...sample, ...sample] })) as ProfileDocument;
  assert.equal(document.sampleTypes[0].total, String(3n * large));
  assert.deepEqual(document.functions[0].flat, [String(3n * large), '3']);
});

test('a cut profile is partial, and says what to do', () => {
  const whole = drawProfile({ rest: num(10, 30_000_000_000) });
  const document = documentOf(fs.readFileSync('sample/dumps/release-v1.8.0/cpu.pprof').subarray(0, 7000));
  assert.equal((document as ProfileDocument).partial, true);
  assert.ok((document as ProfileDocument).problems.some((p) => p.severity === 'partial' && p.advice));
  assert.equal((documentOf(whole) as ProfileDocument).partial, false);
});

const tops = JSON.parse(fs.readFileSync('test/golden/incident/exact-tops.json', 'utf8')) as Record<
  string,
  { type: string; unit: string; functions: { total: number; rows: [string, number, number][] } }[]
>;

for (const [file, types] of Object.entries(tops))
  test(`${file}: functions as go tool pprof counts them`, () => {
    const { sampleTypes, functions } = documentOfFile(file) as ProfileDocument;
    types.forEach((type, t) => {
      assert.deepEqual([sampleTypes[t].type, sampleTypes[t].unit], [type.type, type.unit]);
      if (type.functions.rows.length > 0) assert.equal(sampleTypes[t].total, String(type.functions.total));
      const ours = functions
        .filter(({ flat, cum }) => flat[t] !== '0' || cum[t] !== '0')
        .map(({ name, flat, cum }) => [name, flat[t], cum[t]].join(' '));
      const theirs = type.functions.rows.map((row) => row.join(' '));
      assert.deepEqual(ours.sort(), theirs.sort());
    });
  });

interface OracleTrace {
  readonly duration_ns: number;
  readonly gc_count: number;
  readonly goroutines_created: number;
  readonly alive_at_end: number;
  readonly max_alive: number;
  readonly groups: readonly {
    readonly func: string;
    readonly created: number;
    readonly ended: number;
    readonly creation_stacks: readonly { readonly stack: readonly string[]; readonly count: number }[];
  }[];
}

/** The oracle cuts stacks at 8 frames. */
const FRAMES_COMPARED = 8;

function countsOf(rows: readonly (readonly [key: string, count: number])[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const [key, count] of rows) counts.set(key, (counts.get(key) ?? 0) + count);
  return [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

for (const release of ['release-v1.7.0', 'release-v1.8.0', 'release-v1.8.0-built-with-go1.19'])
  test(`${release}: births, ends, creation stacks and collections as Go's own reader counts them`, () => {
    const trace = documentOfFile(`${release}/trace.out`) as TraceDocument;
    const oracle = JSON.parse(
      fs.readFileSync(`test/golden/incident/${release}-trace.json`, 'utf8'),
    ) as OracleTrace;
    const { goroutines } = trace;
    assert.equal(trace.durationNs, oracle.duration_ns);
    assert.equal(trace.gc.count, oracle.gc_count);
    assert.equal(goroutines.created, oracle.goroutines_created);
    assert.equal(goroutines.alive, oracle.alive_at_end);
    assert.equal(goroutines.mostAlive, oracle.max_alive);
    for (const count of ['created', 'ended'] as const)
      assert.deepEqual(
        countsOf(goroutines.byStart.map((g) => [g.function, g[count]])),
        countsOf(oracle.groups.map((g) => [g.func, g[count]])),
      );
    assert.deepEqual(
      countsOf(goroutines.bySite.map((s) => [s.stack.slice(0, FRAMES_COMPARED).join('\n'), s.created])),
      countsOf(
        oracle.groups.flatMap((g) =>
          g.creation_stacks.map(({ stack, count }) => [stack.join('\n'), count] as const),
        ),
      ),
    );
    assert.equal(
      goroutines.byStart.reduce((sum, g) => sum + g.alive, 0),
      goroutines.created + goroutines.existing - goroutines.ended,
    );
  });

test('who waits at the end of a leak, and since when', () => {
  const { waitingAtEnd, durationNs } = documentOfFile('release-v1.8.0/trace.out') as TraceDocument;
  assert.equal(waitingAtEnd[0].reason, 'select');
  assert.ok(waitingAtEnd[0].stack.some((frame) => frame.includes('TimingWheel).run')));
  assert.ok(waitingAtEnd.every((w) => w.longestNs >= 0 && w.longestNs <= durationNs));
});

test('a long heap curve keeps its ends and its peak', () => {
  const value = Float64Array.from({ length: 10_000 }, (_, i) => (i === 7_321 ? 1e9 : i % 100));
  const time = value.map((_, i) => i * 10);
  const points = thin({ time, value });
  assert.ok(points.length < 1_100);
  assert.deepEqual(
    [points[0], points.at(-1)],
    [
      { timeNs: 0, bytes: 0 },
      { timeNs: 99_990, bytes: 99 },
    ],
  );
  assert.ok(points.some(({ timeNs, bytes }) => timeNs === 73_210 && bytes === 1e9));
  assert.ok(points.every(({ timeNs }, i) => i === 0 || timeNs > points[i - 1].timeNs));
});

test('a text heap brings the statistics of its end, as numbers', () => {
  const text = `heap profile: 1: 16 [1: 16] @ heap/1048576
1: 16 [1: 16] @ 0x420cef
#\t0x420cef\tmain.hold+0x30\t/src/hold.go:7

# runtime.MemStats
# Stack = 262144 / 294912
# GCCPUFraction = 1.5e-05
# Odd = 1e999
# DebugGC = false
`;
  const document = documentOf(new TextEncoder().encode(text));
  assert.deepEqual((document as ProfileDocument).statistics, {
    Stack: [262144, 294912],
    GCCPUFraction: [1.5e-5],
    Odd: [],
    DebugGC: [],
  });
});

const LISTING = `goroutine 1 [running, locked to thread]:
main.main()
\t/src/main.go:12 +0x1d

goroutine 18 [chan receive, 5 minutes]:
main.wait(0xc000012345)
\t/src/main.go:30 +0x2b
created by main.main in goroutine 1
\t/src/main.go:10 +0x44

goroutine 19 [chan receive, 5 minutes]:
main.wait(0xc000054321)
\t/src/main.go:30 +0x2b
created by main.main in goroutine 1
\t/src/main.go:10 +0x44
`;

test('a listing of three goroutines, whole document', () => {
  assert.deepEqual(documentOf(new TextEncoder().encode(LISTING)), {
    kind: 'goroutines',
    reason: '',
    total: 3,
    lockedToThread: 1,
    groups: [
      {
        count: 2,
        state: 'chan receive',
        waitMinutes: 5,
        stack: ['main.wait /src/main.go:30'],
        createdBy: 'main.main /src/main.go:10',
        creatorStack: ['main.main /src/main.go:12'],
      },
      {
        count: 1,
        state: 'running',
        waitMinutes: 0,
        stack: ['main.main /src/main.go:12'],
        createdBy: null,
        creatorStack: null,
      },
    ],
    problems: [],
    partial: false,
  });
});

test('the groups of a listing count what its lines say', () => {
  const text = fs.readFileSync('sample/dumps/release-v1.7.0-later/goroutine-debug2.txt', 'utf8');
  const document = documentOfFile('release-v1.7.0-later/goroutine-debug2.txt') as ListingDocument;
  assert.equal(document.total, [...text.matchAll(/^goroutine \d+ \[/gm)].length);
  assert.equal(
    document.groups.reduce((sum, g) => sum + g.count, 0),
    document.total,
  );
  const states = (state: string) =>
    [...text.matchAll(new RegExp(`^goroutine \\d+ \\[${state}[,\\]]`, 'gm'))].length;
  for (const state of new Set(document.groups.map((g) => g.state)))
    assert.equal(
      document.groups.filter((g) => g.state === state).reduce((sum, g) => sum + g.count, 0),
      states(state),
      state,
    );
});
