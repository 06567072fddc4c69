// Which document does `report --format json` print? Documented in docs/report-json.md; fields are only ever added.

import type { Finding, Site } from '../model/finding.ts';
import type { DumpSummary, Report } from '../protocol/answers.ts';

/** The report as stable JSON: no clock of this machine, no path but those given and those of the workspace. */
export function reportJson(report: Report): string {
  const document = {
    incident: { dumps: report.dumps.map(dumpJson) },
    findings: report.findings.map(findingJson),
    setCheck: report.setCheck,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function dumpJson(dump: DumpSummary) {
  const { path, kind, time, buildId, partial, problems } = dump;
  return { path, kind, time, buildId, partial, problems };
}

function findingJson(finding: Finding) {
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
    figures,
  };
}

const siteJson = ({ file, line, function: fn, mappedBy }: Site) => ({ file, line, function: fn, mappedBy });

const callerJson = ({ file, line, function: fn }: Site) => ({ file, line, function: fn });
