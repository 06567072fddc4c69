// Is a trace of Go 1.22 or later read as it was drawn?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonText, startName } from '../../src/analysis/goroutines/goroutine-groups.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import type { StackId } from '../../src/model/ids.ts';
import { stackText } from '../../src/model/symbols.ts';
import {
  batch,
  bytes,
  END_OF_GENERATION,
  event,
  frequency,
  header,
  stacks,
  strings,
  sync,
} from './trace-bytes.ts';
import { activityOf, context } from './trace-reference.ts';

/** Units of 1 ns, so that times in the drawings are nanoseconds. */
const NANO = 1_000_000_000;

const PROC_STATUS = 13;
const GO_CREATE = 14;
const GO_START = 16;
const GO_DESTROY = 17;
const GO_STOP = 19;
const GO_BLOCK = 20;
const GO_UNBLOCK = 21;
const GO_SYSCALL_BEGIN = 22;
const GO_SYSCALL_END = 23;
const GO_STATUS = 25;
const GO_SWITCH = 45;
const GO_CREATE_BLOCKED = 47;
const GO_STATUS_STACK = 48;
const [RUNNABLE, RUNNING, WAITING] = [1, 2, 4];

const NAMES = strings(1, 'main.work', '/app/main.go', 'main.spawn', 'main.main', 'chan receive', 'preempted');
const STACKS = stacks(
  1,
  { id: 1, frames: [[1, 2, 30]] },
  {
    id: 2,
    frames: [
      [3, 2, 12],
      [4, 2, 5],
    ],
  },
  { id: 3, frames: [[1, 2, 33]] },
  {
    id: 4,
    frames: [
      [3, 2, 14],
      [4, 2, 5],
    ],
  },
);

function read(...parts: number[][]) {
  return readTrace(sourceOf(bytes(...parts)), context);
}

/** main runs on thread 1 from 1000 on and gives birth to goroutine 7 at 1010. */
const birth = (...more: number[][]) =>
  batch(
    1,
    1,
    1000,
    event(PROC_STATUS, 1, 0, 1),
    event(GO_STATUS_STACK, 1, 1, 1, RUNNING, 2),
    event(GO_CREATE, 8, 7, 1, 2),
    ...more,
  );

test('a birth has its time, creation stack, start function and creator', () => {
  const trace = read(
    header(26),
    sync(1, 1000, NANO, 1_700_000_000, 5),
    birth(),
    STACKS,
    NAMES,
    END_OF_GENERATION,
  );
  assert.deepEqual(trace.problems, []);
  const { goroutines, symbols } = trace;
  assert.equal(goroutines.length, 2);
  assert.deepEqual([...goroutines.bornAt], [-1, 10]);
  assert.deepEqual([...goroutines.endedAt], [-1, -1]);
  assert.deepEqual([...goroutines.creator], [-1, 0]);
  assert.deepEqual([startName(trace, 0), startName(trace, 1)], ['main.main', 'main.work']);
  assert.deepEqual(stackText(symbols, goroutines.creationStack[1] as StackId), [
    { function: 'main.spawn', file: '/app/main.go', line: 12 },
    { function: 'main.main', file: '/app/main.go', line: 5 },
  ]);
  assert.equal(symbols.functions.startLine[goroutines.startFunction[1]], 30);
  assert.equal(trace.startUnixNanos, 1_700_000_000_000_000_005n);
});

test('states add up, and an open wait tells its reason, place and begin', () => {
  const work = batch(
    1,
    2,
    1000,
    event(PROC_STATUS, 1, 1, 1),
    event(GO_START, 19, 7, 1), // 1020
    event(GO_SYSCALL_BEGIN, 5, 1, 3), // 1025
    event(GO_SYSCALL_END, 10), // 1035
    event(GO_STOP, 5, 6, 3), // 1040
    event(GO_START, 2, 7, 2), // 1042
    event(GO_BLOCK, 8, 5, 3), // 1050
  );
  const trace = read(header(22), birth(event(GO_STOP, 90, 6, 4)), work, frequency(1, NANO), STACKS, NAMES);
  assert.deepEqual(trace.problems, []);
  const { states, waits } = activityOf(trace);
  // birth 1010 → 1020 runnable → 1025 running → 1035 call → 1040 running → 1042 runnable → 1050 running → 1101
  assert.equal(trace.durationNs, 101);
  assert.deepEqual([states.runnableNs[1], states.runningNs[1], states.syscallNs[1]], [10 + 2, 5 + 5 + 8, 10]);
  assert.deepEqual([states.state[1], states.since[1], states.id[1]], [WAITING, 50, 7]);
  assert.equal(reasonText(trace, states.waitReason[1]), 'chan receive');
  assert.equal(stackText(trace.symbols, states.waitStack[1] as StackId)[0].line, 33);
  assert.deepEqual([states.waitStart[1], states.waitStart[2]], [0, 1]);
  assert.deepEqual([waits.count[0], waits.ns[0]], [1, 51]);
  assert.equal(states.runningNs[0], 100);
});

test('a goroutine starts only after it was woken, whatever the clocks of the threads say', () => {
  const waiter = batch(
    1,
    2,
    1000,
    event(PROC_STATUS, 1, 1, 1),
    event(GO_START, 4, 7, 1), // 1005: before its birth at 1010 on the other thread
    event(GO_BLOCK, 45, 5, 3), // 1050
    event(GO_START, 5, 7, 3), // 1055: before it is woken at 1060
    event(GO_DESTROY, 15), // 1070
  );
  const trace = read(
    header(22),
    birth(event(GO_UNBLOCK, 50, 7, 2, 4)),
    waiter,
    frequency(1, NANO),
    STACKS,
    NAMES,
  );
  assert.deepEqual(trace.problems, []);
  const { states, waits, wakeups } = activityOf(trace);
  assert.equal(trace.goroutines.endedAt[1], 70);
  assert.equal(states.runningNs[1], 39 + 9);
  assert.deepEqual([states.runnableNs[1], waits.ns[0]], [1 + 1, 10]);
  assert.equal(wakeups.length, 1);
  assert.equal(wakeups.woken[0], trace.goroutines.startFunction[1]);
  assert.equal(wakeups.waker[0], trace.goroutines.startFunction[0]);
  assert.equal(stackText(trace.symbols, wakeups.stack[0] as StackId)[0].line, 14);
  assert.deepEqual([wakeups.count[0], wakeups.waitedNs[0]], [1, 10]);
});

test('a switch between coroutines wakes one and lets the other wait', () => {
  const coroutine = batch(
    1,
    1,
    1000,
    event(PROC_STATUS, 1, 0, 1),
    event(GO_STATUS_STACK, 1, 1, 1, RUNNING, 2),
    event(GO_CREATE_BLOCKED, 8, 7, 1, 2), // 1010
    event(GO_SWITCH, 10, 7, 1), // 1020
    event(GO_DESTROY, 10), // 1030
  );
  const trace = read(header(23), coroutine, frequency(1, NANO), STACKS, NAMES);
  assert.deepEqual(trace.problems, []);
  const { states, waits } = activityOf(trace);
  assert.deepEqual([...trace.goroutines.endedAt], [-1, 30]);
  assert.deepEqual([...states.state], [WAITING, 5]);
  assert.deepEqual(
    Array.from(waits.reason, (reason) => reasonText(trace, reason)),
    ['coroutine', 'coroutine'],
  );
  assert.deepEqual([...waits.ns], [10, 10]);
});

test('who waits since before the trace is named by its first own stack', () => {
  const trace = read(
    header(22),
    batch(1, -1, 1000, event(GO_STATUS, 1, 9, -1, WAITING), event(GO_STATUS, 1, 10, -1, RUNNABLE)),
    batch(
      1,
      1,
      1000,
      event(PROC_STATUS, 1, 0, 1),
      event(GO_UNBLOCK, 49, 9, 1, 0),
      event(GO_START, 10, 9, 2),
      event(GO_BLOCK, 10, 5, 3),
    ),
    frequency(1, NANO),
    STACKS,
    NAMES,
  );
  assert.deepEqual(trace.problems, []);
  const { states, waits } = activityOf(trace);
  assert.deepEqual([startName(trace, 0), startName(trace, 1)], ['main.work', '(unknown)']);
  assert.deepEqual(
    Array.from(waits.reason, (reason) => reasonText(trace, reason)),
    ['since before the trace', 'chan receive'],
  );
  assert.deepEqual([...waits.ns], [50, 1]);
  assert.equal(states.runnableNs[1], 71);
});

test('a goroutine goes on in the next generation, and a wait is one wait', () => {
  const first = batch(
    1,
    1,
    1000,
    event(PROC_STATUS, 1, 0, 1),
    event(GO_STATUS_STACK, 1, 1, 1, RUNNING, 2),
    event(GO_BLOCK, 98, 5, 2),
  );
  const second = batch(2, -1, 2000, event(GO_STATUS_STACK, 500, 1, -1, WAITING, 1));
  const names2 = strings(2, 'other', 'names', 'here');
  const stacks2 = stacks(2, { id: 1, frames: [[3, 2, 12]] });
  const trace = read(
    header(26),
    sync(1, 1000, NANO, 1, 0),
    first,
    STACKS,
    NAMES,
    END_OF_GENERATION,
    sync(2, 2000, NANO, 1, 1000),
    second,
    stacks2,
    names2,
    END_OF_GENERATION,
  );
  assert.deepEqual(trace.problems, []);
  assert.equal(trace.goroutines.length, 1);
  const { states, waits } = activityOf(trace);
  assert.equal(startName(trace, 0), 'main.main');
  assert.deepEqual([states.since[0], waits.length, waits.count[0], waits.ns[0]], [100, 1, 1, 1401]);
});

test('a file that ends inside a generation is partial, and what stands before is counted', () => {
  const trace = read(header(26), sync(1, 1000, NANO, 1, 0), birth(), [1, 1, 1]);
  assert.deepEqual(
    trace.problems.map((p) => p.severity),
    ['partial'],
  );
  assert.match(trace.problems[0].text, /generation 1: the head of a batch is cut\. Names and stacks/);
  assert.equal(trace.problems[0].at, 16 + sync(1, 1000, NANO, 1, 0).length + birth().length);
  assert.deepEqual([...trace.goroutines.bornAt], [-1, 10]);
});

test('a missing end mark alone makes a trace of Go 1.26 partial, with its names', () => {
  const trace = read(header(26), sync(1, 1000, NANO, 1, 0), birth(), STACKS, NAMES);
  assert.deepEqual(
    trace.problems.map((p) => p.severity),
    ['partial'],
  );
  assert.equal(startName(trace, 1), 'main.work');
});

test('before Go 1.26 missing tables show that the file is cut', () => {
  const whole = [header(22), birth(), STACKS, NAMES, frequency(1, NANO)];
  assert.deepEqual(read(...whole).problems, []);
  for (const kept of [2, 3, 4])
    assert.deepEqual(
      read(...whole.slice(0, kept)).problems.map((p) => p.severity),
      ['partial'],
      `${kept} parts`,
    );
});

test('an unknown event makes the rest of its batch unreadable, and only that', () => {
  const trace = read(
    header(27),
    sync(1, 1000, NANO, 1, 0),
    birth(event(99, 1), event(GO_CREATE, 1, 8, 1, 2)),
    batch(1, 1, 1500, event(GO_CREATE, 1, 9, 1, 2)),
    STACKS,
    NAMES,
    END_OF_GENERATION,
  );
  assert.deepEqual(
    trace.problems.map((p) => p.severity),
    ['note', 'partial'],
  );
  assert.match(trace.problems[0].text, /format version 1\.27/);
  assert.match(trace.problems[1].text, /event 99/);
  assert.deepEqual([...trace.goroutines.bornAt], [-1, 10, 501]);
});

test('an event that ends with its batch is not played', () => {
  const trace = read(
    header(22),
    birth(event(GO_CREATE, 1, 8, 1).slice(0, 3)),
    frequency(1, NANO),
    STACKS,
    NAMES,
  );
  assert.deepEqual(
    trace.problems.map((p) => p.severity),
    ['partial'],
  );
  assert.equal(trace.goroutines.length, 2);
});

test('events without what must precede them are taken, and counted', () => {
  const trace = read(
    header(22),
    birth(event(GO_UNBLOCK, 10, 42, 5, 0), event(GO_CREATE, 1, 8, 1, 2)),
    frequency(1, NANO),
    STACKS,
    NAMES,
  );
  assert.deepEqual(
    trace.problems.map((p) => `${p.severity}: ${p.text}`),
    ['warning: 1 event came without what must precede it; times near there are rough.'],
  );
  assert.deepEqual([...trace.goroutines.bornAt], [-1, 10, -1, 21]);
});

test('a size that no writer gives ends the reading', () => {
  const trace = read(header(22), birth(), [1, 1, 1, 1, 255, 255, 255, 255, 15]);
  assert.match(trace.problems[0].text, /a batch claims 4294967295 bytes/);
  assert.equal(trace.goroutines.length, 2);
});

test('only a header says that it is cut', () => {
  for (const version of [22, 25, 26])
    assert.deepEqual(
      read(header(version)).problems.map((p) => p.severity),
      ['partial'],
      `${version}`,
    );
  assert.throws(() => read(header(22).slice(0, 15)), /header "go 1\.N trace" is missing/);
  assert.throws(() => read(header(10)), /Traces can be read from Go 1\.11 on/);
});
