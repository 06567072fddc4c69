// Are Go's text profiles (`?debug=1`) read as `go tool pprof` reads them, and with their names?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { exactTotal, functionTotals } from '../../src/analysis/totals/totals.ts';
import { isPartial, UnreadableDump } from '../../src/model/problems.ts';
import type { Profile } from '../../src/model/profile.ts';
import { stackText } from '../../src/model/symbols.ts';
import { profileFile, profileOf } from '../support/decode-file.ts';

type Stack = Parameters<typeof stackText>[1];

const read = (text: string) => profileOf(new TextEncoder().encode(text));
const stack = (p: Profile, s: number) =>
  stackText(p.symbols, s as Stack).map((f) => `${f.function} ${f.file}:${f.line}`);

const stackNames = (p: Profile) => Array.from({ length: p.sampleCount }, (_, s) => stack(p, s).join());

const GOROUTINES = `goroutine profile: total 9
8 @ 0x48a50e 0x41a5ae 0x491e41
# labels: {"tenant":"a", "path":"/x"}
#\t0x41a5ad\tmain.(*Worker).run+0x76\t\t/src/worker.go:41
#\t0x69c6ce\tmain.start.func1+0x4e\t/src/worker.go:34

1 @ 0x48a50e 0x491e41
#\t0x48a50d\tmain.main+0x1\t/src/main.go:9

`;

test('goroutines: counts, names, labels', () => {
  const p = read(GOROUTINES);
  assert.equal(p.profileKind, 'goroutine');
  assert.deepEqual([...p.values[0].value], [8, 1]);
  assert.deepEqual(stack(p, 0), [
    'main.(*Worker).run /src/worker.go:41',
    'main.start.func1 /src/worker.go:34',
  ]);
  assert.deepEqual(stack(p, 1), ['main.main /src/main.go:9']);
  assert.deepEqual(
    [...p.labels.text].map((id) => p.symbols.strings.get(id as Parameters<typeof p.symbols.strings.get>[0])),
    ['a', '/x'],
  );
  assert.deepEqual(p.problems, []);
});

test('the text of the sample counts what its protobuf twin counts', () => {
  for (const release of ['release-v1.7.0-later', 'release-v1.8.0-later']) {
    const text = profileFile(`sample/dumps/${release}/goroutine-debug1.txt`);
    const counted = functionTotals(text, 0);
    const total = /total (\d+)/.exec(
      fs.readFileSync(`sample/dumps/${release}/goroutine-debug1.txt`, 'utf8'),
    )![1];
    assert.equal(String(exactTotal(counted)), total);
    assert.deepEqual(text.problems, []);
    const names = new Set(Array.from({ length: counted.nodes.length }, (_, n) => counted.nodes.name(n)));
    assert.ok(names.has('github.com/acme-shop/order-consumer/internal/consumer.(*Consumer).work'));
    // A goroutine that has just been created has nothing but a return address.
    const unnamed = stackNames(text).filter((name) => name === '').length;
    assert.ok(unnamed <= 1, `${unnamed} samples without names`);
  }
});

test('a text that ends early is a labelled part', () => {
  for (const length of [60, 100, GOROUTINES.length - 60, GOROUTINES.indexOf('\n1 @') + 1])
    assert.ok(isPartial(read(GOROUTINES.slice(0, length)).problems), `${length}`);
});

const HEAP = `heap profile: 3: 1572864 [4: 2097152] @ heap/1048576
1: 524288 [1: 524288] @ 0x420cef 0x422151
#\t0x422150\tmain.hold+0x30\t/src/hold.go:7

2: 1048576 [3: 1572864] @ 0x420cef 0x430000
#\t0x42ffff\tmain.other+0x30\t/src/other.go:8


# runtime.MemStats
# Alloc = 1595680
# Stack = 262144 / 294912
# PauseNs = [1 2 3]
# GCCPUFraction = 1.5e-05
# DebugGC = false
`;

test('heap: what was sampled is scaled as pprof scales it; statistics are kept', () => {
  const p = read(HEAP);
  assert.equal(p.profileKind, 'heap');
  assert.equal(p.period, 524288);
  // 1 / (1 - e^-1) = 1.5819…
  assert.deepEqual([...p.values[3].value], [829411, 1658822]);
  assert.deepEqual([...p.values[2].value], [1, 3]);
  assert.deepEqual(stack(p, 1), ['main.other /src/other.go:8']);
  assert.deepEqual([...p.labels.number], [524288, 524288]);
  assert.deepEqual(p.statistics?.get('Stack'), [262144, 294912]);
  assert.deepEqual(p.statistics?.get('PauseNs'), [1, 2, 3]);
  assert.deepEqual(p.statistics?.get('GCCPUFraction'), [1.5e-5]);
  assert.deepEqual(p.problems, []);
  assert.ok(isPartial(read(HEAP.slice(0, HEAP.indexOf('\n2:') + 1)).problems));
});

const LOCKS = `--- mutex:
cycles/second=2000000000
sampling period=1
4000 2 @ 0x48a50e 0x41a5ae
#\t0x48a50d\tsync.(*Mutex).Unlock+0x76\t/usr/local/go/src/sync/mutex.go:41
#\t0x41a5ad\tmain.work+0x76\t/src/work.go:41

`;

test('locks: cycles become nanoseconds, and the kind is told', () => {
  const p = read(LOCKS);
  assert.equal(p.profileKind, 'mutex');
  assert.deepEqual(
    p.values.map((v) => v.value[0]),
    [2, 2000],
  );
  assert.deepEqual(stack(p, 0), [
    'sync.(*Mutex).Unlock /usr/local/go/src/sync/mutex.go:41',
    'main.work /src/work.go:41',
  ]);
  assert.equal(read(LOCKS.replace('mutex', 'contention')).profileKind, 'block');
  assert.ok(isPartial(read(LOCKS.slice(0, -1)).problems));
});

test('scaled values stay exact past 2^53, and past 64 bits they are refused', () => {
  const locks = (period: string, cycles: string) =>
    read(`--- mutex:\ncycles/second=1000000000\nsampling period=${period}\n${cycles} 3 @ 0x1\n\n`);
  const { values } = locks('4503599627370496', '1');
  assert.equal(values[0].exact.get(0), 3n * 2n ** 52n);
  for (const [period, cycles] of [
    ['9'.repeat(400), '1'],
    ['9007199254740991', '9007199254740991'],
  ])
    assert.throws(() => locks(period, cycles), /64 bits|the number 9/);
  const heap = (rate: string) => read(`heap profile: 1: 9 [1: 9] @ heap/${rate}\n1: 9 [1: 9] @ 0x1\n`);
  assert.throws(() => heap('9'.repeat(400)), /64 bits/);
});

test('threads without stacks count in the total only', () => {
  const p = read('threadcreate profile: total 7\n7 @\n\n');
  assert.equal(p.profileKind, 'threadcreate');
  assert.deepEqual([p.sampleCount, functionTotals(p, 0).total, functionTotals(p, 0).cum.length], [1, 7, 0]);
});

test('lines that are no samples are refused with their number', () => {
  const broken: readonly string[] = [
    'goroutine profile: total 1\nnot a sample\n',
    'heap profile: 1: 2 [1: 2] @ heap/1048576\n1: 2 oops\n',
    'heap profile: 0: 2 [1: 2] @ heap/1048576\n0: 2 [1: 2] @ 0x1\n',
    '--- mutex:\ncycles/second=1\nnot a sample\n',
    'goroutine profile: total 1\n99999999999999999999 @ 0x1\n',
  ];
  for (const text of broken)
    assert.throws(
      () => read(text),
      (e) => e instanceof UnreadableDump && /line \d/.test(e.message),
      text,
    );
});
