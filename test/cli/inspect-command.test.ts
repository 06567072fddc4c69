// Does the command line tell each bad file, place and remedy, and never stop at one?
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { takeLimits } from '../../src/cli/expanded-limit.ts';
import type { InspectedFile } from '../../src/investigation/inspect/inspect.ts';
import { drawProfile } from '../support/protobuf.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'inspect-'));
after(() => fs.rmSync(folder, { recursive: true }));

const GOOD = 'sample/dumps/release-v1.8.0/cpu.pprof';

function culprit(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, ['dist/cli.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    timeout: 60_000,
  });
}

function fileOf(name: string, bytes: Uint8Array | string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
}

test('one file is a document, several are an array', () => {
  const one = culprit('inspect', GOOD, '--format', 'json');
  assert.equal(one.status, 0);
  assert.equal(JSON.parse(one.stdout).kind, 'profile');
  const two = culprit('inspect', GOOD, 'sample/dumps/release-v1.8.0/mem.pprof', '--format', 'json');
  assert.deepEqual(
    (JSON.parse(two.stdout) as InspectedFile[]).map((file) => file.path),
    [GOOD, 'sample/dumps/release-v1.8.0/mem.pprof'],
  );
  const all = JSON.parse(culprit('inspect', 'sample/dumps/release-v1.8.0', '--format', 'json').stdout);
  assert.equal(all.length, 6);
});

test('as text: a few lines per dump', () => {
  const { stdout } = culprit('inspect', GOOD);
  assert.match(
    stdout,
    /cpu profile: 213 samples, 293 functions\n {2}samples \(count\): 280\n {2}cpu \(nanoseconds\): 2.80 s/,
  );
});

test('one bad file never stops the others', () => {
  const pipe = path.join(folder, 'pipe');
  const unlike = ['missing', 'loop', 'empty', 'page'].map((name) => path.join(folder, name));
  const hasPipe = spawnSync('mkfifo', [pipe]).status === 0;
  fs.symlinkSync('loop', unlike[1]);
  fs.writeFileSync(unlike[2], '');
  fs.writeFileSync(unlike[3], '<html><title>502 Bad Gateway</title></html>');
  const bad = [...unlike, ...(hasPipe ? [pipe, '/dev/null'] : []), `${GOOD}/inside`];
  for (const args of [
    ['inspect', ...bad, GOOD],
    ['report', ...bad, GOOD, '--workspace', folder],
  ]) {
    const { status, stdout, stderr } = culprit(...args);
    assert.equal(status, 3, stderr);
    assert.match(stdout, /cpu/);
  }
  const { status, stderr } = culprit('inspect', ...bad);
  assert.equal(status, 2);
  const told = stderr.trim().split('\n');
  assert.equal(told.length, bad.length);
  for (const [i, file] of bad.entries()) assert.ok(told[i].startsWith(`culprit: ${file}: `), told[i]);
  assert.equal(
    new Set(told.map((line) => line.slice(line.indexOf(': ', 9)))).size,
    bad.length,
    'each cause has its words',
  );
});

test('links inside a folder are followed to files, and to nothing else', () => {
  const links = path.join(folder, 'links');
  fs.mkdirSync(links);
  fs.symlinkSync(path.resolve(GOOD), path.join(links, 'cpu.pprof'));
  fs.symlinkSync('.', path.join(links, 'self'));
  fs.symlinkSync('nowhere', path.join(links, 'dangling'));
  const { status, stdout } = culprit('inspect', links, '--format', 'json');
  assert.equal(status, 0);
  assert.equal((JSON.parse(stdout) as InspectedFile[]).length, 1);
});

/** Five times the promise: the machine may be busy. */
const BOMB_SECONDS = 5;
const BOMB_MEGABYTES = 700;

test('a bomb is refused soon, in bounded memory, and may expand once it is trusted', () => {
  const bomb = fileOf('bomb.pb.gz', gzipSync(Buffer.alloc(400 << 20)));
  const usage = path.join(folder, 'usage');
  const hook = `import fs from 'node:fs'; process.on('exit', () => fs.writeFileSync(${JSON.stringify(usage)}, String(process.resourceUsage().maxRSS)));`;
  const began = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, 'dist/cli.js', 'inspect', bomb],
    { encoding: 'utf8' },
  );
  const seconds = (performance.now() - began) / 1000;
  assert.equal(status, 2);
  assert.match(
    stderr,
    /bomb\.pb\.gz: gzip data of \d+ bytes that expands past 256 MiB\. If you trust.*--max-expanded/,
  );
  assert.ok(seconds < BOMB_SECONDS, `${seconds} s`);
  const megabytes = Number(fs.readFileSync(usage, 'utf8')) / 1024;
  assert.ok(megabytes < BOMB_MEGABYTES, `${megabytes} MB`);
});

test('--max-expanded holds as it is written, for every command', () => {
  const small = fileOf('small.pb.gz', gzipSync(drawProfile({ rest: [...Buffer.alloc(0)] })));
  const file = fileOf(
    'large.pb.gz',
    gzipSync(Buffer.concat([drawProfile(), Buffer.from(longString(3_000_000))])),
  );
  assert.equal(culprit('inspect', small, '--max-expanded', '1MiB').status, 0);
  assert.match(culprit('inspect', file, '--max-expanded', '1MiB').stderr, /expands past 1 MiB/);
  assert.match(culprit('top', '--max-expanded=1MiB', file).stderr, /expands past 1 MiB/);
  assert.equal(culprit('inspect', file, '--max-expanded', '4MB').status, 0);
});

/** A string of the profile's table. */
function longString(length: number): number[] {
  const head: number[] = [0x32];
  for (let rest = length; rest > 0; rest >>= 7) head.push((rest & 127) | (rest > 127 ? 128 : 0));
  return [...head, ...Buffer.alloc(length, 97)];
}

test('the flag is taken out wherever it stands', () => {
  const limits = (bytes: number) => ({ maxExpandedBytes: bytes, setByUser: true });
  assert.deepEqual(takeLimits(['top', '--max-expanded', '2GiB', 'f']), {
    limits: limits(2 ** 31),
    argv: ['top', 'f'],
  });
  assert.deepEqual(takeLimits(['inspect', 'f', '--max-expanded=1.5mb']), {
    limits: limits(1.5 * 2 ** 20),
    argv: ['inspect', 'f'],
  });
  for (const text of ['', '0', '-1', 'much', '1G'])
    assert.match((takeLimits(['x', `--max-expanded=${text}`]) as { wrong: string }).wrong, /size such as/);
  const untouched = ['top', '--', '--max-expanded'];
  assert.deepEqual(takeLimits(untouched), { limits: DEFAULT_LIMITS, argv: untouched });
});

const corpus = '../shared/corpus/generated-bad';
const skip = fs.existsSync(corpus) ? false : 'the corpus of bad files is not beside the project';

test('every bad file of the corpus: a document, or what was found and what to do', { skip }, () => {
  const files = fs
    .readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(corpus, name))
    .filter((file) => fs.statSync(file).isFile())
    .sort();
  const { status, stdout, stderr } = culprit('inspect', ...files, '--format', 'json');
  assert.equal(status, 3);
  const inspected = JSON.parse(stdout) as InspectedFile[];
  for (const file of files)
    assert.ok(
      inspected.some(({ path: told }) => told === file || told.startsWith(`${file}/`)),
      file,
    );
  for (const file of inspected) {
    if (file.kind !== 'unreadable') {
      assert.equal(
        file.partial,
        file.problems.some((p) => p.severity === 'partial'),
      );
      assert.ok(
        file.problems.every((p) => p.severity !== 'partial' || p.text.length > 20),
        file.path,
      );
      continue;
    }
    assert.ok(file.found.length > 10 && file.advice.length > 10, JSON.stringify(file));
    assert.ok(stderr.includes(`culprit: ${file.path}: `), file.path);
  }
});

/** What the reader of a message must learn of each file that is no dump. */
const NAMED: readonly (readonly [string, RegExp])[] = [
  ['404.pb.gz', /404 page not found.*import net\/http\/pprof/],
  ['crlf-mangled.pb.gz', /copied as text.*copy it as binary/],
  ['utf8-mangled.pb.gz', /copied as UTF-8 text.*copy it as binary/],
  ['html-error.pb.gz', /HTML page "502 Bad Gateway"/],
  ['http-response-with-headers.pb.gz', /HTTP answer.*curl without -i/],
  ['jfr.pprof', /Flight Recorder/],
  ['json-error.pb.gz', /JSON text.*credentials/],
  ['perf.data', /perf\.data.*perf_to_profile/],
  ['png.pprof', /PNG picture/],
  ['zero-bytes.pb.gz', /empty file.*curl -f/],
];

test('files that are no dumps are named, with the way out', { skip }, () => {
  const { status, stderr } = culprit('inspect', ...NAMED.map(([name]) => `${corpus}/wrong/${name}`));
  assert.equal(status, 2);
  const told = stderr.trim().split('\n');
  NAMED.forEach(([name, words], i) => {
    assert.ok(told[i].includes(name));
    assert.match(told[i], words);
  });
});
