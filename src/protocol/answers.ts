// What does an investigation answer? Every type here is plain data that survives structured cloning and JSON.

import type { Comparison } from '../model/comparison.ts';
import type { Evidence, Finding, Lead, Site } from '../model/finding.ts';
import type { OutsideRoot } from '../model/library-sources.ts';
import type { Problem } from '../model/problems.ts';
import type { ProfileKind } from '../model/profile.ts';
import type { ReleaseChange } from '../source/release-diff.ts';

export type DumpKind = ProfileKind | 'trace' | 'goroutines' | 'unreadable';

/** One file of the incident and what it is worth. */
export interface DumpSummary {
  /** Position in the incident; every other answer names the dump by it. */
  readonly id: number;
  /** As it was given to the program. */
  readonly path: string;
  readonly kind: DumpKind;
  /** `8.0 MB`, `1.02 s`, `22.5 h`: the one number of this dump, formatted. */
  readonly size: string;
  /** One short sentence: `too young: the process had just started`. */
  readonly worth: string;
  /** `proof`: it supports the first finding; `weak`: it misleads or is empty; `neutral`: nothing here. */
  readonly tone: 'proof' | 'weak' | 'neutral';
  /** RFC 3339 in UTC, or null. */
  readonly time: string | null;
  readonly buildId: string | null;
  readonly partial: boolean;
  readonly problems: readonly Problem[];
  readonly sampleTypes: readonly { readonly type: string; readonly unit: string; readonly total: string }[];
  readonly defaultSampleType: number;
  /** What the flame graph and the table of a trace count; absent for other dumps. */
  readonly traceTypes?: readonly { readonly type: string; readonly unit: string; readonly total: string }[];
  /** Path of the baseline's dump that its views can be compared with; absent where there is none. */
  readonly comparedWith?: string;
}

/** One step of a curve. */
export type Point = readonly [x: number, y: number];

/** A small picture of one piece of evidence. Colours follow `tone`; nothing else carries meaning. */
export type Picture =
  | {
      readonly kind: 'curves';
      /** The view that shows all of it; absent where none does. */
      readonly lead?: Lead;
      readonly title: string;
      readonly subtitle: string;
      readonly xLabels: readonly [string, string];
      readonly curves: readonly {
        readonly label: string;
        readonly tone: 'bad' | 'good' | 'plain';
        readonly points: readonly Point[];
      }[];
    }
  | {
      readonly kind: 'bars';
      readonly lead?: Lead;
      readonly title: string;
      readonly subtitle: string;
      /** `share` 0 to 1 is the bar's length. */
      readonly bars: readonly {
        readonly label: string;
        readonly text: string;
        readonly share: number;
        readonly tone: 'bad' | 'warm' | 'plain';
      }[];
    };

/** Lines of source around a site, as the workspace has them. */
export interface Excerpt {
  readonly file: string;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

/** A finding with what the report shows beside it. */
export interface ReportFinding extends Finding {
  readonly excerpt: Excerpt | null;
  /** Text at the end of the marked line: `24,866 born · 0 ended · 45 % cpu`. */
  readonly lineText: string;
  readonly pictures: readonly Picture[];
  /** Lines that the release brought and that touch the suspect's package, best first; absent without a revision. */
  readonly changes?: readonly ReleaseChange[];
}

/** A recorded folder that several folders of the workspace fit; `--map` and the folder map settle it. */
export interface MappingQuestion {
  readonly recorded: string;
  /** Folders of the workspace; empty for all of it. */
  readonly candidates: readonly string[];
  /** A file below the folder that showed it. */
  readonly example: string;
  readonly reason: string;
}

/** A folder of the building machine whose files are not found here, could be several, or were mapped by the user. */
export interface RecordedFolder {
  /** As the dumps write it. */
  readonly recorded: string;
  /** Folders of the workspace that fit equally well (empty text for all of it); none when nothing fits. */
  readonly candidates: readonly string[];
  /** Some files below the folder, as the dumps write them. */
  readonly files: readonly string[];
  /** Lines of the dumps below the folder that lead nowhere; 0 when a folder map leads all of them somewhere. */
  readonly lines: number;
  /** False for a library's. */
  readonly ours: boolean;
}

/** Where a line that a dump names can be read. */
export type SourcePlace =
  | { readonly kind: 'workspace'; readonly site: Site }
  /** A file outside of the workspace, to be opened read-only: the only absolute path that an answer holds. */
  | {
      readonly kind: 'library';
      readonly file: string;
      readonly line: number;
      readonly root: OutsideRoot;
      /** What a reader should know, such as another release; empty for nothing. */
      readonly note: string;
    }
  /** `wouldBe`: absolute paths at which it would be opened, likeliest first. */
  | { readonly kind: 'missing'; readonly wouldBe: readonly string[]; readonly reason: string };

export interface SetCheckItem {
  readonly dump: string;
  readonly text: string;
}

/** The whole answer to "what happened?". */
export interface Report {
  /** `release-v1.8.0`: the folder's or the file's name. */
  readonly name: string;
  /** `6 dumps · one process (build 8727578b) · 21:55:16 – 21:55:20 UTC · Go 1.26`. */
  readonly subtitle: string;
  readonly dumps: readonly DumpSummary[];
  readonly findings: readonly ReportFinding[];
  readonly setCheck: readonly SetCheckItem[];
  /** Against the baseline, or over the incident's own dumps; absent where there is nothing to compare. */
  readonly comparison?: Comparison;
  /** What could not be told of the sources, one sentence each; absent for nothing. */
  readonly notes?: readonly string[];
  /** What only a person can settle; absent for nothing. */
  readonly questions?: readonly MappingQuestion[];
}

/** One row of a function table; values are in the sample types' units, one per sample type. */
export interface TopRow {
  readonly function: string;
  readonly file: string;
  readonly flat: readonly number[];
  readonly cum: readonly number[];
  /** `flat` and `cum` as pprof would print them. */
  readonly flatText: readonly string[];
  readonly cumText: readonly string[];
  /** Share of the total, 0 to 1. */
  readonly flatShare: readonly number[];
  readonly cumShare: readonly number[];
  /** Where a click leads; null when the frame is not in reach. */
  readonly site: Site | null;
}

export interface TopTable {
  readonly dump: number;
  readonly sampleTypes: readonly { readonly type: string; readonly unit: string; readonly total: string }[];
  readonly rows: readonly TopRow[];
  /** Functions in all, of which `rows` are the first. */
  readonly functions: number;
}

/** One row of the table that a hover shows for a line. */
export interface LineNumber {
  /** `goroutines born / ended / alive (trace, 1.02 s)`. */
  readonly label: string;
  /** `24,866 / 0 / 24,866`. */
  readonly text: string;
  /** `100 %`, or empty. */
  readonly share: string;
  /** Of the line alone, without what it calls; empty when that is nothing. */
  readonly flat: string;
  /** Of the whole function around the line, with what it calls. */
  readonly inFunction: string;
  /** What the baseline has of it; absent where nothing is compared, or the baseline has no such dump. */
  readonly base?: string;
}

/** Everything the editor draws on one line. */
export interface Mark {
  /** Workspace-relative, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly function: string;
  /** 0 coolest to 3 hottest. */
  readonly heat: 0 | 1 | 2 | 3;
  /** The line's share of a dump's total, the greatest of the dumps that were asked for; 0 to 1. */
  readonly share: number;
  /** Dimmed text after the line. */
  readonly text: string;
  /** The same number for the whole function; empty when no dump has one. */
  readonly functionText: string;
  readonly numbers: readonly LineNumber[];
  /** When the line came, and what became of it since it was profiled: {@link siteRemarks}; absent when there is nothing to say. */
  readonly remark?: string;
  /** Rank of the finding whose site this line is, or null. */
  readonly finding: number | null;
  /** Whether `base` is of the same line, or of the whole function since lines may have moved; absent without a baseline. */
  readonly comparedBy?: 'line' | 'function';
}

/** One place where the workspace uses a package. */
export interface PackageUse {
  readonly site: Site;
  /** `import` for the import itself, `composite` for `T{…}`, `mention` for types and values. */
  readonly kind: 'import' | 'call' | 'composite' | 'mention';
  /** What of the package is used: `NewCache`; empty for imports. */
  readonly name: string;
  /** In a `_test.go` file. */
  readonly test: boolean;
}

export type { Evidence, Finding, Lead, Site };
