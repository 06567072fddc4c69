// What is a verdict made of?

/** How a frame's path was mapped to the workspace; `none` keeps the recorded path. */
export type MappedBy =
  | 'folder-map'
  | 'same-path'
  | 'main-module'
  | 'go-work'
  | 'replace'
  | 'vendor'
  | 'module-cache'
  | 'goroot'
  | 'gopath'
  | 'suffix-and-package'
  | 'package-usage'
  | 'none';

/** A place in the workspace. `file` is relative to it, with `/`; with `mappedBy` `none`, as the dump has it. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly mappedBy: MappedBy;
}

export type FindingKind =
  | 'goroutine-leak'
  | 'memory-growth'
  | 'thread-leak'
  | 'goroutine-churn'
  | 'hot-cpu'
  | 'hot-alloc'
  | 'gc-bound'
  | 'contention'
  | 'blocked';

/** One proof, pointing into one dump. */
export interface Evidence {
  /** The dump's path as it was given. */
  readonly dump: string;
  readonly text: string;
  readonly value: number;
  /** `goroutines`, `bytes`, `nanoseconds`, `objects`, `waits`, … */
  readonly unit: string;
}

/** One number worth showing large: `24,866` · `goroutines born in 1.02 s`. */
export interface Figure {
  readonly value: string;
  readonly label: string;
}

export interface Finding {
  /** 1 is the most likely culprit. */
  readonly rank: number;
  readonly rule: string;
  readonly kind: FindingKind;
  readonly title: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly site: Site;
  /** First-party frames above the site, nearest first. */
  readonly callers: readonly Site[];
  readonly otherSites: readonly Site[];
  readonly figures: readonly Figure[];
  readonly evidence: readonly Evidence[];
  readonly explanation: string;
  readonly fix: string;
  readonly disproof: string;
}

const LEAKS: ReadonlySet<FindingKind> = new Set(['goroutine-leak', 'memory-growth', 'thread-leak']);

/** A leak verdict: one of the leak kinds, at least as likely as not. */
export function isLeakVerdict(finding: Pick<Finding, 'kind' | 'confidence'>): boolean {
  return LEAKS.has(finding.kind) && finding.confidence >= 0.5;
}
