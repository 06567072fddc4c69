// Which document does `report --format json` print? Documented in docs/report-json.md; fields are only ever added.

import type { Site } from '../model/finding.ts';
import type { DumpSummary, Report, ReportFinding } from '../protocol/answers.ts';

/** The report as stable JSON: no clock of this machine, no path but those given and those of the workspace. */
export function reportJson(report: Report): string {
  const document = {
    incident: { dumps: report.dumps.map(dumpJson) },
    findings: report.findings.map(findingJson),
    setCheck: report.setCheck,
    notes: report.notes ?? [],
    questions: report.questions ?? [],
    ...(report.comparison ? { comparison: report.comparison } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function dumpJson(dump: DumpSummary) {
  const { path, kind, time, buildId, partial, problems } = dump;
  return { path, kind, time, buildId, partial, problems };
}

function findingJson(finding: ReportFinding) {
  const { rank, rule, kind, title, confidence, evidence, explanation, fix, disproof, figures } = finding;
  return {
    rank,
    rule,
    kind,
    title,
    confidence,
    site: siteJson(finding.site),
    callers: finding.callers.map(callerJson),
    otherSites: finding.otherSites.map(siteJson),
    evidence,
    explanation,
    fix,
    disproof,
    figures: figures.map(({ value, label }) => ({ value, label })),
    estimates: finding.estimates ?? [],
    changes: finding.changes ?? [],
  };
}

const siteJson = ({ file, line, function: fn, mappedBy, added = null, drift = null }: Site) => ({
  file,
  line,
  function: fn,
  mappedBy,
  added,
  drift,
});

const callerJson = ({ file, line, function: fn, added = null, drift = null }: Site) => ({
  file,
  line,
  function: fn,
  added,
  drift,
});
