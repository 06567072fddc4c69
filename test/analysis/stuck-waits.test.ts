// Are workers that wait for what nobody gives them told from the idle, the slow and the many?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/analysis/judge.ts';
import { stuckWaits } from '../../src/analysis/rules/stuck-waits.ts';
import type { Dump } from '../../src/model/dump.ts';
import {
  GOROUTINE_RUNNING,
  GOROUTINE_WAITING,
  type Trace,
  type TraceActivity,
} from '../../src/model/trace.ts';
import { type DrawnListed, drawListing, drawTrace, factsOf } from '../support/draw-dumps.ts';

const LOCKED = 'sync.runtime_SemacquireMutex < internal/sync.(*Mutex).lockSlow < sync.(*Mutex).Lock';
const MOVE = 'app/book.Move@/app/book.go:39 < app/main.clerk@/app/main.go:9';
const at = (count: number, state: string, stack: string, minutes = 0): DrawnListed => ({
  ...{ count, state, stack, minutes },
  createdBy: '',
});

/** `looks` letter by letter: `w` waits through all of it, `r` runs meanwhile. Numbers count from 1, as the listing's do. */
function traced(looks: string, durationMs = 200): Trace {
  const n = looks.length;
  const states = {
    id: Float64Array.from({ length: n }, (_, i) => i + 1),
    state: Uint8Array.from(looks, (c) => (c === 'w' ? GOROUTINE_WAITING : GOROUTINE_RUNNING)),
    since: Float64Array.from(looks, (c) => (c === 'w' ? 0 : 5e6)),
  };
  const trace = drawTrace(durationMs, [
    { start: 'app/main.clerk', stack: '', births: new Array<number>(n).fill(-1), lifeMs: null },
  ]);
  return { ...trace, activity: { states } as unknown as TraceActivity };
}

const claims = (dumps: Readonly<Record<string, Dump>>) =>
  stuckWaits
    .look(factsOf(dumps))
    .map((s) => [s.place.at === 'site' ? s.place.site.line : 0, s.evidence.value, s.weight] as const);

test('goroutines that wait for a lock through a trace, and are there again, are stuck', () => {
  const listing = drawListing([at(6, 'sync.Mutex.Lock', `${LOCKED} < ${MOVE}`)]);
  const [[line, count, weight]] = claims({ trace: traced('wwwwww'), listing });
  assert.deepEqual([line, count], [39, 6]);
  assert.ok(weight > 0.3 && weight < 0.8);
});

test('one of them that went on meanwhile, or a trace too short to tell, makes it a lock that is slow', () => {
  const listing = drawListing([at(6, 'sync.Mutex.Lock', `${LOCKED} < ${MOVE}`)]);
  assert.deepEqual(claims({ trace: traced('wwwrww'), listing }), []);
  assert.deepEqual(claims({ trace: traced('wwwwww', 20), listing }), []);
  assert.deepEqual(claims({ listing }), []);
});

test('minutes of waiting need no trace; older listings call it semacquire', () => {
  assert.equal(claims({ listing: drawListing([at(3, 'semacquire', `${LOCKED} < ${MOVE}`, 2)]) })[0]?.[1], 3);
});

test('the idle are not stuck: receivers, selects, sleepers, one that waits for a group', () => {
  const idle = ['chan receive', 'select', 'sleep', 'IO wait', 'sync.WaitGroup.Wait'];
  const listing = drawListing(idle.map((state) => at(4, state, MOVE, 9)));
  assert.deepEqual(claims({ listing }), []);
});

test('of a chain of stages that cannot send, the last one, which fewest run, comes first', () => {
  const listing = drawListing([
    at(8, 'chan send', 'app/flow.decode@/app/flow.go:68'),
    at(1, 'chan send', 'app/flow.batch@/app/flow.go:76'),
  ]);
  const facts = factsOf({ trace: traced('w'.repeat(9)), listing });
  const findings = judge(facts, stuckWaits.look(facts), {
    locate: ({ file, line, function: fn }) => ({ file, line, function: fn, mappedBy: 'same-path' }),
    usages: () => [],
  }).map((j) => j.finding);
  assert.deepEqual(
    findings.map((f) => [f.kind, f.site.line]),
    [
      ['blocked', 76],
      ['blocked', 68],
    ],
  );
  assert.match(findings[1]!.title, /^All 8 goroutines in flow\.decode cannot send/);
});

test('a crowd that waits to send piles up: another rule tells it', () => {
  const listing = drawListing([at(500, 'chan send', 'app/flow.decode@/app/flow.go:68', 3)]);
  assert.deepEqual(claims({ listing }), []);
});
