// What does `report` print on a terminal? Verdict first, then the evidence, then what each file is worth.

import { changeRows, comparedWith } from '../documents/report-changes.ts';
import { visible } from '../documents/visible.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import { shortName } from '../model/go-names.ts';
import { siteRemarks } from '../model/site-words.ts';
import type { Report, ReportFinding } from '../protocol/answers.ts';
import type { Paint } from './paint.ts';

const NAME: Readonly<Record<FindingKind, string>> = {
  'goroutine-leak': 'GOROUTINE LEAK',
  'memory-growth': 'MEMORY GROWTH',
  'thread-leak': 'THREAD LEAK',
  'goroutine-churn': 'GOROUTINE CHURN',
  'hot-cpu': 'HOT CPU',
  'hot-alloc': 'HOT ALLOCATION',
  'gc-bound': 'GC BOUND',
  contention: 'CONTENTION',
  blocked: 'BLOCKED',
};

/** Columns before a wrapped text begins. */
const INDENT = 12;

/** The report in at most `width` columns (80 to 120); paths are never broken. */
export function reportText(report: Report, paint: Paint, width: number): string {
  const columns = Math.max(80, Math.min(120, width));
  const lines =
    report.findings.length === 0
      ? [
          '',
          ` ${paint.bold('NO CULPRIT FOUND')}`,
          ' Nothing in these dumps grows, waits or burns without end.',
        ]
      : report.findings.flatMap((f) => findingLines(f, report.findings.length, paint, columns));
  const asked = askLines(report, paint, columns);
  const compared = comparedLines(report, paint, columns);
  return [...lines, ...asked, ...compared, '', ...fileLines(report, paint, columns), ''].join('\n');
}

function findingLines(f: ReportFinding, of: number, paint: Paint, columns: number): string[] {
  const heading = ` ${NAME[f.kind]}   confidence ${Math.round(f.confidence * 100)}%`;
  const place = `${f.rank} of ${of} finding${of === 1 ? '' : 's'}`;
  const gap = ' '.repeat(Math.max(3, columns - heading.length - place.length - 1));
  return [
    '',
    `${(f.rank === 1 ? paint.red : paint.yellow)(paint.bold(heading))}${gap}${paint.dim(place)}`,
    ` ${paint.bold(visible(f.title))}.`,
    '',
    ...siteLines(f, paint),
    '',
    ...figureLines(f, columns),
    ...countLines(f, columns),
    ...field('why', f.explanation, columns),
    ...field('fix', f.fix, columns),
    ...field('refute', f.disproof, columns),
    ...(f.otherSites.length > 0
      ? field('or', f.otherSites.slice(0, 5).map(siteText).join('\n'), columns)
      : []),
    '',
    ` ${paint.bold('EVIDENCE')}`,
    ...evidenceLines(f, columns),
    ...changeLines(f, paint, columns),
  ];
}

function siteText({ file, line }: Finding['site']): string {
  return line > 0 ? `${file}:${line}` : file || 'no line of the workspace';
}

function siteLines(f: Finding, paint: Paint): string[] {
  const rows = [f.site, ...f.callers.slice(0, 4)].map((s, i) => ({
    place: `${i === 0 ? '' : '└ '}${visible(siteText(s))}`,
    name: visible(shortName(s.function)),
    remarks: visible(siteRemarks(s)),
  }));
  const wide = Math.max(...rows.map((r) => r.place.length));
  const wideName = Math.max(...rows.map((r) => r.name.length));
  return rows.map((r, i) => {
    const place = i === 0 ? paint.cyan(r.place.padEnd(wide)) : r.place.padEnd(wide);
    return `   ${place}   ${`${r.name.padEnd(wideName)}   ${r.remarks}`.trimEnd()}`;
  });
}

/** What of the release touches the suspect's package. */
function changeLines({ changes = [] }: ReportFinding, paint: Paint, columns: number): string[] {
  if (changes.length === 0) return [];
  const places = changes.map((c) => visible(`${c.file}:${c.line}`));
  const wide = Math.max(...places.map((p) => p.length));
  return [
    '',
    ` ${paint.bold('CHANGED BY THE RELEASE')}`,
    ...changes.map((c, i) => cutOff(`   ${places[i].padEnd(wide)}   + ${visible(c.text)}`, columns)),
  ];
}

/** A line of source is not wrapped: its beginning tells enough. */
function cutOff(line: string, columns: number): string {
  return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
}

/** What only a person can settle, and what could not be told. */
function askLines({ questions = [], notes = [] }: Report, paint: Paint, columns: number): string[] {
  if (questions.length === 0 && notes.length === 0) return [];
  return [
    '',
    ` ${paint.bold('SOURCES')}`,
    ...notes.flatMap((note) => hanging('   ', `${note}.`, columns)),
    ...questions.flatMap((q) =>
      hanging(
        '   ',
        `Which folder is ${q.recorded}: ${q.candidates.map((c) => c || '.').join(' or ')}? For ${q.example}, ` +
          `${q.reason}. Say so with --map ${q.recorded}=${q.candidates[0]}.`,
        columns,
      ),
    ),
  ];
}

function figureLines(f: Finding, columns: number): string[] {
  if (f.figures.length === 0) return [];
  return field('numbers', f.figures.map((g) => `${g.value} ${g.label}`).join(' · '), columns);
}

/** The same number by independent ways. */
function countLines({ estimates = [] }: Finding, columns: number): string[] {
  if (estimates.length === 0) return [];
  return field('counts', estimates.map((e) => `${e.text} (${fileName(e.dump)})`).join(' · '), columns);
}

function evidenceLines(f: Finding, columns: number): string[] {
  const wide = Math.max(INDENT - 6, ...f.evidence.map((e) => fileName(e.dump).length));
  return f.evidence.flatMap((e) => hanging(`   ${fileName(e.dump).padEnd(wide)}   `, e.text, columns));
}

/** What changed against the baseline, or over the dumps. */
function comparedLines({ comparison }: Report, paint: Paint, columns: number): string[] {
  if (!comparison) return [];
  const rows = changeRows(comparison);
  const [measure, place] = (['measure', 'place'] as const).map((k) =>
    Math.max(0, ...rows.map((r) => r[k].length)),
  );
  return [
    '',
    ...hanging(' COMPARED   ', comparedWith(comparison), columns).map((line) =>
      line.replace('COMPARED', paint.bold('COMPARED')),
    ),
    ...rows.flatMap((r) =>
      hanging(`   ${r.measure.padEnd(measure)}   ${r.place.padEnd(place)}   `, r.text, columns),
    ),
  ];
}

function fileLines(report: Report, paint: Paint, columns: number): string[] {
  const rows = report.dumps.map((d) => ({
    name: fileName(d.path),
    size: d.size,
    text: d.worth,
    problems: d.problems,
  }));
  const name = Math.max(...rows.map((r) => r.name.length), 4);
  const size = Math.max(...rows.map((r) => r.size.length), 4);
  return [
    ...hanging(' FILES   ', report.subtitle, columns).map((line) =>
      line.replace('FILES', paint.bold('FILES')),
    ),
    ...rows.flatMap((r) => [
      ...hanging(`   ${r.name.padEnd(name)}   ${r.size.padEnd(size)}   `, r.text, columns),
      ...r.problems.flatMap((p) =>
        hanging(
          `   ${' '.repeat(name)}   `,
          `${p.severity}: ${p.text}${p.advice ? `. ${p.advice}` : ''}`,
          columns,
        ),
      ),
    ]),
  ];
}

function field(name: string, text: string, columns: number): string[] {
  return text === '' ? [] : hanging(`   ${name.padEnd(INDENT - 4)} `, text, columns);
}

/** `first` and then the text, wrapped at spaces, with its further lines below its beginning. */
function hanging(first: string, text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of visible(paragraph).split(' ')) {
      if (line !== '' && first.length + line.length + 1 + word.length > columns) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line, i) => (i === 0 ? visible(first) : ' '.repeat(first.length)) + line);
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
