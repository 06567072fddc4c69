// What of the findings came with the release, and what must be said about the sources?

import type { IncidentFacts } from '../analysis/facts.ts';
import type { Judged } from '../analysis/judge.ts';
import type { Site } from '../model/finding.ts';
import { formatCount } from '../model/units.ts';
import type { SetCheckItem } from '../protocol/answers.ts';
import type { ReleaseChange } from '../source/release-diff.ts';
import type { History } from './history.ts';
import type { OpenDump } from './open-incident.ts';
import type { WorkspaceMap } from './workspace-map.ts';

/** Changed lines shown for one finding. */
const MAX_CHANGES = 12;

/** A judged finding with the lines of the release that touch its package. */
export interface Dated {
  readonly judged: Judged;
  /** Undefined when no revision was named. */
  readonly changes: readonly ReleaseChange[] | undefined;
}

/** Tells of each finding's lines whether the release brought them, and what else of it touches the suspect. */
export async function dateFindings(
  facts: IncidentFacts,
  judged: readonly Judged[],
  map: WorkspaceMap,
  history: History,
): Promise<Dated[]> {
  if (history.since === '') return judged.map((j) => ({ judged: j, changes: undefined }));
  await history.lookUp(judged.flatMap(({ finding: f }) => [f.site, ...f.callers, ...f.otherSites]));
  const dated: Dated[] = [];
  for (const j of judged)
    dated.push({ judged: withDates(j, history), changes: await changesFor(facts, j, map, history) });
  return dated;
}

function withDates({ finding, case: c }: Judged, { describe }: History): Judged {
  return {
    case: c,
    finding: {
      ...finding,
      site: describe(finding.site),
      callers: finding.callers.map(describe),
      otherSites: finding.otherSites.map(describe),
    },
  };
}

/** Through the library when there is one, else along the finding's own lines. */
async function changesFor(
  facts: IncidentFacts,
  { finding, case: c }: Judged,
  map: WorkspaceMap,
  history: History,
): Promise<ReleaseChange[]> {
  const library = c.placed.map((p) => p.suspicion.place).find((p) => p.at === 'library');
  const root = library?.root ?? c.crowd?.through;
  const touching = root ? await map.changesTouching(facts, root) : [];
  const own = changesAlong([finding.site, ...finding.callers], history);
  const lines = new Map([...own, ...touching].map((c) => [`${c.file}:${c.line}`, c]));
  return [...lines.values()]
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .slice(0, MAX_CHANGES);
}

const ORDER: readonly ReleaseChange['kind'][] = ['uses', 'leads', 'names', 'requires'];

/** The finding's own line and those that lead to it, where the release brought them. */
function changesAlong(sites: readonly Site[], history: History): ReleaseChange[] {
  const [{ file, line }] = sites;
  return sites.flatMap((site, i) => {
    const text = history.addedText(site);
    if (text === undefined) return [];
    const kind = i === 0 ? 'uses' : 'leads';
    const reason = i === 0 ? 'the line of the finding' : `leads to ${file}:${line}`;
    return [{ file: site.file, line: site.line, text: text.trim(), kind, reason }];
  });
}

/** How much of each dump's own code the workspace has not, or has otherwise. */
export function mappingNotes(dumps: readonly OpenDump[], map: WorkspaceMap): SetCheckItem[] {
  return dumps.flatMap(({ dump, path }) => {
    const { lines, unresolved, stale } = map.tallyOf(dump);
    const of = `of ${formatCount(lines)} lines of your code that it names`;
    const notes: string[] = [];
    if (unresolved > 0) notes.push(`${formatCount(unresolved)} ${of} are in no file of the workspace`);
    if (stale > 0) notes.push(`${formatCount(stale)} ${of} are no longer where it says: other sources`);
    return notes.map((text) => ({ dump: path, text }));
  });
}
