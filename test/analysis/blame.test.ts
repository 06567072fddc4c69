import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blame, type Signature } from '../../src/analysis/blame/blame.ts';
import { keeperPlace } from '../../src/analysis/blame/memory-keeper.ts';
import type { DumpFacts } from '../../src/analysis/facts.ts';
import { birthGroups } from '../../src/analysis/goroutines/births.ts';
import { contendedLock } from '../../src/analysis/rules/contended-lock.ts';
import { siteValues } from '../../src/analysis/totals/site-values.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { FrameText } from '../../src/model/symbols.ts';
import type { Trace } from '../../src/model/trace.ts';
import { drawProfile, drawTrace, evenly, factsOf } from '../support/draw-dumps.ts';

/** `app/hub.(*Hub).Sub.func1@hub.go:32 …`, one frame a word. */
const frames = (text: string): FrameText[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name, file, line] = word.split(/[@:]/);
      return { function: name, file, line: Number(line) };
    });
const own = (path: string, ...below: string[]) => ({ path: frames(path), below });
const line = ({ site }: { site: FrameText }) => `${site.file}:${site.line}`;
const plain: Signature = { takesFunction: false, returnsChannel: false, inLoop: false };

describe('the line that is to be changed', () => {
  const RUN = 'app/safego.Run@safego.go:11';

  test('is the one that starts goroutines which run its own code', () => {
    const b = blame(frames('app/w.New@w.go:9 app/h.Serve@h.go:3'), own('app/w.New.func1@w.go:12'));
    assert.equal(line(b), 'w.go:9');
    assert.equal(b.starter, null);
  });

  test('is the one that hands its literal to a function that starts it', () => {
    const b = blame(
      frames(`${RUN} app/hub.(*Hub).Sub@hub.go:32 app/feed.Stream@feed.go:27`),
      own(`app/safego.Run.func1@safego.go:17 app/hub.(*Hub).Sub.func1@hub.go:32 app/hub.pump@hub.go:41`),
    );
    assert.equal(line(b), 'hub.go:32');
    assert.equal(b.starter?.line, 11);
    assert.deepEqual(
      b.callers.map((c) => c.line),
      [27],
    );
  });

  test('is found through several such functions', () => {
    const b = blame(
      frames(`${RUN} app/pool.Go@pool.go:5 app/mail.Send@mail.go:40`),
      own(`app/safego.Run.func1@safego.go:17 app/mail.Send.func1@mail.go:41`),
    );
    assert.equal(line(b), 'mail.go:40');
  });

  test('is told by the packages where a method is handed in: they do not import in circles', () => {
    const b = blame(
      frames(`${RUN} app/mail.Send@mail.go:40`),
      own('app/safego.Run.func1@safego.go:17 app/mail.(*Box).drain@mail.go:60'),
    );
    assert.equal(line(b), 'mail.go:40');
  });

  test('is the starter where it calls a package that did not call it', () => {
    const b = blame(
      frames('app/api.Handle@api.go:7 app/server.serve@server.go:2'),
      own('app/api.Handle.func1@api.go:8 app/audit.Write@audit.go:4'),
    );
    assert.equal(line(b), 'api.go:7');
  });

  test('is inside the literal where a listing no longer has the stack of the creator', () => {
    const b = blame(frames(RUN), own('app/safego.Run.func1@safego.go:17 app/mail.Send.func1@mail.go:41'));
    assert.equal(line(b), 'mail.go:41');
  });

  test('is the caller that got a channel and left it', () => {
    const created = frames('app/pipe.From@pipe.go:7 app/api.warm@api.go:23');
    const stuck = own('app/pipe.From.func1@pipe.go:10', 'runtime.gopark', 'runtime.chansend1');
    const returns = { ...plain, returnsChannel: true };
    assert.equal(line(blame(created, stuck, (f) => (f.line === 7 ? returns : plain))), 'api.go:23');
    assert.equal(line(blame(created, stuck, () => plain)), 'pipe.go:7');
    const ticking = own('app/pipe.From.func1@pipe.go:10', 'time.Sleep');
    assert.equal(line(blame(created, ticking, () => returns)), 'pipe.go:7');
  });

  test('is the slot of another package that never comes free', () => {
    const b = blame(
      frames('app/inbox.Listen@inbox.go:22'),
      own('app/inbox.process@inbox.go:28 app/scan.acquire@scan.go:23', 'runtime.chansend1'),
    );
    assert.equal(line(b), 'scan.go:23');
    assert.equal(b.reason, 'waits');
    assert.equal(b.starter?.line, 22);
  });

  test('is no queue from which a worker takes its work', () => {
    const created = frames('app/pool.New@pool.go:9');
    const taking = own('app/pool.work@pool.go:17 app/queue.Pop@queue.go:4', 'sync.(*Cond).Wait');
    const inLoop = () => ({ ...plain, inLoop: true });
    assert.equal(line(blame(created, taking, inLoop)), 'pool.go:9');
    assert.equal(line(blame(created, taking)), 'pool.go:9');
    assert.equal(line(blame(created, taking, () => plain)), 'queue.go:4');
  });
});

describe('a lock that a function takes for its callers', () => {
  const UNLOCK =
    'sync.(*Mutex).Unlock < app/guard.With.deferwrap1@/app/guard.go:18 < app/guard.With@/app/guard.go:20';
  const held = (rows: string, cpu = '') => {
    const dumps = {
      m: drawProfile('mutex', ['contentions count', 'delay nanoseconds'], rows),
      c: drawProfile('cpu', ['cpu nanoseconds'], cpu),
    };
    const [s] = contendedLock.look(factsOf(dumps));
    return s.place.at === 'site' ? s.place.site : null;
  };
  const FLUSH = `${UNLOCK} < app/window.Flush@/app/window.go:36`;
  const ADD = `${UNLOCK} < app/window.Add@/app/window.go:31`;

  test('is kept by the caller whose work takes far longer than that of others', () =>
    assert.equal(held(`100 90e9 ${FLUSH}\n900 2e9 ${ADD}`)?.line, 36));

  test('is kept by the caller whose literal it is seen to run', () => {
    const cpu =
      '9 app/window.Flush.func1@/app/window.go:37 < app/guard.With@/app/guard.go:19 < app/window.Flush@/app/window.go:36';
    assert.equal(held(`100 90e9 ${FLUSH}`, cpu)?.line, 36);
  });

  test('is kept by the function itself, whose work is the same for all', () => {
    assert.equal(held(`900 90e9 ${FLUSH}\n20 2e9 ${ADD}`)?.line, 18);
    assert.equal(held(`100 90e9 ${FLUSH}`)?.line, 18);
  });
});

describe('a line that starts goroutines for several callers', () => {
  const groups = (sick: number | null, well: number | null) => {
    const stack = (caller: string) => `app/pool.Go@/app/pool.go:5 < app/${caller}@/app/${caller}.go:30`;
    const trace = drawTrace(1000, [
      { start: 'app/pool.Go.func1', stack: stack('mail'), births: evenly(60, 1000), lifeMs: sick },
      { start: 'app/pool.Go.func1', stack: stack('audit'), births: evenly(600, 1000), lifeMs: well },
    ]);
    return birthGroups(factsOf({ t: trace }).dumps[0] as DumpFacts<Trace>);
  };

  test('is told apart by the caller when only those of one stay', () => {
    const [rest, sick] = groups(null, 5);
    assert.equal(sick.site?.file, '/app/mail.go');
    assert.equal(sick.starter?.line, 5);
    assert.deepEqual([sick.born, sick.ended], [60, 0]);
    assert.equal(rest.site?.file, '/app/pool.go');
    assert.equal(rest.born, 600);
  });

  test('is told apart by the caller of the one caller, too', () => {
    const stack = (caller: string) =>
      `app/run.Run@/app/run.go:2 < app/pool.Go@/app/pool.go:5 < app/${caller}@/app/${caller}.go:30`;
    const trace = drawTrace(1000, [
      { start: 'app/run.Run.func1', stack: stack('mail'), births: evenly(60, 1000), lifeMs: null },
      { start: 'app/run.Run.func1', stack: stack('audit'), births: evenly(600, 1000), lifeMs: 5 },
    ]);
    const found = birthGroups(factsOf({ t: trace }).dumps[0] as DumpFacts<Trace>);
    assert.equal(found.find((g) => g.ended === 0)?.site?.file, '/app/mail.go');
  });

  test('is one matter when all stay, or all end', () => {
    assert.equal(groups(null, null).length, 1);
    assert.equal(groups(5, 5).length, 1);
  });
});

describe('memory that a line allocates for several callers', () => {
  const HEAP = ['alloc_objects count', 'alloc_space bytes', 'inuse_objects count', 'inuse_space bytes'];
  const READ = 'io.ReadAll < app/fetch.Get@/app/fetch.go:9';
  const place = (rows: string) => {
    const heap = factsOf({ h: drawProfile('heap', HEAP, rows) }).dumps[0] as DumpFacts<Profile>;
    const [largest] = siteValues(heap, 3);
    const found = keeperPlace(heap, largest);
    return found.at === 'site' ? found.site : null;
  };

  test('is kept by the one caller that drops nothing', () =>
    assert.equal(
      place(`50 50e6 40 40e6 ${READ} < app/report@/app/report.go:30
        200 200e6 1 1e6 ${READ} < app/check@/app/check.go:70`)?.line,
      30,
    ));

  test('is kept where it is allocated when that is so for all callers', () => {
    const all = `50 50e6 40 40e6 ${READ} < app/report@/app/report.go:30
      5 5e6 4 4e6 ${READ} < app/check@/app/check.go:70`;
    assert.equal(place(all)?.line, 9);
    assert.equal(place(`50 50e6 40 40e6 ${READ} < app/report@/app/report.go:30`)?.line, 9);
  });
});
