// What can be asked of a report that counts as `go tool pprof` does?
// Source of the names and their meaning: github.com/google/pprof/internal/driver.

/** What one row of a report stands for. `default` is functions, and lines where sources are listed. */
export type Granularity = 'default' | 'functions' | 'filefunctions' | 'files' | 'lines' | 'addresses';

/** pprof's flags. Regular expressions are Go's (RE2) as text; empty where not set. */
export interface PprofOptions {
  /** Rows shown at most; 0 or less for no limit. */
  readonly nodeCount: number;
  /** Rows under this share of the shown total are dropped. */
  readonly nodeFraction: number;
  readonly edgeFraction: number;
  /** False switches the three above off. */
  readonly trim: boolean;
  /** Name or number of a sample type; empty for the profile's own choice. */
  readonly sampleIndex: string;
  /** `minimum` for one unit that suits all rows, `auto` for one per value, or a unit. */
  readonly unit: string;
  readonly sort: 'flat' | 'cum';
  readonly granularity: Granularity;
  readonly noInlines: boolean;
  readonly showColumns: boolean;
  readonly focus: string;
  readonly ignore: string;
  readonly hide: string;
  readonly show: string;
  readonly showFrom: string;
  readonly pruneFrom: string;
  readonly tagFocus: string;
  readonly tagIgnore: string;
  readonly tagShow: string;
  readonly tagHide: string;
  readonly divideBy: number;
  /** Values become the average per first sample type. */
  readonly mean: boolean;
  readonly dropNegative: boolean;
  /** Percentages of what the filters leave, instead of everything. */
  readonly relativePercentages: boolean;
  /** Leaves out the lines about the file. */
  readonly compactLabels: boolean;
}

export const DEFAULT_PPROF_OPTIONS: PprofOptions = {
  nodeCount: -1,
  nodeFraction: 0.005,
  edgeFraction: 0.001,
  trim: true,
  sampleIndex: '',
  unit: 'minimum',
  sort: 'flat',
  granularity: 'default',
  noInlines: false,
  showColumns: false,
  focus: '',
  ignore: '',
  hide: '',
  show: '',
  showFrom: '',
  pruneFrom: '',
  tagFocus: '',
  tagIgnore: '',
  tagShow: '',
  tagHide: '',
  divideBy: 1,
  mean: false,
  dropNegative: false,
  relativePercentages: false,
  compactLabels: false,
};

/** How a profile is compared with base profiles. */
export interface BaseUse {
  /** Base samples keep apart from equal ones, and percentages are of the base (`-diff_base`). */
  readonly diff: boolean;
  /** The profile is scaled to the base's totals first. */
  readonly normalize: boolean;
}

/** An instant's zone: its offset from UTC in seconds, and its name as Go prints it (`UTC`, `CEST`, `+03`). */
export type ZoneAt = (unixSeconds: number) => { readonly offset: number; readonly name: string };

/** The report cannot be made as asked; the message says why and can be shown. */
export class ReportRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReportRefusal';
  }
}
