// Is a file that is no dump named, with the way out?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sniff } from '../../src/formats/sniff.ts';
import { UnreadableDump } from '../../src/model/problems.ts';
import { decodeBytes } from '../support/decode-file.ts';
import { drawProfile } from '../support/protobuf.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** What is found, and a word of the advice. */
const WRONG: readonly (readonly [bytes: Buffer, found: RegExp, advice: RegExp])[] = [
  [Buffer.alloc(0), /empty file/, /curl -f/],
  [Buffer.alloc(5000), /zero bytes only/, /disk was full/],
  [latin1(' \n\t\n'), /blanks/, /curl -f/],
  [latin1('\x7fELF\x02\x01\x01\0'), /ELF/, /profiles of the program/],
  [latin1('MZ\x90\0\x03'), /Windows program/, /profiles/],
  [latin1('\xcf\xfa\xed\xfe\x07'), /macOS/, /profiles/],
  [latin1('\x89PNG\r\n\x1a\n'), /PNG/, /profile/],
  [latin1('%PDF-1.7\n'), /PDF/, /profile/],
  [latin1('\x28\xb5\x2f\xfd\x04'), /zstd/, /zstd -d/],
  [latin1('\xfd7zXZ\0\0'), /xz/, /xz -d/],
  [latin1('BZh91AY&SY'), /bzip2/, /bunzip2/],
  [latin1('\x04\x22\x4d\x18d'), /lz4/, /lz4 -d/],
  [latin1('PERFILE2h\0\0'), /perf\.data/, /perf_to_profile/],
  [latin1('JAVA PROFILE 1.0.2\0'), /hprof/, /debug\/pprof/],
  [latin1('FLR\0\0\x02\0\x01'), /Flight Recorder/, /debug\/pprof/],
  [latin1('version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n'), /Git LFS/, /git lfs pull/],
  [latin1('H4sIAAAAAAAA/+I='), /base64/, /base64 -d/],
  [latin1('HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\nbody'), /headers/, /-i/],
  [latin1('\x1f\xef\xbf\xbd\x08\0'), /UTF-8/, /binary/],
  [latin1('{"snapshot":{"meta":{}}}'), /heap snapshot/, /debug\/pprof/],
  [latin1('404 page not found\n'), /404 page not found/, /net\/http\/pprof/],
  [latin1('Unknown profile\n'), /Unknown profile/, /\/debug\/pprof\//],
  [latin1('Could not enable CPU profiling: cpu profiling already in use\n'), /already in use/, /wait/],
  [latin1('Could not enable tracing: tracing is already enabled\n'), /already enabled/, /wait/],
  [latin1("profile duration exceeds server's WriteTimeout\n"), /WriteTimeout/, /fewer seconds/],
  [latin1('<!DOCTYPE html>\n<title>502 Bad Gateway</title>'), /HTML page "502 Bad Gateway"/, /proxy/],
  [Buffer.from('<html><title>网关\u202e超时</title>'), /HTML page "网关·超时"/, /address/],
  [latin1('{"code":"unauthenticated","message":"no org id"}\n'), /JSON/, /credentials/],
  [latin1('{"items":[]}\n'), /JSON/, /address/],
  [latin1('401 Unauthorized\n'), /401/, /credentials/],
  [latin1('--- heapz 1 ---\nformat = java\n'), /gperftools or Java/, /debug\/pprof/],
  [latin1('--- contentionz 1 ---\nformat = java\n'), /contention/, /debug\/pprof/],
  [latin1('heap profile: 1: 2 [1: 2] @ heapz_v2/524288\n'), /gperftools heap/, /debug\/pprof/],
  [latin1(`\0\0\0\0\0\0\0\0\x03${'\0'.repeat(15)}`), /gperftools CPU/, /-proto/],
  [
    latin1('just some notes\nabout the incident\n'),
    /text that is no dump: "just some notes"/,
    /debug\/pprof/,
  ],
  [latin1('\x80\x81\x82\x83\x84\xff\xfe'), /no format that is known/, /fetch it again/],
  [gzipSync(gzipSync(gzipSync('x'))), /gzip inside gzip/, /Expand/],
];

for (const [bytes, found, advice] of WRONG) {
  test(`named: ${found.source}`, () => {
    for (const form of found.source.startsWith('gzip') || bytes.length === 0
      ? [bytes]
      : [bytes, gzipSync(bytes)])
      assert.throws(
        () => decodeBytes(form),
        (e) => e instanceof UnreadableDump && found.test(e.found) && advice.test(e.advice),
      );
  });
}

test('text is shown without control characters and not at length', () => {
  const told = sniff(latin1(`\x1b[31mred\u0007 ${'x'.repeat(500)}\n`));
  assert.ok(told.kind === 'binary' || (told.kind === 'text' && told.firstLine.length <= 80));
  const coloured = sniff(latin1('\x1b[31mred\x1b[0m text\n'));
  assert.deepEqual(coloured, { kind: 'text', firstLine: '·[31mred·[0m text' });
});

test('a dump is told by its content alone', () => {
  assert.equal(sniff(latin1('go 1.26 trace\0\0\0')).kind, 'trace');
  assert.equal(sniff(gzipSync('x')).kind, 'gzip');
  assert.equal(sniff(latin1('PK\x03\x04')).kind, 'zip');
  assert.deepEqual(
    sniff(latin1('\ufeff'.replace('\ufeff', '\xef\xbb\xbf') + 'goroutine profile: total 3\n')),
    {
      kind: 'go-text',
      form: 'goroutine-debug1',
    },
  );
  assert.equal(decodeBytes(drawProfile()).kind, 'profile');
  assert.equal(decodeBytes(gzipSync(drawProfile())).kind, 'profile');
});

test('gzip that was copied as text is named, not only called damaged', () => {
  const packed = readFileSync('sample/dumps/release-v1.8.0/cpu.pprof').toString('latin1');
  assert.throws(
    () => decodeBytes(latin1(packed.replaceAll('\n', '\r\n'))),
    (e: unknown) => e instanceof UnreadableDump && /new line ends/.test(e.found) && /binary/.test(e.advice),
  );
});

test('archives and data of other programs are named', () => {
  for (const [magic, name] of [
    ['7z\xbc\xaf\x27\x1c\0\x04', /7z/],
    ['Rar!\x1a\x07\x01\0', /RAR/],
    ['SQLite format 3\0', /SQLite/],
    ['heap_v2/524288\n', /jemalloc/],
  ] as const) {
    const told = sniff(latin1(magic));
    assert.ok(told.kind === 'foreign' && name.test(told.found), magic);
  }
});

test('gzip twice is taken off twice, and said', () => {
  const dump = decodeBytes(gzipSync(gzipSync(drawProfile())));
  assert.deepEqual(
    dump.problems.map((p) => [p.severity, p.text]),
    [['warning', 'the file was gzipped twice']],
  );
});
