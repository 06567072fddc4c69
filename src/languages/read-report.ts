// Which texts of an answer does a person read? They are said in the person's language; all else stays.

import type { DumpSummary, Mark, Picture, Report, ReportFinding, Site } from '../protocol/answers.ts';
import type { Say } from './chinese.ts';

/** The report for reading; documents are written from the report as it was made. */
export function reportIn(report: Report, say: Say): Report {
  const { comparison, notes } = report;
  return {
    ...report,
    subtitle: say(report.subtitle),
    dumps: report.dumps.map((dump) => dumpIn(dump, say)),
    findings: report.findings.map((finding) => findingIn(finding, say)),
    setCheck: report.setCheck.map((item) => ({ ...item, text: say(item.text) })),
    ...(notes ? { notes: notes.map(say) } : {}),
    ...(comparison
      ? {
          comparison: {
            ...comparison,
            changes: comparison.changes.map((c) => ({ ...c, text: say(c.text), site: siteIn(c.site, say) })),
            trends: comparison.trends.map((t) => ({ ...t, text: say(t.text), site: siteIn(t.site, say) })),
          },
        }
      : {}),
  };
}

export function findingIn(finding: ReportFinding, say: Say): ReportFinding {
  const { title, explanation, fix, disproof, lineText, estimates } = finding;
  return {
    ...finding,
    title: say(title),
    explanation: say(explanation),
    fix: say(fix),
    disproof: say(disproof),
    lineText: say(lineText),
    figures: finding.figures.map((one) => ({ ...one, value: say(one.value), label: say(one.label) })),
    evidence: finding.evidence.map((one) => ({ ...one, text: say(one.text) })),
    ...(estimates ? { estimates: estimates.map((one) => ({ ...one, text: say(one.text) })) } : {}),
    pictures: finding.pictures.map((one) => pictureIn(one, say)),
    site: siteIn(finding.site, say),
    callers: finding.callers.map((site) => siteIn(site, say)),
    otherSites: finding.otherSites.map((site) => siteIn(site, say)),
  };
}

/** Labels of bars are functions. */
function pictureIn(picture: Picture, say: Say): Picture {
  const { title, subtitle } = picture;
  const heads = { title: say(title), subtitle: say(subtitle) };
  if (picture.kind === 'bars')
    return { ...picture, ...heads, bars: picture.bars.map((bar) => ({ ...bar, text: say(bar.text) })) };
  const curves = picture.curves.map((curve) => ({ ...curve, label: say(curve.label) }));
  return { ...picture, ...heads, curves };
}

function dumpIn(dump: DumpSummary, say: Say): DumpSummary {
  return {
    ...dump,
    size: say(dump.size),
    worth: say(dump.worth),
    problems: dump.problems.map((problem) => ({
      ...problem,
      text: say(problem.text),
      ...(problem.advice === undefined ? {} : { advice: say(problem.advice) }),
    })),
  };
}

function siteIn(site: Site, say: Say): Site {
  return site.note === undefined ? site : { ...site, note: say(site.note) };
}

/** What stands beside a line, and in the table of its numbers. */
export function markIn(mark: Mark, say: Say): Mark {
  return {
    ...mark,
    text: say(mark.text),
    functionText: say(mark.functionText),
    ...(mark.remark === undefined ? {} : { remark: say(mark.remark) }),
    numbers: mark.numbers.map((number) => ({
      ...number,
      label: say(number.label),
      text: say(number.text),
      flat: say(number.flat),
      inFunction: say(number.inFunction),
      ...(number.base === undefined ? {} : { base: say(number.base) }),
    })),
  };
}
