// Which parsers are fed with damaged inputs, from which seeds, and what must hold of every answer?
import fs from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Limits } from '../../src/bytes/decode-context.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { decodeAll } from '../../src/formats/decode.ts';
import { readListing } from '../../src/formats/goroutine-text/read-listing.ts';
import { readProfile } from '../../src/formats/pprof/read-profile.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import { dumpDocument } from '../../src/investigation/inspect/inspect.ts';
import type { Dump } from '../../src/model/dump.ts';
import { UnreadableDump } from '../../src/model/problems.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { tar, zip } from '../support/archives.ts';
import { drawProfile } from '../support/protobuf.ts';
import { MOST_EXPANDED_BYTES } from './bounds.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateProtobuf } from './mutate-protobuf.ts';
import { mutateNewerTrace, mutateOlderTrace } from './mutate-trace.ts';
import { Random } from './random.ts';

export const PARSERS = ['pprof', 'trace-v1', 'trace-v2', 'goroutine-text', 'profile-text', 'bundle'] as const;
export type ParserName = (typeof PARSERS)[number];

type Mutate = (seed: Uint8Array, others: readonly Uint8Array[], random: Random) => Uint8Array;

interface Parser {
  readonly seeds: () => readonly Uint8Array[];
  readonly mutate: Mutate;
  /** Reads the bytes; throws what the reader throws. */
  readonly read: (bytes: Uint8Array) => readonly Dump[];
}

const limits: Limits = { maxExpandedBytes: MOST_EXPANDED_BYTES, setByUser: true };
const context = { inflate: inflateWithNode, limits };

const sample = (file: string) => fs.readFileSync(`sample/dumps/${file}`);
const utf8 = (text: string) => new TextEncoder().encode(text);

const PARSER: Readonly<Record<ParserName, Parser>> = {
  pprof: {
    seeds: () => [
      drawProfile(),
      gunzipSync(sample('release-v1.8.0/threadcreate.pprof')),
      gunzipSync(sample('release-v1.7.0/mem.pprof')),
      gunzipSync(sample('release-v1.7.0/block.pprof')),
    ],
    mutate: mutateProtobuf,
    read: (bytes) => [readProfile(bytes, { tolerant: bytes.length % 2 === 0 })],
  },
  'trace-v1': {
    seeds: () => [sample('release-v1.8.0-built-with-go1.19/trace.out').subarray(0, 9_000)],
    mutate: mutateOlderTrace,
    read: (bytes) => [readTrace(sourceOf(bytes), context)],
  },
  'trace-v2': {
    seeds: () => [
      fs.readFileSync('test/fixtures/traces/flight-recorder.trace'),
      sample('release-v1.8.0/trace.out').subarray(0, 9_000),
      sample('release-v1.7.0/trace.out').subarray(0, 4_000),
    ],
    mutate: mutateNewerTrace,
    read: (bytes) => [readTrace(sourceOf(bytes), context)],
  },
  'goroutine-text': {
    seeds: () => [sample('release-v1.7.0-later/goroutine-debug2.txt').subarray(0, 6_000), utf8(PANIC)],
    mutate: mutateBytes,
    read: (bytes) => [readListing(bytes)],
  },
  'profile-text': {
    seeds: () => [
      sample('release-v1.7.0-later/goroutine-debug1.txt').subarray(0, 5_000),
      utf8(HEAP),
      utf8(LOCKS),
    ],
    mutate: mutateBytes,
    read: readAny,
  },
  bundle: {
    seeds: bundleSeeds,
    mutate: mutateBytes,
    read: readAny,
  },
};

function readAny(bytes: Uint8Array): Dump[] {
  return decodeAll('fuzz', sourceOf(bytes), context).flatMap((decoded) => {
    if ('dump' in decoded) return [decoded.dump];
    checkRefusal(decoded.error);
    return [];
  });
}

/** Whether the parser's inputs may hold gzip. */
export function expands(parser: ParserName): boolean {
  return PARSER[parser].read === readAny;
}

const seeds = new Map<ParserName, readonly Uint8Array[]>();

/** Input number `index` of a run: always the same bytes. */
export function inputOf(parser: ParserName, seed: number, index: number): Uint8Array {
  const { seeds: make, mutate } = PARSER[parser];
  let all = seeds.get(parser);
  if (all === undefined) seeds.set(parser, (all = make().map((bytes) => new Uint8Array(bytes))));
  const random = new Random(seed * 1_000_003 + index);
  return mutate(random.pick(all), all, random);
}

/** Reads an input and makes its document. Throws when that is not a dump or an orderly refusal. */
export function readInput(parser: ParserName, bytes: Uint8Array): void {
  let dumps: readonly Dump[];
  try {
    dumps = PARSER[parser].read(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableDump)) throw error;
    checkRefusal(error);
    return;
  }
  for (const dump of dumps) checkNumbers(dumpDocument(dump), dump.kind);
}

function checkRefusal({ found, advice }: UnreadableDump): void {
  if (found.length < 5 || advice.length < 5)
    throw new Error(`a refusal without words: "${found}" "${advice}"`);
}

/** No answer holds a number that is none. */
function checkNumbers(value: unknown, where: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${where} is ${value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) checkNumbers(inner, `${where}.${key}`);
}

const PANIC = `2026/01/02 server began
panic: runtime error: index out of range [5] with length 3

goroutine 34 [running, locked to thread]:
main.(*Server).handle(0xc0000b2000, {0x0, 0x0})
\t/src/server.go:44 +0x1d
created by main.serve in goroutine 1
\t/src/server.go:20 +0x44

goroutine 1 [select (no cases), 12 minutes]:
main.main()
\t/src/main.go:12 +0x1d
...additional frames elided...
exit status 2
`;

const HEAP = `heap profile: 3: 1572864 [4: 2097152] @ heap/1048576
1: 524288 [1: 524288] @ 0x420cef 0x422151
#\t0x422150\tmain.hold+0x30\t/src/hold.go:7

2: 1048576 [3: 1572864] @ 0x420cef 0x430000
#\t0x42ffff\tmain.other+0x30\t/src/other.go:8

# runtime.MemStats
# Alloc = 1595680
# Stack = 262144 / 294912
# PauseNs = [1 2 3]
# GCCPUFraction = 1.5e-05
# DebugGC = false
`;

const LOCKS = `--- mutex:
cycles/second=2000000000
sampling period=1
4000 2 @ 0x48a50e 0x41a5ae
#\t0x48a50d\tsync.(*Mutex).Unlock+0x76\t/usr/local/go/src/sync/mutex.go:41
#\t0x41a5ad\tmain.work+0x76\t/src/work.go:41
`;

function bundleSeeds(): Uint8Array[] {
  const files = [
    { name: 'heap.pb.gz', bytes: sample('release-v1.7.0/mem.pprof') },
    { name: 'locks.txt', bytes: Buffer.from(LOCKS) },
  ];
  const inner = zip(files);
  const streamed = zip(files.map((file) => ({ ...file, flags: 8 })));
  return [
    inner,
    streamed.subarray(0, streamed.indexOf('PK\x01\x02')),
    tar(files),
    gzipSync(tar(files)),
    zip([{ name: 'in.zip', bytes: inner, method: 0 }]),
    gzipSync(Buffer.from(HEAP)),
  ];
}
