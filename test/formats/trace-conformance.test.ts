// Does every trace of the collection say what Go's own reader counts in it?

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
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

const COLLECTION = '../shared/traces';
const present = existsSync(COLLECTION);
const names = present
  ? readdirSync(COLLECTION)
      .filter((name) => name !== 'expected')
      .sort()
  : [];

if (!present) test('the collection of traces', { skip: `${COLLECTION} is not here` }, () => {});

/**
 * Where times differ on purpose: a CPU sample fell into a blocking call, and Go's converter then takes the call
 * for one that did not block. `trace-v1.test.ts` draws the case.
 */
const EXCEPT: ReadonlyMap<string, readonly string[]> = new Map([['go1.19.trace', ['loadgen/beta.client']]]);

const older = (name: string) => name.startsWith('v1-') || name.includes('1.19');

for (const name of names.filter((n) => !older(n)))
  test(`${name}: as Go's own reader has it`, () => {
    const reference = readReference(`${COLLECTION}/expected/${name}.json`);
    const trace = readTraceFile(`${COLLECTION}/${name}`);
    assert.deepEqual(trace.problems, []);
    compareGroups(trace, reference);
    compareStates(trace, reference, 0.001, 0);
    compareSpans(trace, reference, 0.001, 0);
    compareUserEvents(trace, reference);
    compareMeasures(trace, reference);
    assert.equal(trace.durationNs, reference.duration_ns);
  });

for (const name of names.filter(older))
  test(`${name}: as Go's own reader has it`, () => {
    const reference = readReference(`${COLLECTION}/expected/${name}.json`);
    const trace = readTraceFile(`${COLLECTION}/${name}`);
    assert.deepEqual(trace.problems, []);
    compareOlderGroups(trace, reference);
    compareStates(trace, reference, 0.001, 20, EXCEPT.get(name));
    compareSpans(trace, reference, 0.001, 20);
    compareUserEvents(trace, reference);
    compareMeasures(trace, reference);
    assert.equal(trace.durationNs, reference.duration_ns);
  });
