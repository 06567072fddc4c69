// Is a trace of Go 1.11 to 1.21 read as it was drawn?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonText, startName } from '../../src/analysis/goroutines/goroutine-groups.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import type { StackId, StringId } from '../../src/model/ids.ts';
import { stackText } from '../../src/model/symbols.ts';
import { bytes, header, number, older, olderBatch, olderStack, olderString, text } from './trace-bytes.ts';
import { activityOf, context } from './trace-reference.ts';

const GOMAXPROCS = 4;
const PROC_START = 5;
const STW_START = 9;
const STW_DONE = 10;
const GO_CREATE = 13;
const GO_START = 14;
const GO_END = 15;
const GO_SLEEP = 19;
const GO_UNBLOCK = 21;
const GO_BLOCK_RECV = 23;
const GO_SYSCALL = 28;
const GO_SYS_EXIT = 29;
const GO_SYS_BLOCK = 30;
const GO_WAITING = 31;
const TIMER_GOROUTINE = 35;
const GO_START_LOCAL = 38;
const GO_UNBLOCK_LOCAL = 39;
const REGION = 47;
const USER_LOG = 48;
const CPU_SAMPLE = 49;

/** Ticks of 1 ns, so that times in the drawings are nanoseconds; the first event is at 1. */
const NANO = older(2, 1_000_000_000);

const TABLES = [
  ...NANO,
  ...olderBatch(
    0,
    5000,
    olderString(1, 'main.work'),
    olderString(2, '/app/main.go'),
    olderString(3, 'main.spawn'),
    olderString(4, 'main.main'),
    olderStack(1, [1, 2, 30]),
    olderStack(2, [3, 2, 12], [4, 2, 5]),
    olderStack(3, [1, 2, 33]),
    olderStack(4, [4, 2, 1]),
  ),
];

/** Goroutine 1 runs main.main on processor 0 from the start; 9 waits. The trace begins at tick 1001. */
const start = (...more: number[][]) =>
  olderBatch(
    0,
    1000,
    older(GO_CREATE, 1, 1, 4, 0),
    older(GO_CREATE, 1, 9, 1, 0),
    older(GO_WAITING, 1, 9),
    older(PROC_START, 1, 0),
    older(GO_START, 1, 1, 1),
    older(GOMAXPROCS, 5, 2, 0), // 1010
    ...more,
  );

function read(...parts: number[][]) {
  return readTrace(sourceOf(bytes(...parts)), context);
}

test('goroutines told before GOMAXPROCS existed already, and have their start functions', () => {
  const trace = read(header(19), start(older(GO_CREATE, 10, 7, 1, 2)), TABLES);
  assert.deepEqual(trace.problems, []);
  const { goroutines } = trace;
  assert.deepEqual([...goroutines.bornAt], [-1, -1, 20]);
  assert.deepEqual(
    [0, 1, 2].map((g) => startName(trace, g)),
    ['main.main', 'main.work', 'main.work'],
  );
  assert.deepEqual([...goroutines.creator], [-1, -1, 0]);
  assert.deepEqual(stackText(trace.symbols, goroutines.creationStack[2] as StackId), [
    { function: 'main.spawn', file: '/app/main.go', line: 12 },
    { function: 'main.main', file: '/app/main.go', line: 5 },
  ]);
  assert.equal(trace.maxProcs, 2);
  // the first event is at 1, the last at 20, and Go's reader adds one at each side
  assert.equal(trace.durationNs, 21);
});

test('events of two processors are put in order by their sequence numbers', () => {
  const other = olderBatch(
    1,
    1000,
    older(GO_START, 15, 7, 1), // 1015: before its birth at 1020 by the clock of the other processor
    older(GO_BLOCK_RECV, 15, 3), // 1030
    older(GO_START, 5, 7, 3), // 1035: before it is woken at 1040
    older(GO_END, 15), // 1050
  );
  const trace = read(
    header(21),
    start(older(GO_CREATE, 10, 7, 1, 2), older(GO_UNBLOCK, 20, 7, 2, 2)),
    other,
    TABLES,
  );
  assert.deepEqual(trace.problems, []);
  assert.deepEqual([...trace.goroutines.endedAt], [-1, -1, 50]);
  const { states, waits, wakeups } = activityOf(trace);
  assert.equal(states.runningNs[2], 9 + 9);
  assert.equal(states.runnableNs[2], 1 + 1);
  assert.deepEqual([waits.ns[1], reasonText(trace, waits.reason[1])], [10, 'chan receive']);
  assert.deepEqual(
    [wakeups.length, wakeups.waitedNs[0], wakeups.waker[0]],
    [1, 10, trace.goroutines.startFunction[0]],
  );
});

test('a call that did not block counts 1 ns, one that blocked its real time', () => {
  const trace = read(
    header(19),
    start(
      older(GO_SYSCALL, 10, 2), // 1020
      older(GO_SYSCALL, 10, 2), // 1030
      older(GO_SYS_BLOCK, 10), // 1040
    ),
    olderBatch(1, 1000, older(GO_SYS_EXIT, 100, 1, 2, 1080), older(GO_START, 10, 1, 3)), // told at 1100, ended at 1080
    TABLES,
  );
  assert.deepEqual(trace.problems, []);
  const { states } = activityOf(trace);
  assert.deepEqual([states.syscallNs[0], states.runnableNs[0], states.since[0]], [1 + 50, 30, 110]);
});

test('a CPU sample inside a blocking call does not hide that it blocked', () => {
  // Go's converter looks at the goroutine's next event to tell whether a call blocked, finds the sample,
  // and counts the time in the call as running.
  const trace = read(
    header(19),
    start(older(GO_SYSCALL, 10, 2), older(GO_SYS_BLOCK, 20)), // 1020, 1040
    olderBatch(-1, 1035, older(CPU_SAMPLE, 1, 1030, 0, 1, 3)),
    olderBatch(1, 1000, older(GO_SYS_EXIT, 100, 1, 2, 1080)),
    TABLES,
  );
  assert.deepEqual(trace.problems, []);
  const { states, cpuSamples } = activityOf(trace);
  assert.equal(states.syscallNs[0], 60);
  assert.deepEqual([cpuSamples.time[0], cpuSamples.goroutine[0]], [30, 0]);
  assert.equal(stackText(trace.symbols, cpuSamples.stack[0] as StackId)[0].line, 33);
});

test('the goroutine of the timers wakes in the name of the runtime', () => {
  const trace = read(
    header(11),
    start(older(GO_CREATE, 10, 7, 1, 2), older(GO_START_LOCAL, 1, 7), older(GO_SLEEP, 9, 3)), // 1020 1021 1030
    olderBatch(
      1,
      1000,
      older(GO_UNBLOCK, 31, 9, 2, 0),
      older(GO_START, 1, 9, 3),
      older(GO_UNBLOCK, 18, 7, 2, 0),
    ), // 1031 1032 1050
    older(TIMER_GOROUTINE, 9),
    TABLES,
  );
  assert.deepEqual(trace.problems, []);
  const { wakeups } = activityOf(trace);
  assert.deepEqual([...wakeups.waker], [-1]);
  assert.equal(wakeups.count[0], 2);
});

test('why the program stopped is counted from one further on since header 21', () => {
  const stop = start(older(STW_START, 1, 1), older(STW_DONE, 4));
  const names = (version: number) => activityOf(read(header(version), stop, TABLES)).spanTotals;
  const total = { count: 1, openAtEnd: 0, totalNs: 4, longestNs: 4 };
  assert.deepEqual(names(19), [{ name: 'stop-the-world (GC sweep termination)', ...total }]);
  assert.deepEqual(names(21), [{ name: 'stop-the-world (GC mark termination)', ...total }]);
});

test('regions nest, and a log carries its text', () => {
  const log = (delta: number, message: string) => [...older(USER_LOG, delta, 0, 4, 0), ...text(message)];
  const trace = read(
    header(19),
    olderBatch(0, 900, olderString(3, 'outer'), olderString(4, 'inner')),
    start(
      older(REGION, 1, 0, 0, 3, 0), // 1011
      older(REGION, 1, 0, 0, 4, 0), // 1012
      log(3, 'now ✓'), // 1015
      older(REGION, 5, 0, 1, 4, 0), // 1020
      older(REGION, 10, 0, 1, 3, 0), // 1030
    ),
    TABLES,
  );
  const { regionTotals, logs } = activityOf(trace);
  assert.deepEqual(
    regionTotals.map((r) => `${r.name} ${r.totalNs}`),
    ['outer 19', 'inner 8'],
  );
  assert.deepEqual([logs.time[0], logs.goroutine[0]], [15, 0]);
  assert.equal(trace.symbols.strings.get(logs.message[0] as StringId), 'now ✓');
});

test('a cut file counts what stands before, and says that times are estimates', () => {
  const whole = [...header(19), ...start(older(GO_CREATE, 10, 7, 1, 2), older(GO_UNBLOCK_LOCAL, 10, 9, 0))];
  const trace = read(whole.slice(0, -2));
  assert.deepEqual(
    trace.problems.map((p) => p.severity),
    ['partial', 'partial'],
  );
  assert.match(trace.problems[0].text, /breaks off: an event is cut\. Names and stacks/);
  assert.equal(trace.problems[0].at, whole.length - 4);
  assert.deepEqual(trace.goroutines.bornAt.filter((t) => t >= 0).length, 1);
});

test('what no event can be ends the reading', () => {
  const trace = read(header(19), start(older(GO_CREATE, 10, 7, 1, 2)), [0, 0, 0]);
  assert.match(trace.problems[0].text, /unknown event 0/);
  assert.equal(trace.goroutines.length, 3);
  const huge = read(header(19), start(), [GO_CREATE | (3 << 6), ...number(2 ** 40)]);
  assert.match(huge.problems[0].text, /an event is cut/);
});

test('a cut between two stacks of the end is told, though each event is whole', () => {
  const strings = [olderString(1, 'main.work'), olderString(2, '/app/main.go'), olderString(3, 'main.spawn')];
  const tables = (...ids: number[]) => [
    ...NANO,
    ...olderBatch(0, 5000, ...strings, ...ids.map((id) => olderStack(id, [1, 2, 30 + id]))),
  ];
  const problems = (...ids: number[]) =>
    read(header(19), start(older(GO_CREATE, 10, 7, 1, 2)), tables(...ids)).problems.map(
      (p) => `${p.severity}: ${p.text}`,
    );
  assert.deepEqual(problems(3, 1, 4, 2), []);
  const missing = 'partial: The trace ends too early. Some stacks, which stand at its end, are missing.';
  assert.deepEqual(problems(3, 1, 4), [missing]);
  assert.deepEqual(problems(3, 1, 2), [missing]);
});
