// What does the editor draw on each line of the workspace?

import type { IncidentFacts } from '../analysis/facts.ts';
import { isOtherLine, type Site } from '../model/finding.ts';
import { siteRemarks } from '../model/site-words.ts';
import type { FrameText } from '../model/symbols.ts';
import type { LineNumber, Mark, ReportFinding } from '../protocol/answers.ts';
import type { MarksRequest } from '../protocol/queries.ts';
import type { BaseLines } from './base-lines.ts';
import { type LineFacts, linesOf, within } from './line-facts.ts';

/** A line is drawn from this share of any dump's total on; suspects always are. */
const MIN_SHARE = 0.01;
/** Shares at which a line gets hotter: below the first it is cool. */
const HEAT_STEPS = [0.05, 0.2, 0.5] as const;

interface Draft {
  readonly site: Site;
  share: number;
  text: string;
  functionText: string;
  baseText?: string;
  readonly numbers: LineNumber[];
}

type Locate = (frame: FrameText) => Site;

/** The marks of an incident, one per line that lies in the workspace. */
export function marksOf(
  facts: IncidentFacts,
  findings: readonly ReportFinding[],
  locate: Locate,
  { only, minShare = MIN_SHARE }: MarksRequest = {},
  base?: BaseLines,
): Mark[] {
  const drafts = new Map<string, Draft>();
  for (const dump of facts.dumps) {
    const isAsked = !only || only.dump === dump.id;
    const inFunction = isAsked && only?.function ? only.function : null;
    const column = isAsked ? only?.sampleType : undefined;
    for (const line of linesOf(dump, column))
      add(
        drafts,
        locate(line.line),
        base?.beside(dump, line, column) ?? line,
        isAsked && inFunction === null,
      );
    if (inFunction === null) continue;
    // The tables tell of the whole dump, as go tool pprof does.
    for (const line of linesOf(within(dump, inFunction), only?.sampleType))
      add(drafts, locate(line.line), { ...line, numbers: [] }, true);
  }
  const ranks = suspectLines(drafts, findings);
  return [...drafts.values()]
    .filter((d) => ranks.has(keyOf(d.site)) || (d.share > 0 && d.share >= minShare))
    .map((d) => markOf(d, ranks.get(keyOf(d.site)), findings, only !== undefined))
    .map((mark) => (base ? { ...mark, comparedBy: base.by } : mark))
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
    if (!drafts.has(key))
      drafts.set(key, { site: f.site, share: 0, text: '', functionText: '', numbers: [] });
  }
  return ranks;
}

/** A suspect's own words tell of all dumps, so they give way to one dump's number that is asked for. */
function markOf(
  draft: Draft,
  rank: number | undefined,
  findings: readonly ReportFinding[],
  isOneDump: boolean,
): Mark {
  const finding = findings.find((f) => f.rank === rank);
  const remark = siteRemarks(finding?.site ?? draft.site);
  return {
    file: draft.site.file,
    line: draft.site.line,
    function: draft.site.function,
    heat: finding ? 3 : heatOf(draft.share),
    share: draft.share,
    text: withBase(withAge(draft.site, finding && !isOneDump ? finding.lineText : draft.text), draft),
    functionText: draft.functionText,
    numbers: draft.numbers,
    finding: rank ?? null,
    ...(remark === '' ? {} : { remark }),
  };
}

/** Numbers of a line that is another one now are not shown as if they were its own. */
function withAge(site: Site, text: string): string {
  return isOtherLine(site) ? `${text} · outdated` : text;
}

function withBase(text: string, { baseText }: Draft): string {
  return baseText === undefined || text === '' ? text : `${text} · baseline: ${baseText}`;
}

function heatOf(share: number): Mark['heat'] {
  return HEAT_STEPS.filter((s) => share >= s).length as Mark['heat'];
}

/** Every dump's numbers stand in the table; the share and the text come from the dumps that are asked for. */
function add(drafts: Map<string, Draft>, site: Site, line: LineFacts, isAsked: boolean): void {
  if (site.mappedBy === 'none' || site.line === 0) return;
  const key = keyOf(site);
  let draft = drafts.get(key);
  if (!draft) drafts.set(key, (draft = { site, share: 0, text: '', functionText: '', numbers: [] }));
  draft.numbers.push(...line.numbers);
  if (!isAsked || line.share <= draft.share) return;
  draft.share = line.share;
  draft.text = line.text;
  draft.functionText = line.functionText;
  if (line.baseText !== undefined) draft.baseText = line.baseText;
}
