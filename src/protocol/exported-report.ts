// What lies in a report that was written to a file, for its page to read?

import type { Report, TopTable } from './answers.ts';

/** The element that holds the data. */
export const EXPORTED_DATA_ID = 'culprit-data';

/** The function tables of one dump: each row once, and which rows come first in each order. */
export interface ExportedTop extends TopTable {
  readonly orders: readonly {
    readonly sampleType: number;
    readonly by: 'flat' | 'cum';
    /** Indices into `rows`. */
    readonly rows: readonly number[];
  }[];
}

export interface ExportedReport {
  readonly report: Report;
  readonly tops: readonly ExportedTop[];
}
