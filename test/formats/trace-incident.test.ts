// Does a trace of the sample say what Go's own reader counts in it?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourceOf } from '../../src/bytes/source.ts';
import { DEFAULT_LIMITS, type DecodeContext } from '../../src/bytes/decode-context.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import type { FunctionId, StackId } from '../../src/model/ids.ts';
import { functionName, stackText } from '../../src/model/symbols.ts';
import type { Trace } from '../../src/model/trace.ts';

/** The part of the reference's answer that is compared here; it cuts stacks at 8 frames. */
interface Expected {
  readonly duration_ns: number;
  readonly goroutines_created: number;
  readonly goroutines_preexisting: number;
  readonly alive_at_end: number;
  readonly gc_count: number;
  readonly groups: readonly {
    readonly func: string;
    readonly created: number;
    readonly preexisting: number;
    readonly ended: number;
    readonly alive_at_end: number;
    readonly creation_stacks: readonly { readonly stack: readonly string[]; readonly count: number }[];
  }[];
  readonly metrics: Readonly<
    Record<string, { readonly last: number; readonly min: number; readonly max: number }>
  >;
}

const context: DecodeContext = {
  inflate: () => assert.fail('traces are not compressed'),
  limits: DEFAULT_LIMITS,
};

function groupsOf(trace: Trace): Map<string, Expected['groups'][number]> {
  const { goroutines, symbols } = trace;
  const rows = new Map<
    string,
    { created: number; preexisting: number; ended: number; alive_at_end: number }
  >();
  const stacks = new Map<string, Map<string, number>>();
  for (let g = 0; g < goroutines.length; g++) {
    const fn = goroutines.startFunction[g];
    const name = fn < 0 ? '(unknown)' : functionName(symbols, fn as FunctionId);
    const row = rows.get(name) ?? { created: 0, preexisting: 0, ended: 0, alive_at_end: 0 };
    rows.set(name, row);
    if (goroutines.bornAt[g] < 0) row.preexisting++;
    else {
      row.created++;
      const id = goroutines.creationStack[g];
      const frames = id < 0 ? [] : stackText(symbols, id as StackId);
      const key = frames
        .slice(0, 8)
        .map((f) => `${f.function} ${f.file}:${f.line}`)
        .join('\n');
      const counts = stacks.get(name) ?? new Map<string, number>();
      stacks.set(name, counts.set(key, (counts.get(key) ?? 0) + 1));
    }
    if (goroutines.endedAt[g] < 0) row.alive_at_end++;
    else row.ended++;
  }
  return new Map(
    Array.from(rows, ([func, row]) => [
      func,
      {
        func,
        ...row,
        creation_stacks: Array.from(stacks.get(func) ?? [], ([key, count]) => ({
          stack: key === '' ? [] : key.split('\n'),
          count,
        })).sort((a, b) => b.count - a.count || (a.stack.join('\n') < b.stack.join('\n') ? -1 : 1)),
      },
    ]),
  );
}

for (const release of ['release-v1.8.0', 'release-v1.7.0'])
  test(`${release}: births, ends and heap are as Go's own reader has them`, () => {
    const expected = JSON.parse(
      readFileSync(`test/golden/incident/${release}-trace.json`, 'utf8'),
    ) as Expected;
    const trace = readTrace(sourceOf(readFileSync(`sample/dumps/${release}/trace.out`)), context);
    assert.deepEqual(trace.problems, []);
    const groups = groupsOf(trace);
    assert.deepEqual([...groups.keys()].sort(), expected.groups.map((g) => g.func).sort());
    for (const { func, created, preexisting, ended, alive_at_end, creation_stacks } of expected.groups)
      assert.deepEqual(groups.get(func), {
        func,
        created,
        preexisting,
        ended,
        alive_at_end,
        creation_stacks,
      });
    assert.equal(trace.durationNs, expected.duration_ns);
    assert.equal(trace.gcCycles, expected.gc_count);
    const heap = expected.metrics['/memory/classes/heap/objects:bytes'];
    const { value } = trace.heap;
    assert.deepEqual(
      [value[value.length - 1], Math.min(...value), Math.max(...value)],
      [heap.last, heap.min, heap.max],
    );
    assert.equal(trace.maxProcs, expected.metrics['/sched/gomaxprocs:threads'].max);
  });
