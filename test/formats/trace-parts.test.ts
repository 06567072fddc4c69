// Do the small parts of the trace reader keep their promises?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourceOf } from '../../src/bytes/source.ts';
import { VarintCursor } from '../../src/bytes/varint.ts';
import { CurveBuilder } from '../../src/formats/trace/curve.ts';
import { GoroutineRows } from '../../src/formats/trace/goroutine-rows.ts';
import { Interner } from '../../src/formats/trace/intern.ts';
import { LocalIds } from '../../src/formats/trace/local-ids.ts';
import { type Cursor, Merger, PLAYED } from '../../src/formats/trace/merge.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import { TripleIndex } from '../../src/formats/trace/triple-index.ts';
import type { StackId } from '../../src/model/ids.ts';
import { stackText } from '../../src/model/symbols.ts';
import type { Trace } from '../../src/model/trace.ts';
import {
  batch,
  bytes,
  END_OF_GENERATION,
  event,
  header,
  number,
  stacks,
  strings,
  sync,
} from './trace-bytes.ts';
import { context } from './trace-reference.ts';

test('varints: padded ones are numbers, 2^53 and more are none, past the end is broken', () => {
  const cursor = new VarintCursor(
    bytes(number(300), [0x85, 0x80, 0x00], number(2 ** 53 - 1), number(-1), [0x80]),
  );
  assert.deepEqual([cursor.next(), cursor.next(), cursor.next(), cursor.next()], [300, 5, 2 ** 53 - 1, -1]);
  assert.equal(cursor.broken, false);
  assert.equal(cursor.next(), 0);
  assert.equal(cursor.broken, true);
});

test('a long curve keeps its lowest, highest and last point', () => {
  const curve = new CurveBuilder();
  for (let i = 0; i < 500_000; i++)
    curve.push(i * 10, i === 123_457 ? 1e9 : i === 300_001 ? -5 : 1000 + (i % 7));
  const { time, value } = curve.finish();
  assert.ok(time.length <= 200_001);
  assert.equal(time[value.indexOf(1e9)], 1_234_570);
  assert.equal(time[value.indexOf(-5)], 3_000_010);
  assert.equal(time[time.length - 1], 4_999_990);
  assert.ok(time.every((t, i) => i === 0 || t > time[i - 1]));
});

test('a curve out of order is sorted', () => {
  const curve = new CurveBuilder();
  for (const [time, value] of [
    [3, 30],
    [1, 10],
    [2, 20],
  ])
    curve.push(time, value);
  assert.deepEqual(curve.finish(), { time: Float64Array.of(1, 2, 3), value: Float64Array.of(10, 20, 30) });
});

test('goroutine ids: near, far apart, above 2^32, and used again', () => {
  const rows = new GoroutineRows();
  const ids = Array.from({ length: 5000 }, (_, i) => (i % 2 === 0 ? i : 2 ** 33 + i * 2 ** 20));
  for (const [row, id] of ids.entries()) rows.set(id, row);
  for (const [row, id] of ids.entries()) assert.equal(rows.get(id), row);
  assert.deepEqual([rows.get(1), rows.get(2 ** 32), rows.get(-1)], [-1, -1, -1]);
  rows.set(ids[3], 7777);
  assert.equal(rows.get(ids[3]), 7777);
});

test('triples get dense rows in order of their coming', () => {
  const index = new TripleIndex();
  for (let i = 0; i < 3000; i++) assert.equal(index.row(i % 10, i, -1), i);
  for (let i = 0; i < 3000; i++) assert.equal(index.find(i % 10, i, -1), i);
  assert.deepEqual([index.find(0, 1, -1), index.a(11), index.b(11), index.c(11)], [-1, 1, 11, -1]);
});

test('local ids are resolved once, when they are asked for', () => {
  const asked: number[] = [];
  const ids = new LocalIds((place) => asked.push(place) + 100);
  for (const [place, id] of [5, 70_000, 2 ** 40].entries()) ids.define(id, place);
  ids.define(5, 99);
  assert.deepEqual(
    [ids.get(2 ** 40), ids.get(5), ids.get(5), ids.get(70_000), ids.get(6)],
    [101, 102, 102, 103, -1],
  );
  assert.deepEqual(asked, [2, 0, 1]);
});

test('equal stacks have one id, and frames tell function, file and line', () => {
  const interner = new Interner();
  const frame = (fn: string, line: number) =>
    interner.frame(interner.function(interner.string(fn), interner.string('/a.go')), line);
  const ids = Array.from({ length: 4000 }, (_, i) =>
    interner.stack([frame('f', i % 2000), frame('main', 1)]),
  );
  assert.deepEqual(ids.slice(2000), ids.slice(0, 2000));
  assert.equal(new Set(ids).size, 2000);
  const symbols = interner.finish();
  assert.deepEqual(stackText(symbols, ids[77] as StackId), [
    { function: 'f', file: '/a.go', line: 77 },
    { function: 'main', file: '/a.go', line: 1 },
  ]);
});

/** Plays (time, name, needs) triples: an event with `needs` waits for the event of that number. */
test('threads wait for each other, and for what never comes only so long', () => {
  class Drawn implements Cursor {
    time = 0;
    at = -1;
    constructor(readonly events: readonly (readonly [time: number, name: number, needs?: number])[]) {}
    advance(): boolean {
      this.at++;
      if (this.at < this.events.length) this.time = this.events[this.at][0];
      return this.at < this.events.length;
    }
  }
  const played: number[] = [];
  const merger = new Merger<Drawn>();
  const player = {
    play(cursor: Drawn): number {
      const [, , needs] = cursor.events[cursor.at];
      if (needs !== undefined && !played.includes(needs)) return needs;
      this.force(cursor);
      return PLAYED;
    },
    force(cursor: Drawn): void {
      played.push(cursor.events[cursor.at][1]);
      merger.changed(cursor.events[cursor.at][1]);
    },
  };
  const threads = [
    new Drawn([
      [1, 10, 20],
      [2, 11],
    ]),
    new Drawn([
      [5, 20],
      [6, 21, 99],
      [7, 22],
    ]),
    new Drawn([[3, 30]]),
  ];
  merger.run(threads, player);
  assert.deepEqual(played, [30, 20, 10, 11, 21, 22]);
  assert.equal(merger.forced, 1);
});

test('the first parts of a long trace are shown before the rest is read', () => {
  const part = (generation: number) => [
    ...sync(generation, generation * 1000, 1e9, 1, 0),
    ...batch(generation, 1, generation * 1000, event(14, 10, generation, 1, 0)),
    ...stacks(generation, { id: 1, frames: [[1, 1, 3]] }),
    ...strings(generation, `main.work${generation}`),
    ...END_OF_GENERATION,
  ];
  const previews: Trace[] = [];
  const parts: number[] = [];
  const onPreview = (trace: Trace, generations: number) => {
    previews.push(trace);
    parts.push(generations);
  };
  const all = bytes(header(26), ...[1, 2, 3, 4, 5].map(part));
  const whole = readTrace(sourceOf(all), { ...context, onPreview });
  assert.deepEqual(
    previews.map((t) => [t.goroutines.length, t.durationNs]),
    [
      [1, 11],
      [2, 1011],
      [4, 3011],
    ],
  );
  assert.deepEqual(parts, [1, 2, 4]);
  assert.deepEqual([whole.goroutines.length, whole.durationNs], [5, 4011]);
  assert.equal(previews[0].symbols.functions.length, 1);
  readTrace(sourceOf(bytes(header(26), part(1))), { ...context, onPreview });
  assert.equal(previews.length, 3, 'a trace of one part has no preview');
});

for (const path of [
  'sample/dumps/release-v1.8.0/trace.out',
  'sample/dumps/release-v1.8.0-built-with-go1.19/trace.out',
])
  test(`${path}: progress never goes back, and who throws from it stops the reading`, () => {
    const source = sourceOf(readFileSync(path));
    let last = 0;
    let calls = 0;
    readTrace(source, {
      ...context,
      onProgress: (share) => {
        assert.ok(share >= last && share <= 1);
        last = share;
        calls++;
      },
    });
    assert.ok(calls > 10 && last > 0.5);
    const stop = new Error('enough');
    const onProgress = (share: number) => {
      if (share > 0.5) throw stop;
    };
    assert.throws(() => readTrace(source, { ...context, onProgress }), stop);
  });
