// Is every prefix of every format refused or told as partial?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sourceOf } from '../../src/bytes/source.ts';
import { decodeAll } from '../../src/formats/decode.ts';
import { isPartial, UnreadableDump } from '../../src/model/problems.ts';
import { tar, zip } from '../support/archives.ts';
import { nodeContext } from '../support/decode-file.ts';

const FIRST_LENGTHS = 4096;

type Answer = 'refused' | 'partial' | 'whole';

/** `whole`: nothing tells that something is missing. */
function answer(bytes: Uint8Array): Answer {
  const decoded = decodeAll('cut', sourceOf(bytes), nodeContext);
  for (const one of decoded)
    if ('error' in one)
      assert.ok(
        one.error instanceof UnreadableDump && one.error.found.length > 5 && one.error.advice.length > 5,
      );
  if (!decoded.some((one) => 'dump' in one)) return 'refused';
  const isTold = decoded.some((one) => 'error' in one || isPartial(one.dump.problems));
  return isTold ? 'partial' : 'whole';
}

/** Each of the first 4,096 lengths and all sixteenths. */
function lengths(length: number): number[] {
  const first = Array.from({ length: Math.min(length, FIRST_LENGTHS) }, (_, i) => i);
  const sixteenths = Array.from({ length: 16 }, (_, k) => Math.floor((length * k) / 16));
  return [...new Set([...first, ...sixteenths])];
}

/** The lengths that pass for whole. */
function wholeLengths(bytes: Uint8Array): number[] {
  assert.equal(answer(bytes), 'whole', 'uncut');
  return lengths(bytes.length).filter((length) => answer(bytes.subarray(0, length)) === 'whole');
}

const sample = (file: string) => fs.readFileSync(`sample/dumps/${file}`);
const memory = sample('release-v1.7.0/mem.pprof');
const counts = sample('release-v1.7.0-later/goroutine-debug1.txt');

const LISTING = `goroutine 1 [running]:
main.main()
\t/src/main.go:12 +0x1d

goroutine 18 [chan receive, 5 minutes]:
main.wait(0xc000012345)
\t/src/main.go:30 +0x2b
created by main.main in goroutine 1
\t/src/main.go:10 +0x44
`;

const HEAP = `heap profile: 3: 1572864 [4: 2097152] @ heap/1048576
1: 524288 [1: 524288] @ 0x420cef 0x422151
#\t0x422150\tmain.hold+0x30\t/src/hold.go:7

2: 1048576 [3: 1572864] @ 0x420cef 0x430000
#\t0x42ffff\tmain.other+0x30\t/src/other.go:8


# runtime.MemStats
# Alloc = 1595680
# Stack = 262144 / 294912
# DebugGC = false
`;

const LOCKS = `--- mutex:
cycles/second=2000000000
sampling period=1
4000 2 @ 0x48a50e 0x41a5ae
#\t0x48a50d\tsync.(*Mutex).Unlock+0x76\t/usr/local/go/src/sync/mutex.go:41
#\t0x41a5ad\tmain.work+0x76\t/src/work.go:41

`;

const files = [
  { name: 'heap.pb.gz', bytes: memory },
  { name: 'listing.txt', bytes: Buffer.from(LISTING) },
];

/** Formats that tell their own end, or how much they hold. */
const CLOSED: readonly (readonly [string, Uint8Array])[] = [
  ['pprof, gzip', memory],
  ['pprof, gzip twice', gzipSync(memory)],
  ['pprof, raw', gunzipSync(memory)],
  ['goroutines as text, debug=1', counts],
  ['heap as text, debug=1', Buffer.from(HEAP)],
  ['zip', zip(files)],
  ['tar.gz', gzipSync(tar(files))],
];

for (const [name, bytes] of CLOSED)
  test(`${name}: each length is refused or partial`, () => {
    assert.deepEqual(wholeLengths(bytes), []);
  });

/** Where a text may end and be whole: what Go could have written in just this way. */
const OPEN: readonly (readonly [name: string, text: string, wholeAfter: readonly string[]])[] = [
  ['locks as text: nothing was recorded yet', LOCKS, ['sampling period=1\n']],
  [
    'a goroutine listing: it has no count, and a goroutine may end at any frame',
    LISTING,
    ['+0x1d\n', '+0x1d\n\n', '+0x2b\n'],
  ],
];

for (const [name, text, wholeAfter] of OPEN)
  test(`${name}; every other length is refused or partial`, () => {
    assert.deepEqual(
      wholeLengths(Buffer.from(text)),
      wholeAfter.map((end) => text.indexOf(end) + end.length),
    );
  });

test('tar: each length is refused or partial until the first block of its end', () => {
  const archive = tar(files);
  const contentEnd = archive.length - 1024;
  assert.ok(archive.subarray(contentEnd).every((byte) => byte === 0));
  assert.equal(Math.min(...wholeLengths(archive)), contentEnd + 512);
});
