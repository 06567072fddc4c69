// How is a comparison told, in rows that text and Markdown share?

import type { Comparison, Measure } from '../model/comparison.ts';
import { shortName } from '../model/go-names.ts';

/** Changes that are shown; the JSON document has all. */
const SHOWN = 10;

const NAME: Readonly<Record<Measure, string>> = {
  goroutines: 'goroutines',
  births: 'births',
  heap: 'heap',
  cpu: 'cpu',
  block: 'block',
  mutex: 'mutex',
};

export interface ChangeRow {
  readonly measure: string;
  /** `internal/x/x.go:19`, or the function where the workspace has no line of it. */
  readonly place: string;
  readonly text: string;
}

/** What the rows are about, in a few words. */
export function comparedWith({ baseline, changes }: Comparison): string {
  if (!baseline) return 'how places grew over these dumps';
  const build = baseline.sameBuild ? 'the same build' : 'another build';
  const none = changes.length === 0 ? '; nothing changed much' : '';
  return `against ${baseline.name} (${baseline.dumps.length} dumps, ${build})${none}`;
}

export function changeRows({ changes, trends }: Comparison): ChangeRow[] {
  return [...changes.slice(0, SHOWN), ...trends.slice(0, SHOWN)].map(({ measure, site, text }) => ({
    measure: NAME[measure],
    place:
      site.mappedBy === 'none' || site.line === 0 ? shortName(site.function) : `${site.file}:${site.line}`,
    text,
  }));
}
