// What does a part of a trace count, stack by stack?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { traceProfile, traceTypes } from '../../src/analysis/goroutines/trace-profile.ts';
import { functionNodes } from '../../src/analysis/totals/nodes.ts';
import { totalsOver } from '../../src/analysis/totals/totals.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { Trace } from '../../src/model/trace.ts';
import { decodeFile } from '../support/decode-file.ts';
import { drawTrace } from '../support/draw-dumps.ts';

const MS = 1e6;

function cum(profile: Profile, name: string): number[] {
  const nodes = functionNodes(profile);
  const node = Array.from({ length: nodes.length }, (_, n) => nodes.name(n)).indexOf(name);
  return profile.sampleTypes.map((_, t) => totalsOver(profile, nodes, t).cum[node]);
}

//  ms     0    10    20    30    40
//  a      ├─────┤
//  b            ├──────────────────▶
//  c                   ├──────┤
const trace = drawTrace(40, [
  { start: 'app/x.run', stack: 'app/x.Start < main.main', births: [0], lifeMs: 10 },
  { start: 'app/x.run', stack: 'app/x.Start < main.main', births: [10], lifeMs: null },
  { start: 'app/y.run', stack: 'app/y.Start < main.main', births: [20], lifeMs: 10 },
]);

test('births in the range, and those alive at its end', () => {
  assert.deepEqual(
    traceTypes(trace).map(({ type }) => type),
    ['born', 'alive'],
  );
  const counted = (from: number, to: number) => {
    const profile = traceProfile(trace, { from: from * MS, to: to * MS });
    return ['app/x.Start', 'app/y.Start', 'main.main'].map((name) => cum(profile, name));
  };
  assert.deepEqual(counted(0, 40), [
    [2, 1],
    [1, 0],
    [3, 1],
  ]);
  assert.deepEqual(counted(15, 25), [
    [0, 1],
    [1, 1],
    [1, 2],
  ]);
});

const sampled = '../shared/traces/go1.26.trace';

test('CPU samples by the time in which they were taken', {
  skip: fs.existsSync(sampled) ? false : 'there is no ../shared/traces',
}, () => {
  const dump = decodeFile(sampled) as Trace;
  const all = dump.activity!.cpuSamples;
  assert.ok(all.length > 10);
  const half = all.time[all.length >> 1];
  const within = (from: number, to: number) =>
    traceProfile(dump, { from, to }).values[0].value.reduce((sum, v) => sum + v, 0);
  const withStack = (accepts: (time: number) => boolean) =>
    all.stack.filter((stack, i) => stack >= 0 && accepts(all.time[i])).length;
  assert.deepEqual(traceTypes(dump)[0], { type: 'samples', unit: 'count' });
  assert.equal(
    within(0, dump.durationNs),
    withStack(() => true),
  );
  assert.equal(
    within(0, half),
    withStack((time) => time <= half),
  );
});
