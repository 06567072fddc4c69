import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSuspicions, judge } from '../../src/analysis/judge.ts';
import { checkSet } from '../../src/analysis/set-check.ts';
import type { OpenDump } from '../../src/investigation/open-incident.ts';
import { setLine, setNotes } from '../../src/investigation/provenance.ts';
import type { Dump } from '../../src/model/dump.ts';
import type { DumpId } from '../../src/model/ids.ts';
import type { Profile, ProfileKind } from '../../src/model/profile.ts';
import { drawProfile, drawTrace, evenly, factsOf } from '../support/draw-dumps.ts';

const HEAP = ['alloc_objects count', 'alloc_space bytes', 'inuse_objects count', 'inuse_space bytes'];
const LOCKS = ['contentions count', 'delay nanoseconds'];
const CPU = ['samples count', 'cpu nanoseconds'];
const S = 10n ** 9n;

const worth = (dump: Dump) => {
  const [found] = checkSet(factsOf({ d: dump }));
  return found;
};
const draw = (kind: ProfileKind, types: readonly string[], rows: string, more: Partial<Profile> = {}) =>
  worth({ ...drawProfile(kind, types, rows), ...more });

describe('what a file is worth', () => {
  test('a heap that was written as the process began is too young', () => {
    const young = draw('heap', HEAP, '10 9e6 9 8e6 app/a.Make');
    assert.match(young.text, /^too young/);
    assert.equal(young.tone, 'weak');
    assert.equal(draw('heap', HEAP, '1e5 900e6 9 8e6 app/a.Make').tone, 'neutral');
  });
  test('a block or mutex profile with nothing in it was not switched on', () => {
    assert.match(draw('mutex', LOCKS, '').text, /SetMutexProfileFraction was not set/);
    assert.match(draw('block', LOCKS, '').text, /SetBlockProfileRate was not set/);
  });
  test('waits are sums since the process began, or those of a few seconds', () => {
    const rows = '9 9e9 runtime.selectgo < app/a.Wait';
    assert.match(draw('block', LOCKS, rows).text, /since the process began/);
    assert.match(draw('block', LOCKS, rows, { durationNanos: 5e9 }).text, /^the change in 5\.00 s only/);
  });
  test('a heap of a few seconds lacks what was held before', () =>
    assert.match(
      draw('heap', HEAP, '1 1e6 1 1e6 app/a.Make', { durationNanos: 30e9 }).text,
      /what was held before is not in it/,
    ));
  test('a CPU profile of the profiler misleads', () => {
    const noisy = draw(
      'cpu',
      CPU,
      `60 600e6 runtime.mProf_Malloc < runtime.mallocgc < app/a.Work
       40 400e6 app/a.Work`,
    );
    assert.match(noisy.text, /^60 % of it is the profiler's own work/);
    assert.equal(noisy.tone, 'weak');
    assert.equal(draw('cpu', CPU, '1 10e6 runtime/pprof.profileWriter\n99 990e6 app/a.Work').tone, 'neutral');
  });
  test('a part of a file shows less than there was', () => {
    const problems = [{ severity: 'partial', text: 'cut off', advice: '' }] as const;
    assert.equal(draw('cpu', CPU, '9 90e6 app/a.Work', { problems }).tone, 'weak');
  });
  test('threads are a total only', () =>
    assert.match(draw('threadcreate', ['threadcreate count'], '40').text, /a total only/));
  test('one snapshot alone does not show growth; with another one, it need not be said', () => {
    const one = drawProfile('goroutine', ['goroutine count'], '40 runtime.gopark < app/a.Wait');
    assert.match(worth(one).text, /does not show growth/);
    for (const { text } of checkSet(factsOf({ a: one, b: one }))) assert.doesNotMatch(text, /growth/);
  });
});

describe('a goroutineleak profile', () => {
  const none = drawProfile('goroutineleak', ['goroutineleak count'], '');
  const judged = (dumps: Readonly<Record<string, Dump>>) => {
    const facts = factsOf(dumps);
    const locate = ({ file, line, function: fn }: { file: string; line: number; function: string }) =>
      ({ file, line, function: fn, mappedBy: 'same-path' }) as const;
    return judge(facts, findSuspicions(facts), { locate, usages: () => [] }).map((j) => j.finding);
  };
  const leak = drawTrace(1000, [
    {
      start: 'lib.(*Wheel).run',
      stack: 'lib.New < app/a.Make@/app/a.go:3',
      births: evenly(300, 1000),
      lifeMs: null,
    },
  ]);

  test('that is empty clears nothing, and says so', () => {
    assert.match(worth(none).text, /clears nothing/);
    const [alone] = judged({ t: leak });
    const [beside] = judged({ t: leak, none });
    assert.equal(beside.confidence, alone.confidence);
    assert.deepEqual(beside.site, alone.site);
  });
  test('that holds some proves them to be stuck', () => {
    const some = drawProfile(
      'goroutineleak',
      ['goroutineleak count'],
      '40 runtime.chansend1 < app/q.Put.func1@/app/q.go:7',
    );
    const [finding] = judged({ some });
    assert.equal(finding.kind, 'goroutine-leak');
    assert.equal(finding.site.line, 7);
    assert.ok(finding.confidence > 0.8, String(finding.confidence));
  });
});

describe('the set as a whole', () => {
  const open = (path: string, seconds: number, buildId = 'abc'): OpenDump => {
    const dump = {
      ...drawProfile('heap', HEAP, '1 1 1 1 app/a.Make'),
      timeNanos: BigInt(seconds) * S,
      mappings: [{ buildId }] as never,
    };
    return { id: 0 as DumpId, path, dump, time: dump.timeNanos };
  };
  const notes = (...dumps: readonly OpenDump[]) => setNotes({ dumps, unreadable: [] });

  test('of one build and one time has nothing to be told', () => {
    assert.deepEqual(notes(open('a', 1000), open('b', 1005)), []);
    assert.match(
      setLine({ dumps: [open('a', 1000), open('b', 1005)], unreadable: [] }),
      /^2 dumps · one build/,
    );
  });
  test('of two builds says which file is of the other', () =>
    assert.deepEqual(
      notes(open('a', 1000), open('b', 1005, 'other')).map((n) => [n.dump, /another build/.test(n.text)]),
      [['b', true]],
    ));
  test('with a gap of more than an hour says so', () =>
    assert.match(notes(open('a', 1000), open('b', 5000))[0].text, /more than an hour after a/));
});
