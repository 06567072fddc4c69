// Does a trace of the sample say what Go's own reader counts in it?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostAlive } from '../../src/analysis/goroutines/goroutine-groups.ts';
import {
  compareGroups,
  compareMeasures,
  compareOlderGroups,
  compareSpans,
  compareStates,
  compareUserEvents,
  readReference,
  readTraceFile,
} from './trace-reference.ts';

const BUILD_WITH_OLD_GO = 'release-v1.8.0-built-with-go1.19';

const sample = (release: string) => ({
  trace: readTraceFile(`sample/dumps/${release}/trace.out`),
  reference: readReference(`test/golden/incident/${release}-trace.json`),
});

for (const release of ['release-v1.8.0', 'release-v1.7.0'])
  test(`${release}: births, ends, states, heap and collections are as Go's own reader has them`, () => {
    const { trace, reference } = sample(release);
    assert.deepEqual(trace.problems, []);
    compareGroups(trace, reference);
    compareStates(trace, reference, 0.001, 0);
    compareSpans(trace, reference, 0.001, 0);
    compareUserEvents(trace, reference);
    compareMeasures(trace, reference);
    assert.equal(trace.durationNs, reference.duration_ns);
    assert.equal(trace.maxProcs, reference.metrics['/sched/gomaxprocs:threads'].max);
    assert.equal(mostAlive(trace), reference.max_alive);
  });

test(`${BUILD_WITH_OLD_GO}: as Go's own reader has it, with names for what existed before`, () => {
  const { trace, reference } = sample(BUILD_WITH_OLD_GO);
  assert.deepEqual(trace.problems, []);
  compareOlderGroups(trace, reference);
  compareStates(trace, reference, 0.001, 20);
  compareSpans(trace, reference, 0.001, 20);
  compareMeasures(trace, reference);
  assert.equal(trace.durationNs, reference.duration_ns);
});

test("a flight recorder's file is as Go's own reader has it", () => {
  const trace = readTraceFile('test/fixtures/traces/flight-recorder.trace');
  const reference = readReference('test/fixtures/traces/flight-recorder.json');
  assert.deepEqual(trace.problems, []);
  compareGroups(trace, reference);
  compareStates(trace, reference, 0.001, 0);
  compareSpans(trace, reference, 0.001, 0);
  compareUserEvents(trace, reference);
  compareMeasures(trace, reference);
  assert.equal(trace.durationNs, reference.duration_ns);
});
