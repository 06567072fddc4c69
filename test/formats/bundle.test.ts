// Is every dump of an archive read, and everything else of it named?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gzipSync, crc32 as zlibCrc32 } from 'node:zlib';
import { crc32 } from '../../src/bytes/crc32.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { type Decoded, decodeAll } from '../../src/formats/decode.ts';
import { isPartial } from '../../src/model/problems.ts';
import { tar, zip } from '../support/archives.ts';
import { nodeContext } from '../support/decode-file.ts';

const cpu = fs.readFileSync('sample/dumps/release-v1.8.0/cpu.pprof');
const listing = Buffer.from('goroutine 1 [running]:\nmain.main()\n\t/src/main.go:10 +0x1d\n');

const manyGoroutines = Buffer.from(
  Array.from(
    { length: 2000 },
    (_, n) => `goroutine ${n} [running]:\nmain.f${(n * n) % 997}()\n\t/src/main.go:${n}\n\n`,
  ).join(''),
);

const open = (bytes: Uint8Array) => decodeAll('all', sourceOf(bytes), nodeContext);

/** `path: kind` or `path! what was found`. */
function told(items: readonly Decoded[]): string[] {
  return items.map((d) => ('dump' in d ? `${d.path}: ${d.dump.kind}` : `${d.path}! ${d.error.found}`));
}

test('the checksum is that of zlib', {
  skip: zlibCrc32 === undefined ? 'this node has no crc32' : false,
}, () => {
  assert.equal(crc32(cpu), zlibCrc32(cpu));
});

test('the checksum of the standard text', () => {
  assert.equal(crc32(Buffer.from('123456789')), 0xcbf43926);
});

test('a single dump is itself', () => {
  assert.deepEqual(told(open(cpu)), ['all: profile']);
});

test('zip: packed, stored, in folders; clutter is passed over', () => {
  const items = open(
    zip([
      { name: 'a/', bytes: Buffer.alloc(0), method: 0 },
      { name: 'a/cpu.pprof', bytes: cpu },
      { name: 'listing.txt', bytes: listing, method: 0 },
      { name: '__MACOSX/._cpu.pprof', bytes: Buffer.from('x') },
    ]),
  );
  assert.deepEqual(told(items), ['all/a/cpu.pprof: profile', 'all/listing.txt: goroutines']);
});

test('zip: what is no dump, encrypted, linked or oddly packed is named beside the rest', () => {
  const items = open(
    zip([
      { name: '../../evil.pprof', bytes: cpu },
      { name: 'page.html', bytes: Buffer.from('<html><title>404 Not Found</title>') },
      { name: 'secret', bytes: cpu, flags: 1 },
      { name: 'link', bytes: Buffer.from('/etc/passwd'), mode: 0o120777, method: 0 },
      { name: 'odd', bytes: cpu, method: 93 },
    ]),
  );
  assert.deepEqual(told(items), [
    'all/../../evil.pprof: profile',
    'all/page.html! an HTML page "404 Not Found", saved in place of a dump',
    'all/secret! an encrypted file',
    'all/link! a symbolic link, which is not followed',
    'all/odd! a file packed by method 93',
  ]);
});

test('zip: a wrong checksum makes a labelled part', () => {
  for (const method of [0, 8]) {
    const [item] = open(zip([{ name: 'cpu.pprof', bytes: cpu, crc: 1, method }]));
    assert.ok('dump' in item && isPartial(item.dump.problems));
  }
});

test('zip: without its directory, the whole files are read and the cut is told', () => {
  const whole = zip([
    { name: 'one.txt', bytes: listing },
    { name: 'cpu.pprof', bytes: cpu },
  ]);
  const items = told(open(whole.subarray(0, whole.length - 200)));
  assert.equal(items[0], 'all/one.txt: goroutines');
  assert.match(items.at(-1)!, /^all! an archive that ends early/);
});

test('zip: without its directory, files whose sizes stand behind them are read too, as Go writes them', () => {
  const whole = zip([
    { name: 'one.txt', bytes: listing, flags: 8 },
    { name: 'stored.txt', bytes: listing, flags: 8, method: 0 },
    { name: 'cpu.pprof', bytes: cpu, flags: 8 },
  ]);
  const items = open(whole.subarray(0, whole.indexOf('PK\x01\x02')));
  assert.deepEqual(told(items).slice(0, 3), [
    'all/one.txt: goroutines',
    'all/stored.txt: goroutines',
    'all/cpu.pprof: profile',
  ]);
  for (const item of items.slice(0, 3)) assert.ok('dump' in item && item.dump.problems.length === 0);
  assert.match(told(items)[3], /^all! an archive that ends early/);
});

test('zip: of the file in which the archive ends, what is there is read, as a part', () => {
  for (const flags of [0, 8]) {
    const whole = zip([
      { name: 'one.txt', bytes: listing, flags },
      { name: 'many.txt', bytes: manyGoroutines, flags },
    ]);
    const content = whole.indexOf('many.txt') + 'many.txt'.length;
    const items = open(whole.subarray(0, Math.round((content + whole.indexOf('PK\x01\x02')) / 2)));
    const [, many] = items;
    assert.deepEqual(told(items).slice(0, 2), ['all/one.txt: goroutines', 'all/many.txt: goroutines']);
    assert.ok('dump' in many && isPartial(many.dump.problems));
    assert.ok(many.dump.kind === 'goroutines' && many.dump.goroutines.length > 100);
  }
});

test('tar and tar.gz: files are read, links and devices named', () => {
  const archive = tar([
    { name: 'd/', bytes: Buffer.alloc(0), type: '5' },
    { name: 'd/cpu.pprof', bytes: cpu },
    { name: 'link', bytes: Buffer.alloc(0), type: '2' },
    { name: 'pipe', bytes: Buffer.alloc(0), type: '6' },
  ]);
  const expected = [
    'all/d/cpu.pprof: profile',
    'all/link! a symbolic link, which is not followed',
    'all/pipe! a named pipe, which is not followed',
  ];
  assert.deepEqual(told(open(archive)), expected);
  assert.deepEqual(told(open(gzipSync(archive))), expected);
});

test('tar: cut and damaged archives give what is whole', () => {
  const archive = tar([
    { name: 'one.txt', bytes: listing },
    { name: 'cpu.pprof', bytes: cpu },
  ]);
  const cut = told(open(archive.subarray(0, 4096)));
  assert.equal(cut[0], 'all/one.txt: goroutines');
  assert.ok(cut.some((line) => line.startsWith('all! an archive that ends early')));
  const damaged = Buffer.from(archive);
  damaged[1024] ^= 1;
  assert.deepEqual(told(open(damaged)).length, 2);
  assert.match(told(open(damaged))[1], /header at byte 1024 is damaged/);
});

test('archives inside archives: two deep, no more', () => {
  const inner = zip([{ name: 'cpu.pprof', bytes: cpu }]);
  const middle = tar([{ name: 'inner.zip', bytes: inner }]);
  assert.deepEqual(told(open(middle)), ['all/inner.zip/cpu.pprof: profile']);
  const outer = zip([{ name: 'middle.tar', bytes: middle }]);
  assert.match(told(open(outer))[0], /^all\/middle\.tar\/inner\.zip! an archive inside/);
});

const oneMegabyte = { ...nodeContext, limits: { maxExpandedBytes: 1 << 20 } };

test('a bomb in an archive is refused, and the rest is read', () => {
  const archive = zip([
    { name: 'zeros', bytes: Buffer.alloc(4 << 20) },
    { name: 'cpu.pprof', bytes: cpu },
  ]);
  const items = decodeAll('all', sourceOf(archive), oneMegabyte);
  assert.match(told(items)[0], /expands past 1 MiB/);
  assert.match(told(items)[1], /cpu\.pprof: profile/);
});

test('many small bombs are refused as one: the work ends, and the archive is told', () => {
  const wide = Array.from({ length: 50 }, (_, n) => ({ name: `zeros${n}`, bytes: Buffer.alloc(300_000) }));
  const items = told(decodeAll('all', sourceOf(zip(wide)), oneMegabyte));
  assert.ok(items.length < 10, items.join('\n'));
  assert.match(items.at(-1)!, /^all! an archive that expands past 1 MiB/);
  const gzipped = tar(wide.map(({ name }) => ({ name, bytes: gzipSync(Buffer.alloc(4 << 20)) })));
  assert.ok(told(decodeAll('all', sourceOf(gzipped), oneMegabyte)).length < 6);
});

test('every prefix of archives ends in answers, never in a crash', () => {
  const archives = [
    zip([
      { name: 'one.txt', bytes: listing },
      { name: 'two.txt', bytes: listing, method: 0 },
    ]),
    tar([{ name: 'one.txt', bytes: listing }]),
  ];
  for (const archive of archives)
    for (let length = 0; length < archive.length; length += 3)
      assert.ok(open(archive.subarray(0, length)).length > 0 || length === 0);
});

const corpus = '../shared/corpus/generated-bad/archive';
const skip = fs.existsSync(corpus) ? false : 'the corpus of third parties is not beside the project';

test('the archives of the corpus', { skip }, () => {
  const answers = fs
    .readdirSync(corpus)
    .sort()
    .flatMap((file) => told(decodeAll(file, sourceOf(fs.readFileSync(`${corpus}/${file}`)), nodeContext)));
  assert.deepEqual(
    answers.map((line) => line.replace(/\ufffd/g, '?')),
    [
      'bad-utf8-name.zip/h?.pb.gz: profile',
      'cut.tar.gz/a/heap.pb.gz: profile',
      'cut.tar.gz! an archive that ends early: files at its end are missing',
      'cut.tar.gz! an archive of which the gzip data ends early: 4517 bytes could be read',
      'nested-20.zip/n19.zip/n18.zip! an archive inside an archive inside an archive',
      'no-central-dir.zip/a/heap.pb.gz: profile',
      'no-central-dir.zip/b/goroutine.txt: goroutines',
      'no-central-dir.zip! an archive that ends early: files at its end are missing',
      'slip.tar.gz/../../evil.pb.gz: profile',
      'slip.tar.gz//abs/evil.pb.gz: profile',
      'symlink.tar.gz/heap.pb.gz! a symbolic link, which is not followed',
      'symlink.tar.gz/hard.pb.gz! a hard link, which is not followed',
      'symlink.tar.gz/dev! a device, which is not followed',
      'symlink.tar.gz/fifo! a named pipe, which is not followed',
    ],
  );
});
