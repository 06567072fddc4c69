import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowdsOf, snapshotDumps } from '../../src/analysis/goroutines/crowds.ts';
import type { GoroutineListing } from '../../src/model/goroutine-listing.ts';
import { drawListing, drawProfile, factsOf } from '../support/draw-dumps.ts';

const only = (dump: GoroutineListing | ReturnType<typeof drawProfile>) =>
  crowdsOf(snapshotDumps(factsOf({ g: dump }))[0]);

test('a profile has where the goroutines are, not who made them', () => {
  const [wheels, stuck] = only(
    drawProfile(
      'goroutine',
      ['goroutine count'],
      `900 runtime.gopark < lib.(*Wheel).run < lib.NewWheel.gowrap1
       40  runtime.gopark < app/q.Put.func1@/app/q.go:7
       2   runtime.gopark < runtime.chansend < app/q.Put.func1@/app/q.go:7`,
    ),
  );
  assert.equal(wheels.start, 'lib.(*Wheel).run');
  assert.deepEqual(wheels.place, { at: 'library', root: 'lib.NewWheel.gowrap1', creator: '' });
  assert.equal(stuck.count, 42);
  assert.equal(stuck.place.at === 'site' && stuck.place.site.line, 7);
});

test('a listing has the line of ours that made them', () => {
  const [crowd] = only(
    drawListing([
      {
        count: 3,
        state: 'select',
        minutes: 12,
        stack: 'lib.(*Wheel).run',
        createdBy: 'app/ctx.With@/app/ctx.go:19',
      },
      { count: 1, state: 'running', minutes: 0, stack: 'app/main.serve', createdBy: '' },
    ]),
  );
  assert.equal(crowd.count, 3);
  assert.equal(crowd.state, 'select');
  assert.equal(crowd.waitMinutes, 12);
  assert.deepEqual(crowd.place, {
    at: 'site',
    site: { function: 'app/ctx.With', file: '/app/ctx.go', line: 19 },
    callers: [],
    own: { path: [], below: ['runtime.selectgo', 'lib.(*Wheel).run'] },
  });
});

test('a listing that names only the library has the function that made them', () => {
  const [crowd] = only(
    drawListing([
      { count: 5, state: 'select', minutes: 0, stack: 'lib.(*Wheel).run', createdBy: 'lib.NewWheel' },
    ]),
  );
  assert.deepEqual(crowd.place, { at: 'library', root: 'lib.(*Wheel).run', creator: 'lib.NewWheel' });
});
