// What does the editor draw on each line of the workspace?

import { bornInAll } from '../analysis/births.ts';
import type { DumpFacts, IncidentFacts } from '../analysis/facts.ts';
import { type LineValues, profileLines, traceLines } from '../analysis/line-numbers.ts';
import { totalOf } from '../analysis/site-values.ts';
import type { Site } from '../model/finding.ts';
import type { Profile } from '../model/profile.ts';
import type { FrameText } from '../model/symbols.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatShare, formatValue } from '../model/units.ts';
import type { LineNumber, Mark, ReportFinding } from '../protocol/answers.ts';

/** A line is drawn from this share of any dump's total on; suspects always are. */
const MIN_SHARE = 0.01;
/** Shares at which a line gets hotter. */
const HEAT_STEPS = [0.05, 0.25] as const;

interface Draft {
  readonly site: Site;
  share: number;
  text: string;
  readonly numbers: LineNumber[];
}

type Locate = (frame: FrameText) => Site;

/** The marks of an incident, one per line that lies in the workspace. */
export function marksOf(facts: IncidentFacts, findings: readonly ReportFinding[], locate: Locate): Mark[] {
  const drafts = new Map<string, Draft>();
  for (const d of facts.dumps) {
    if (d.dump.kind === 'trace') addTrace(drafts, d as DumpFacts<Trace>, locate);
    else addProfile(drafts, d as DumpFacts<Profile>, locate);
  }
  const ranks = suspectLines(drafts, findings);
  return [...drafts.values()]
    .filter((d) => d.share >= MIN_SHARE || ranks.has(keyOf(d.site)))
    .map((d) => markOf(d, ranks.get(keyOf(d.site)), findings))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

const keyOf = (site: Pick<Site, 'file' | 'line'>) => `${site.file}:${site.line}`;

/** Every finding's site has a mark, also one that no dump names by itself. */
function suspectLines(drafts: Map<string, Draft>, findings: readonly ReportFinding[]): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const f of findings) {
    if (f.site.line === 0 || f.site.mappedBy === 'none') continue;
    const key = keyOf(f.site);
    if (!ranks.has(key)) ranks.set(key, f.rank);
    if (!drafts.has(key)) drafts.set(key, { site: f.site, share: 0, text: '', numbers: [] });
  }
  return ranks;
}

function markOf(draft: Draft, rank: number | undefined, findings: readonly ReportFinding[]): Mark {
  const finding = findings.find((f) => f.rank === rank);
  return {
    file: draft.site.file,
    line: draft.site.line,
    function: draft.site.function,
    heat: finding ? 3 : heatOf(draft.share),
    text: finding ? finding.lineText : draft.text,
    numbers: draft.numbers,
    finding: rank ?? null,
  };
}

/** The hottest mark is kept for suspects: the callers of a hot line have its whole share, too. */
function heatOf(share: number): 0 | 1 | 2 {
  return HEAT_STEPS.filter((s) => share >= s).length as 0 | 1 | 2;
}

function addTrace(drafts: Map<string, Draft>, facts: DumpFacts<Trace>, locate: Locate): void {
  const all = bornInAll(facts.dump);
  const label = `goroutines born / ended (trace, ${formatValue(facts.dump.durationNs, 'nanoseconds')})`;
  for (const { line, values } of traceLines(facts)) {
    const [born, ended] = values;
    if (born === 0) continue;
    const text = `${formatCount(born)} born · ${formatCount(ended)} ended`;
    const number = {
      label,
      text: `${formatCount(born)} / ${formatCount(ended)}`,
      share: formatShare(born / all),
    };
    add(drafts, locate(line), born / all, text, [number]);
  }
}

function addProfile(drafts: Map<string, Draft>, facts: DumpFacts<Profile>, locate: Locate): void {
  const totals = facts.dump.sampleTypes.map((_, t) => totalOf(facts.dump, t));
  const main = facts.dump.defaultSampleType;
  for (const line of profileLines(facts)) {
    if (line.values.every((v) => v === 0)) continue;
    const share = totals[main] > 0 ? Math.abs(line.values[main]) / totals[main] : 0;
    const name = facts.dump.profileKind;
    const text = `${formatShare(share)} ${name}`;
    add(drafts, locate(line.line), share, text, rowsOf(facts.dump, line, totals));
  }
}

interface RowShape {
  readonly label: string;
  /** Sample types whose values make one row, the one with the share first. */
  readonly types: readonly string[];
}

const ROWS: readonly RowShape[] = [
  { label: 'heap held', types: ['inuse_space', 'inuse_objects'] },
  { label: 'heap allocated', types: ['alloc_space', 'alloc_objects'] },
  { label: 'cpu', types: ['cpu', 'samples'] },
  { label: 'waits', types: ['delay', 'contentions'] },
  { label: 'goroutines', types: ['goroutine'] },
];

function rowsOf(profile: Profile, line: LineValues, totals: readonly number[]): LineNumber[] {
  return ROWS.flatMap(({ label, types }) => {
    const columns = types
      .map((t) => profile.sampleTypes.findIndex((s) => s.type === t))
      .filter((i) => i >= 0);
    if (columns.length === 0 || columns.every((i) => line.values[i] === 0)) return [];
    const [first] = columns;
    return [
      {
        label: `${label} (${profile.profileKind})`,
        text: columns.map((i) => amount(profile, i, line.values[i])).join(', '),
        share: totals[first] > 0 ? formatShare(line.values[first] / totals[first]) : '',
      },
    ];
  });
}

const COUNTED: Readonly<Record<string, string>> = {
  inuse_objects: 'objects',
  alloc_objects: 'objects',
  samples: 'samples',
  contentions: 'waits',
  goroutine: '',
};

function amount(profile: Profile, column: number, value: number): string {
  const { type, unit } = profile.sampleTypes[column];
  const noun = COUNTED[type];
  return noun === undefined ? formatValue(value, unit) : `${formatCount(value)} ${noun}`.trim();
}

function add(
  drafts: Map<string, Draft>,
  site: Site,
  share: number,
  text: string,
  numbers: readonly LineNumber[],
): void {
  if (site.mappedBy === 'none' || site.line === 0) return;
  const key = keyOf(site);
  let draft = drafts.get(key);
  if (!draft) drafts.set(key, (draft = { site, share: 0, text: '', numbers: [] }));
  draft.numbers.push(...numbers);
  if (share <= draft.share) return;
  draft.share = share;
  draft.text = text;
}
