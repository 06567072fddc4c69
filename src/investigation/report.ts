// What is the whole answer to "what happened?", put into words and pictures for every face?

import type { IncidentFacts } from '../analysis/facts.ts';
import { traceProfile } from '../analysis/goroutines/trace-profile.ts';
import type { Judged } from '../analysis/judge.ts';
import { checkSet, type Worth } from '../analysis/set-check.ts';
import { totalOf } from '../analysis/totals/site-values.ts';
import { isLeakVerdict, type Site } from '../model/finding.ts';
import { isPartial } from '../model/problems.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatShare, formatValue } from '../model/units.ts';
import type { DumpSummary, Excerpt, Report, ReportFinding, SetCheckItem } from '../protocol/answers.ts';
import type { Incident, OpenDump, UnreadableFile } from './open-incident.ts';
import { picturesOf } from './pictures.ts';
import { buildIdOf, isoTime, setLine, setNotes } from './provenance.ts';
import { type Dated, mappingNotes } from './release-notes.ts';
import type { WorkspaceMap } from './workspace-map.ts';

/** Everything that a report is made from. */
export interface ReportInput {
  readonly name: string;
  readonly incident: Incident;
  readonly facts: IncidentFacts;
  readonly dated: readonly Dated[];
  /** The source around a site, when the workspace has it. */
  readonly excerpts: ReadonlyMap<string, Excerpt>;
  readonly map: WorkspaceMap;
  /** What could not be told of the sources. */
  readonly notes: readonly string[];
}

export function makeReport(input: ReportInput): Report {
  const { incident, facts, dated, map } = input;
  const judged = dated.map((d) => d.judged);
  const findings = dated.map((d) => reportFinding(input, d));
  const worths = new Map(checkSet(facts).map((w) => [w.dump, w]));
  const proofs =
    judged[0] && isLeakVerdict(judged[0].finding) ? proofsOf(judged[0]) : new Map<string, string>();
  const dumps = incident.dumps.map((d) => dumpSummary(d, worths.get(d.path)!, proofs.get(d.path)));
  return {
    name: input.name,
    subtitle: setLine(incident),
    dumps: [...dumps, ...incident.unreadable.map(unreadableSummary)],
    findings,
    setCheck: [
      ...setNotes(incident),
      ...[...worths.values()].map(setCheckItem),
      ...mappingNotes(incident.dumps, map),
    ],
    ...(input.notes.length > 0 ? { notes: input.notes } : {}),
    ...(map.questions.length > 0 ? { questions: map.questions } : {}),
  };
}

function setCheckItem(worth: Worth): SetCheckItem {
  return { dump: worth.dump, text: worth.text };
}

function reportFinding({ facts, excerpts }: ReportInput, { judged, changes }: Dated): ReportFinding {
  return {
    ...judged.finding,
    excerpt: excerpts.get(siteId(judged.finding.site)) ?? null,
    lineText: lineText(judged),
    pictures: picturesOf(facts, judged),
    ...(changes ? { changes } : {}),
  };
}

/** The key of a site in `excerpts`. */
export function siteId(site: Pick<Site, 'file' | 'line'>): string {
  return `${site.file}:${site.line}`;
}

/** `24,866 born · 0 ended · 45% cpu` */
function lineText({ case: c, finding }: Judged): string {
  const parts: string[] = [];
  if (c.crowd && c.crowd.born > 0)
    parts.push(`${formatCount(c.crowd.born)} born`, `${formatCount(c.crowd.ended)} ended`);
  else if (c.crowd) parts.push(`${formatCount(c.crowd.starts[0].count)} goroutines`);
  else if (finding.evidence[0]) parts.push(formatValue(finding.evidence[0].value, finding.evidence[0].unit));
  const cpu = c.support.find((s) => s.kind === 'cpu');
  if (cpu) parts.push(`${formatShare(cpu.share)} cpu`);
  return parts.join(' · ');
}

/** Per dump that proves the finding: how, in a few words; '' where the set check's opinion says it. */
function proofsOf({ case: c }: Judged): Map<string, string> {
  const proofs = new Map<string, string>();
  for (const p of c.placed) proofs.set(p.suspicion.dump, p.suspicion.worth ?? '');
  for (const s of c.support) proofs.set(s.evidence.dump, s.worth);
  return proofs;
}

function dumpSummary(open: OpenDump, worth: Worth, proof: string | undefined): DumpSummary {
  const { dump, path } = open;
  const profile = dump.kind === 'profile' ? dump : null;
  return {
    id: open.id,
    path,
    kind: dump.kind === 'profile' ? dump.profileKind : dump.kind,
    size: worth.size,
    worth: worth.tone === 'weak' || !proof ? worth.text : proof,
    tone: worth.tone === 'weak' ? 'weak' : proof === undefined ? 'neutral' : 'proof',
    time: isoTime(open.time),
    buildId: buildIdOf(dump),
    partial: isPartial(dump.problems),
    problems: dump.problems,
    sampleTypes: (profile?.sampleTypes ?? []).map((t, i) => ({
      ...t,
      total: formatValue(totalOf(profile!, i), t.unit),
    })),
    defaultSampleType: profile?.defaultSampleType ?? 0,
    ...(dump.kind === 'trace' ? { traceTypes: typesOfTrace(dump) } : {}),
  };
}

function typesOfTrace(trace: Trace): NonNullable<DumpSummary['traceTypes']> {
  const whole = traceProfile(trace, { from: 0, to: trace.durationNs });
  return whole.sampleTypes.map((type, i) => ({ ...type, total: formatCount(totalOf(whole, i)) }));
}

function unreadableSummary({ id, path, error }: UnreadableFile): DumpSummary {
  return {
    id,
    path,
    kind: 'unreadable',
    size: '',
    worth: `not read: ${error.message}`,
    tone: 'weak',
    time: null,
    buildId: null,
    partial: false,
    problems: [{ severity: 'warning', text: error.found, advice: error.advice }],
    sampleTypes: [],
    defaultSampleType: 0,
  };
}
