// Does a trace that was cut anywhere still say something, and say that it is cut?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourceOf } from '../../src/bytes/source.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import { isPartial, UnreadableDump } from '../../src/model/problems.ts';
import type { Trace } from '../../src/model/trace.ts';
import { activityOf, context } from './trace-reference.ts';

const FIXTURES = [
  'test/fixtures/traces/flight-recorder.trace',
  'sample/dumps/release-v1.8.0/trace.out',
  'sample/dumps/release-v1.8.0-built-with-go1.19/trace.out',
];
const FIRST_LENGTHS = 4096;

/** The trace, or undefined when it was refused. */
function readCut(bytes: Uint8Array, length: number): Trace | undefined {
  try {
    return readTrace(sourceOf(bytes.subarray(0, length)), context);
  } catch (error) {
    assert.ok(error instanceof UnreadableDump, `${length}: ${error}`);
    return undefined;
  }
}

function born(trace: Trace): number {
  return trace.goroutines.bornAt.filter((time) => time >= 0).length;
}

for (const path of FIXTURES) {
  const bytes = new Uint8Array(readFileSync(path));

  test(`${path}: each of its first ${FIRST_LENGTHS} lengths is refused or partial`, () => {
    for (let length = 0; length < FIRST_LENGTHS; length++) {
      const trace = readCut(bytes, length);
      assert.equal(trace === undefined, length < 16, `${length}`);
      if (trace !== undefined) assert.ok(isPartial(trace.problems), `${length}`);
    }
  });

  test(`${path}: every sixteenth of it is partial, and counts more the longer it is`, () => {
    const whole = readCut(bytes, bytes.length);
    assert.ok(whole !== undefined && !isPartial(whole.problems));
    let before = 0;
    for (let part = 1; part < 16; part++) {
      const trace = readCut(bytes, Math.floor((bytes.length * part) / 16));
      assert.ok(trace !== undefined && isPartial(trace.problems));
      assert.ok(born(trace) >= before && born(trace) <= born(whole), `part ${part}`);
      before = born(trace);
      checkColumns(trace);
    }
    // a good part of the births stands before the last sixteenth
    assert.ok(before > born(whole) / 2);
  });
}

/** No time is negative and none is after the end. */
function checkColumns(trace: Trace): void {
  const { states, waits } = activityOf(trace);
  for (const column of [states.runningNs, states.runnableNs, states.syscallNs])
    assert.ok(column.every((ns) => ns >= 0 && ns <= trace.durationNs));
  assert.ok(waits.ns.every((ns) => ns >= 0));
  assert.ok(trace.goroutines.endedAt.every((time) => time <= trace.durationNs));
}
