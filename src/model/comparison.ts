// What changed between two incidents, and how fast does each place grow?

import type { Site } from './finding.ts';

/** What is compared; `births` are goroutines that a trace saw born and that did not end. */
export type Measure = 'goroutines' | 'births' | 'heap' | 'cpu' | 'block' | 'mutex';

/** What one function of the workspace's has in both incidents; values are sums over its lines, in `unit`. */
export interface SiteChange {
  readonly measure: Measure;
  readonly unit: string;
  /** The heaviest line of the function in the later dumps; in the baseline, where it is gone. */
  readonly site: Site;
  readonly value: number;
  readonly base: number;
  /** As `go tool pprof -diff_base` counts: value less base. */
  readonly delta: number;
  readonly change: 'new' | 'gone' | 'grown' | 'shrunk' | 'same';
  /** `×3.2 of the baseline`. */
  readonly text: string;
}

/** How a place grew over several dumps of one kind. */
export interface SiteTrend {
  readonly measure: 'goroutines' | 'heap';
  readonly unit: string;
  readonly site: Site;
  /** In `unit`, by the robust slope over all dumps. */
  readonly perSecond: number;
  readonly dumps: number;
  /** What each dump has of it, in `unit`, by seconds since the first; in the order of time. */
  readonly points?: readonly (readonly [seconds: number, value: number])[];
  readonly text: string;
}

export interface Comparison {
  /** What is compared with, or null where only this incident's own dumps are. */
  readonly baseline: {
    readonly name: string;
    readonly dumps: readonly string[];
    readonly sameBuild: boolean;
  } | null;
  /** Most important first; what hardly changed is left out. */
  readonly changes: readonly SiteChange[];
  readonly trends: readonly SiteTrend[];
}
