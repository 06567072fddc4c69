// What does another incident, or the order of this one's own dumps, say about the findings?

import { framesInDoubt, rootsWithoutLead } from '../analysis/blame/place-suspicions.ts';
import { changesBetween, toldChanges, trendsOf } from '../analysis/compare/compare.ts';
import { weighAgainst } from '../analysis/compare/weigh.ts';
import type { IncidentFacts } from '../analysis/facts.ts';
import { findSuspicions, type Judged, judge } from '../analysis/judge.ts';
import type { Comparison } from '../model/comparison.ts';
import { isLeakVerdict } from '../model/finding.ts';
import { incidentName } from './incident-name.ts';
import type { Incident } from './open-incident.ts';
import { buildIdOf } from './provenance.ts';
import type { WorkspaceMap } from './workspace-map.ts';

/** An incident with what its rules may look at. */
export interface KnownIncident {
  readonly incident: Incident;
  readonly facts: IncidentFacts;
}

/** Judges what the rules suspect in one incident. */
export async function judgeFacts(facts: IncidentFacts, map: WorkspaceMap): Promise<Judged[]> {
  const suspicions = findSuspicions(facts);
  await map.lookUpUsages(facts, rootsWithoutLead(facts, suspicions));
  await map.lookUpSignatures(framesInDoubt(suspicions));
  return judge(facts, suspicions, map);
}

/** The findings weighed against the baseline, and what changed; no comparison where there is nothing to compare. */
export async function compareIncident(
  now: KnownIncident,
  base: KnownIncident | null,
  map: WorkspaceMap,
): Promise<{ readonly judged: Judged[]; readonly comparison: Comparison | null }> {
  const judged = await judgeFacts(now.facts, map);
  const trends = trendsOf(now.facts, map.locate);
  if (!base || base.facts.dumps.length === 0)
    return { judged, comparison: trends.length > 0 ? { baseline: null, changes: [], trends } : null };
  const changes = changesBetween(now.facts, base.facts, map.locate);
  const baseJudged = await judgeFacts(base.facts, map);
  const dumps = base.incident.dumps.map((d) => d.path);
  const sameBuild = shareABuild(now.incident, base.incident);
  const verdicts = baseJudged.map((j) => j.finding).filter(isLeakVerdict);
  return {
    judged: weighAgainst(judged, { sameBuild, changes, verdicts }),
    comparison: {
      baseline: { name: incidentName(dumps), dumps, sameBuild },
      changes: toldChanges(changes),
      trends,
    },
  };
}

/** Dumps that tell no build are taken for the same. */
function shareABuild(a: Incident, b: Incident): boolean {
  const builds = ({ dumps }: Incident) => dumps.flatMap((d) => buildIdOf(d.dump) ?? []);
  const before = new Set(builds(b));
  const now = builds(a);
  return now.length === 0 || before.size === 0 || now.some((id) => before.has(id));
}

/** Files of the baseline that could not be read, one sentence each. */
export function baselineNotes({ dumps, unreadable }: Incident): string[] {
  if (dumps.length === 0 && unreadable.length === 0) return ['The baseline holds no files.'];
  return unreadable.map(({ path, error }) => `Of the baseline, ${path} was not read: ${error.message}`);
}
