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

/** The line came after a revision that the user named. */
export interface Added {
  /** The revision, as the user wrote it. */
  readonly since: string;
  /** Full id of the commit that wrote the line; null when it is not committed, or not known. */
  readonly commit: string | null;
  /** The oldest tag that holds that commit, or null. */
  readonly release: string | null;
}

/**
 * The profiled sources are not the workspace's. `moved`: the same line stands elsewhere now; `changed`: other text
 * stands in its place; `gone`: nothing does; `outdated`: the file was written after the dump was taken, and which of
 * its lines was profiled is not known.
 */
export type DriftState = 'moved' | 'changed' | 'gone' | 'outdated';

/** True where the line is not, or may not be, the one that was profiled. */
export function isOtherLine({ drift }: Pick<Site, 'drift'>): boolean {
  return drift !== undefined && drift !== null && drift !== 'moved';
}

/** A place in the workspace. `file` is relative to it, with `/`; with `mappedBy` `none`, as the dump has it. */
export interface Site {
  readonly file: string;
  /** With a drift: where the line is now, or where it would be. */
  readonly line: number;
  readonly function: string;
  readonly mappedBy: MappedBy;
  /** Absent or null where nothing is known of it. */
  readonly added?: Added | null;
  readonly drift?: DriftState | null;
  /** With a drift: the line as the dump has it. */
  readonly profiledLine?: number;
  /** What a reader should know about the way to the line, in a few words. */
  readonly note?: string;
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
  /** Other dumps of the same kind that show it, too; absent where there is none. */
  readonly alsoIn?: readonly string[];
}

/** One way to count the same thing; ways are independent of each other. */
export interface Estimate {
  readonly way: 'counted' | 'listed' | 'births' | 'waits' | 'objects' | 'stacks';
  /** Whether the value is the number itself, the least or the most that it can be. */
  readonly bound: 'about' | 'least' | 'most';
  readonly value: number;
  /** The dump's path as it was given. */
  readonly dump: string;
  /** `≈ 309 by births less ends, at their pace`. */
  readonly text: string;
}

/** The view of a dump, by the dump's id, that shows where a number comes from. */
export interface Lead {
  readonly dump: number;
  readonly view: 'goroutines' | 'timeline' | 'flame';
}

/** One number worth showing large: `24,866` · `goroutines born in 1.02 s`. */
export interface Figure {
  readonly value: string;
  readonly label: string;
  /** Absent where no single view shows it. */
  readonly lead?: Lead;
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
  /** Independent counts of what the finding is about, side by side; absent where there is one at most. */
  readonly estimates?: readonly Estimate[];
  readonly explanation: string;
  readonly fix: string;
  readonly disproof: string;
}

const LEAKS: ReadonlySet<FindingKind> = new Set(['goroutine-leak', 'memory-growth', 'thread-leak']);

/** True for what grows until the process dies. */
export function isLeakKind(kind: FindingKind): boolean {
  return LEAKS.has(kind);
}

/** A leak verdict: one of the leak kinds, at least as likely as not. */
export function isLeakVerdict(finding: Pick<Finding, 'kind' | 'confidence'>): boolean {
  return isLeakKind(finding.kind) && finding.confidence >= 0.5;
}
