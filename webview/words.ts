// Which words does the page itself say? (What it says about a dump comes with the report.)

import type { FindingKind, MappedBy } from '../src/model/finding.ts';
import type { DumpKind, DumpSummary, Site } from '../src/protocol/answers.ts';
import { say } from './say.ts';

export const KIND_OF_FINDING: Readonly<Record<FindingKind, string>> = {
  'goroutine-leak': 'Goroutine leak',
  'memory-growth': 'Memory growth',
  'thread-leak': 'Thread leak',
  'goroutine-churn': 'Goroutine churn',
  'hot-cpu': 'Hot CPU',
  'hot-alloc': 'Hot allocation',
  'gc-bound': 'Bound by GC',
  contention: 'Contention',
  blocked: 'Blocked',
};

export const WHY: Readonly<Record<FindingKind, string>> = {
  'goroutine-leak': 'Why they never end',
  'memory-growth': 'Why it stays in memory',
  'thread-leak': 'Why the threads stay',
  'goroutine-churn': 'Why it costs',
  'hot-cpu': 'Why it is hot',
  'hot-alloc': 'Why it allocates',
  'gc-bound': 'Why the collector works',
  contention: 'Why they wait',
  blocked: 'Why they wait',
};

/** Kinds that a dump may have; unknown ones are shown by their own name. */
const KIND_OF_DUMP: ReadonlyMap<string, string> = new Map([
  ['cpu', 'CPU'],
  ['heap', 'Heap'],
  ['allocs', 'Allocations'],
  ['block', 'Block'],
  ['mutex', 'Mutex'],
  ['goroutine', 'Goroutines'],
  ['goroutines', 'Goroutines'],
  ['goroutineleak', 'Leaked goroutines'],
  ['threadcreate', 'Threads'],
  ['trace', 'Trace'],
  ['unreadable', 'Unreadable'],
]);

export function dumpKindName(kind: DumpKind): string {
  return say(KIND_OF_DUMP.get(kind) ?? kind.charAt(0).toUpperCase() + kind.slice(1));
}

/** Shape, colour and words say the same: no reader has to tell two colours apart. */
export const TONES: Readonly<
  Record<DumpSummary['tone'], { readonly shape: string; readonly meaning: string }>
> = {
  proof: { shape: '●', meaning: 'Supports the first finding' },
  weak: { shape: '▲', meaning: 'Weak: read it with care' },
  neutral: { shape: '○', meaning: 'Neither for nor against the first finding' },
};

const MAPPING: Readonly<Record<MappedBy, string>> = {
  'folder-map': 'found by the folder map in the settings',
  'same-path': 'the dump names this very path',
  'main-module': "found by the workspace's go.mod",
  'go-work': 'found by go.work',
  replace: 'found by a replace line of go.mod',
  vendor: 'found in the vendor folder',
  'module-cache': 'found in the module cache',
  goroot: 'found in the Go installation',
  gopath: 'found in GOPATH',
  'suffix-and-package': 'found by the end of the path and the package',
  'package-usage': 'weaker: a place in the workspace that uses the package',
  none: 'not found in the workspace; the path is the one in the dump',
};

export function mappingText(site: Pick<Site, 'mappedBy'>): string {
  return say(MAPPING[site.mappedBy]);
}

/** Sites in these places are not the reader's own code. */
const FOREIGN: ReadonlySet<MappedBy> = new Set(['vendor', 'module-cache', 'goroot', 'gopath', 'none']);

export function isOwnCode(site: Pick<Site, 'mappedBy'> | null): boolean {
  return site !== null && !FOREIGN.has(site.mappedBy);
}
