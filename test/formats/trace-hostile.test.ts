// Does a trace that was made to hurt end soon, and say what is wrong with it?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceOf } from '../../src/bytes/source.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import type { Trace } from '../../src/model/trace.ts';
import {
  batch,
  event,
  frequency,
  header,
  numbers,
  older,
  olderBatch,
  stacks,
  strings,
} from './trace-bytes.ts';
import { activityOf, context } from './trace-reference.ts';

const GO_CREATE = 14;
const GO_START = 16;
const GO_BLOCK = 20;
const REGION_BEGIN = 42;
const REGION_END = 43;

/** Generous: the machine may be busy. Anything that grows with the square takes far longer. */
const SECONDS = 10;

function join(parts: readonly number[][]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function readSoon(parts: readonly number[][]): Trace {
  const begin = performance.now();
  const trace = readTrace(sourceOf(join(parts)), context);
  assert.ok(performance.now() - begin < SECONDS * 1000);
  return trace;
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

const TABLES = [frequency(1, 1_000_000_000), strings(1, 'a'), stacks(1)];

test('sixty thousand threads that all wait for goroutines which never come', () => {
  const threads = times(60_000, (i) => batch(1, i, 1000, event(GO_START, 1, i + 10, 7)));
  const trace = readSoon([header(22), ...threads, ...TABLES]);
  assert.match(trace.problems.map((p) => p.text).join('\n'), /10000 batches of more than 50000 threads/);
  assert.match(trace.problems.map((p) => p.text).join('\n'), /came without what must precede/);
});

test('a goroutine that waits at sixty thousand stacks in turn', () => {
  const many = times(60_000, (i) => i + 1);
  const tables: number[][] = [];
  for (let from = 0; from < many.length; from += 5000)
    tables.push(stacks(1, ...many.slice(from, from + 5000).map((id) => ({ id, frames: [[1, 1, id]] }))));
  const waits: number[][] = [];
  for (let from = 0; from < many.length; from += 5000)
    waits.push(
      batch(
        1,
        1,
        1000 + from,
        ...many
          .slice(from, from + 5000)
          .flatMap((id) => [event(GO_START, 1, 1, id), event(GO_BLOCK, 1, 1, id)]),
      ),
    );
  const trace = readSoon([header(22), ...waits, ...tables, ...TABLES]);
  assert.ok(activityOf(trace).waits.length >= 59_999);
});

test('regions that only begin, and one that is ended again and again', () => {
  const begin = batch(
    1,
    1,
    1000,
    event(GO_CREATE, 1, 5, 0, 0),
    event(GO_START, 1, 5, 1),
    ...times(9000, () => event(REGION_BEGIN, 1, 0, 1, 0)),
  );
  const end = times(20, () => batch(1, 1, 2000, ...times(9000, () => event(REGION_END, 1, 3, 1, 0))));
  const trace = readSoon([header(22), begin, ...end, ...TABLES]);
  assert.equal(activityOf(trace).regionTotals[0].openAtEnd, 9000);
});

test('string and stack ids that are far apart take no room of their own', () => {
  const far = times(1000, (i) => 2 ** 40 + i * 2 ** 30);
  const trace = readSoon([
    header(22),
    batch(1, 1, 1000, ...far.slice(0, 100).map((id) => event(GO_CREATE, 1, id, id, id))),
    stacks(1, ...far.map((id) => ({ id, frames: [[1, 1, 1]] }))),
    ...TABLES,
  ]);
  assert.equal(trace.goroutines.length, 100);
  assert.ok(trace.goroutines.creationStack.every((stack) => stack === 0));
});

test('a batch of nothing but numbers that never end', () => {
  const trace = readSoon([
    header(22),
    batch(1, 1, 1000, [GO_CREATE, ...times(60_000, () => 255)]),
    ...TABLES,
  ]);
  assert.match(trace.problems[0].text, /Unknown event 255: the rest of 1 batch/);
});

test('an older trace of a hundred thousand processors', () => {
  const batches = times(100_000, (i) => olderBatch(i, 1000, older(17, 1, 0)));
  const trace = readSoon([header(19), ...batches]);
  assert.match(trace.problems[0].text, /more batches or processors/);
  assert.ok((trace.problems[0].at ?? 0) > 0);
});

test('an older trace whose event claims more bytes than there are', () => {
  const trace = readSoon([
    header(19),
    olderBatch(0, 1000, older(17, 1, 0)),
    [13 | (3 << 6), ...numbers(2 ** 50)],
  ]);
  assert.match(trace.problems[0].text, /an event is cut/);
});
