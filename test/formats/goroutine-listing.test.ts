// Are goroutine listings read: Go's own, those inside logs, and damaged ones?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readListing } from '../../src/formats/goroutine-text/read-listing.ts';
import type { GoroutineListing } from '../../src/model/goroutine-listing.ts';
import { isPartial, UnreadableDump } from '../../src/model/problems.ts';
import { frameText, stackText } from '../../src/model/symbols.ts';
import { decodeBytes, decodeFile } from '../support/decode-file.ts';

type Stack = Parameters<typeof stackText>[1];
type Frame = Parameters<typeof frameText>[1];

const read = (text: string) => readListing(new TextEncoder().encode(text));

interface Listed {
  readonly id: number;
  readonly state: string;
  readonly wait: number;
  readonly locked: boolean;
  readonly elided: boolean;
  readonly stack: string[];
  readonly createdBy: string | null;
  readonly creator: number;
}

function rows({ goroutines: g, symbols }: GoroutineListing): Listed[] {
  const text = (f: { function: string; file: string; line: number }) => `${f.function} ${f.file}:${f.line}`;
  return Array.from({ length: g.length }, (_, i) => ({
    id: g.id[i],
    state: symbols.strings.get(g.state[i] as Parameters<typeof symbols.strings.get>[0]),
    wait: g.waitMinutes[i],
    locked: g.lockedToThread[i] === 1,
    elided: g.elided[i] === 1,
    stack: stackText(symbols, g.stack[i] as Stack).map(text),
    createdBy: g.createdBy[i] < 0 ? null : text(frameText(symbols, g.createdBy[i] as Frame)),
    creator: g.creatorId[i],
  }));
}

const TWO = `goroutine 1 [chan receive, 12 minutes, locked to thread]:
main.main()
	/src/main.go:10 +0x1d

goroutine 7 [select (no cases)]:
main.(*Worker).run(0xc000012345, {0x1, 0x2}, ...)
	/src/worker.go:33 +0x8e fp=0xc00006cf18 sp=0xc00006ceb8 pc=0x43ad8e
main.start.func1(...)
	C:/src/worker.go:20
created by main.start in goroutine 1
	/src/worker.go:19 +0x5c
`;

test('states, times, threads, calls, places, creators', () => {
  assert.deepEqual(rows(read(TWO)), [
    {
      id: 1,
      state: 'chan receive',
      wait: 12,
      locked: true,
      elided: false,
      stack: ['main.main /src/main.go:10'],
      createdBy: null,
      creator: -1,
    },
    {
      id: 7,
      state: 'select (no cases)',
      wait: 0,
      locked: false,
      elided: false,
      stack: ['main.(*Worker).run /src/worker.go:33', 'main.start.func1 C:/src/worker.go:20'],
      createdBy: 'main.start /src/worker.go:19',
      creator: 1,
    },
  ]);
  assert.deepEqual([...read(TWO).goroutines.creator], [-1, 0]);
  assert.deepEqual(read(TWO).problems, []);
});

test('headers of newer Go versions', () => {
  const header = (text: string) => rows(read(`goroutine 5 ${text}:\nmain.f()\n\t/a.go:1 +0x1\n`))[0];
  assert.equal(header('gp=0xc000002380 m=nil [runnable]').state, 'runnable');
  assert.equal(header('gp=0xc0000 m=0 mp=0x5b1c20 [running, locked to thread]').locked, true);
  assert.equal(
    header('[chan send (nil chan), 1 minutes, synctest bubble 3]').state,
    'chan send (nil chan), synctest bubble 3',
  );
  assert.equal(header('[sleep] {"tenant": "a"}').state, 'sleep');
  assert.equal(header('[select (scan), 2 minutes]').wait, 2);
});

test('a panic inside a log, with a time before every line', () => {
  const log = ['starting', 'panic: boom', '', ...TWO.trimEnd().split('\n'), 'exit status 2'];
  const stamped = log.map((line, i) => `2026-11-23T21:55:${10 + i}.${i}23456Z stderr F ${line}`).join('\n');
  const listing = read(`${stamped}\n`);
  assert.equal(listing.reason, 'panic: boom');
  assert.deepEqual(rows(listing), rows(read(TWO)));
  assert.deepEqual(listing.problems, []);
});

test('of several listings in one log the largest is shown', () => {
  const one = 'goroutine 1 [running]:\nmain.a()\n\t/a.go:1 +0x1\n\n';
  const listing = read(`${one}SIGQUIT: quit\nPC=0x46ce01 m=0 sigcode=0\n\n${TWO}\n${one}`);
  assert.deepEqual(
    rows(listing).map((r) => r.id),
    [1, 7],
  );
  assert.equal(listing.reason, 'SIGQUIT: quit');
  assert.match(listing.problems[0].text, /3 listings; number 2/);
});

test('elided frames, stacks of other threads and frames of ancestors', () => {
  const listing = read(
    'goroutine 1 [running]:\n\tgoroutine running on other thread; stack unavailable\ncreated by main.a\n\t/a.go:1 +0x1\n\n' +
      'goroutine 2 [runnable]:\nmain.b()\n\t/b.go:2 +0x1\n...23 frames elided...\nmain.c()\n\t/c.go:3 +0x1\n' +
      '[originating from goroutine 1]:\nmain.z(...)\n\t/z.go:9 +0x1\n',
  );
  const [first, second] = rows(listing);
  assert.deepEqual([first.stack, first.createdBy], [[], 'main.a /a.go:1']);
  assert.deepEqual([second.stack, second.elided], [['main.b /b.go:2', 'main.c /c.go:3'], true]);
});

test('every prefix is a labelled part or an error, but at the ends of goroutines', () => {
  const whole = new TextEncoder().encode(TWO);
  const ends = [TWO.indexOf('\n\n') + 1, TWO.indexOf('\n\n') + 2];
  for (let length = 0; length < whole.length; length++) {
    let partial: boolean;
    try {
      partial = isPartial(readListing(whole.subarray(0, length)).problems);
    } catch (e) {
      assert.ok(e instanceof UnreadableDump);
      continue;
    }
    // A text cut exactly after a call and its place cannot be told from one whose stack ends there.
    const afterPlace =
      TWO[length - 1] === '\n' && TWO[length] !== '\t' && !TWO.slice(0, length).endsWith(']:\n');
    assert.ok(partial || ends.includes(length) || afterPlace, `the first ${length} bytes pass for the whole`);
  }
});

test('lines of any length and depth take linear time', () => {
  const deep = `goroutine 1 [running]:\n${'main.f()\n\t/f.go:1 +0x1\n'.repeat(50_000)}`;
  assert.equal(read(deep).symbols.stacks.locations.length, 50_000);
  read(`goroutine 1 [running]:\nmain.f()\n\t/f.go:1\n${'goroutine 1 ['.repeat(100_000)}`);
  read(`goroutine 1 [running]:\nmain.f()\n\t/f.go:1\n${'('.repeat(1_000_000)})`);
});

test('the listing of the leaking sample: as many goroutines as lines say', () => {
  const packed = fs.readFileSync('sample/dumps/release-v1.8.0-later/goroutine-debug2.txt.gz');
  const text = gunzipSync(packed).toString();
  const dump = decodeBytes(packed);
  assert.ok(dump.kind === 'goroutines');
  assert.equal(
    dump.goroutines.length,
    text.split('\n').filter((line) => line.startsWith('goroutine ')).length,
  );
  const wheels = rows(dump).filter((r) => r.createdBy?.includes('NewTimingWheelWithTicker'));
  assert.equal(
    wheels.length,
    text.split('created by github.com/zeromicro/go-zero/core/collection.NewTimingWheelWithTicker ').length -
      1,
  );
  assert.deepEqual(dump.problems, []);
  assert.ok(dump.symbols.stacks.length < 200);
});

test('UTF-16 and CRLF, as PowerShell saves them', () => {
  const utf16 = Buffer.from(`\ufeff${TWO.replaceAll('\n', '\r\n')}`, 'utf16le');
  const dump = decodeBytes(utf16);
  assert.ok(dump.kind === 'goroutines');
  assert.deepEqual(rows(dump), rows(read(TWO)));
  assert.match(dump.problems[0].text, /UTF-16/);
});

const fixtures = '../shared/corpus/gostackparse/test-fixtures';
const skip = fs.existsSync(fixtures) ? false : 'the corpus of third parties is not beside the project';

interface TheirFrame {
  readonly Func: string;
  readonly File: string;
  readonly Line: number;
}
interface Theirs {
  readonly Errors: readonly string[] | null;
  readonly Goroutines:
    | readonly {
        readonly ID: number;
        readonly State: string;
        readonly Wait: number;
        readonly LockedToThread: boolean;
        readonly Stack: readonly TheirFrame[];
        readonly FramesElided: boolean;
        readonly CreatedBy: TheirFrame | null;
      }[]
    | null;
}

test('the same goroutines as an independent parser', { skip }, () => {
  for (const name of fs.readdirSync(fixtures).filter((file) => file.endsWith('.txt'))) {
    const theirs: Theirs = JSON.parse(
      fs.readFileSync(`${fixtures}/${name.replace('.txt', '.golden.json')}`, 'utf8'),
    );
    // Damaged goroutines are left out there; here what is whole of them is kept and they are named.
    if (theirs.Errors !== null) {
      assert.throws(() => assert.equal(isPartial(decodeFile(`${fixtures}/${name}`).problems), false), name);
      continue;
    }
    if (theirs.Goroutines === null) continue;
    const dump = decodeFile(`${fixtures}/${name}`);
    assert.ok(dump.kind === 'goroutines', name);
    const text = (f: TheirFrame) => `${f.Func} ${f.File}:${f.Line}`;
    assert.deepEqual(
      rows(dump).map(({ creator: _, ...r }) => r),
      theirs.Goroutines.map((g) => ({
        id: g.ID,
        state: g.State,
        wait: g.Wait / 60e9,
        locked: g.LockedToThread,
        elided: g.FramesElided,
        stack: (g.Stack ?? []).map(text),
        createdBy: g.CreatedBy && text(g.CreatedBy),
      })),
      name,
    );
  }
});
