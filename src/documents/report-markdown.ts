// Which document does `report --format markdown` print? For tickets: nothing of a dump becomes markup or a link.

import type { Finding, FindingKind } from '../model/finding.ts';
import { shortName } from '../model/go-names.ts';
import { siteRemarks } from '../model/site-words.ts';
import type { DumpSummary, Report, ReportFinding } from '../protocol/answers.ts';
import { changeRows, comparedWith } from './report-changes.ts';
import { visible } from './visible.ts';

const NAME: Readonly<Record<FindingKind, string>> = {
  'goroutine-leak': 'Goroutine leak',
  'memory-growth': 'Memory growth',
  'thread-leak': 'Thread leak',
  'goroutine-churn': 'Goroutine churn',
  'hot-cpu': 'Hot CPU',
  'hot-alloc': 'Hot allocation',
  'gc-bound': 'GC bound',
  contention: 'Contention',
  blocked: 'Blocked',
};

type Say = (text: string) => string;

/** Other lines that could be meant, at most. */
const MOST_OTHERS = 5;

/** @param say puts the document's own words into a reader's language; the report's are as they are given */
export function reportMarkdown(report: Report, say: Say = (text) => text): string {
  const parts = [
    `# ${prose(report.name)}`,
    prose(report.subtitle),
    ...(report.findings.length === 0
      ? [
          `**${say('No culprit found.')}** ${say('Nothing in these dumps grows, waits or burns without end.')}`,
        ]
      : report.findings.flatMap((f) => findingParts(f, say))),
    ...comparedParts(report, say),
    `## ${say('Files')}`,
    table(['file', 'size', 'what it says'].map(say), report.dumps.map(fileRow)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function findingParts(f: ReportFinding, say: Say): string[] {
  const sure = `${Math.round(f.confidence * 100)} %`;
  return [
    `## ${f.rank}. ${say(NAME[f.kind])}: ${prose(f.title)}`,
    [
      `- **${say('Line')}** ${siteText(f.site, say)} ${say('in')} ${code(shortName(f.site.function))} (${say('confidence')} ${sure})${remarks(f.site, say)}`,
      ...f.callers.map(
        (s) =>
          `- ${say('called from')} ${siteText(s, say)} ${say('in')} ${code(shortName(s.function))}${remarks(s, say)}`,
      ),
      ...f.otherSites.slice(0, MOST_OTHERS).map((s) => `- ${say('or')} ${siteText(s, say)}`),
    ].join('\n'),
    ...(f.figures.length > 0
      ? [f.figures.map((g) => `**${prose(g.value)}** ${prose(g.label)}`).join(' · ')]
      : []),
    ...countsPart(f, say),
    ...excerptPart(f),
    ...paragraph(say('Why'), f.explanation),
    ...paragraph(say('Fix'), f.fix),
    ...paragraph(say('Refuted by'), f.disproof),
    table(
      ['dump', 'evidence'].map(say),
      f.evidence.map((e) => [code(fileName(e.dump)), prose(e.text)]),
    ),
    ...changesPart(f, say),
  ];
}

/** The same number by independent ways. */
function countsPart({ estimates = [] }: ReportFinding, say: Say): string[] {
  return paragraph(say('Counted'), estimates.map((e) => `${e.text} (${fileName(e.dump)})`).join(' · '));
}

function remarks(site: Finding['site'], say: Say): string {
  const text = say(siteRemarks(site));
  return text === '' ? '' : ` – ${prose(text)}`;
}

/** What of the release touches the suspect's package. */
function changesPart({ changes = [] }: ReportFinding, say: Say): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map((c) => [code(`${c.file}:${c.line}`), code(c.text)]);
  return [table(['changed by the release', 'line'].map(say), rows)];
}

function siteText({ file, line }: Finding['site'], say: Say): string {
  return file === '' ? say('no line of the workspace') : code(line > 0 ? `${file}:${line}` : file);
}

function paragraph(name: string, text: string): string[] {
  return text === '' ? [] : [`**${name}:** ${prose(text)}`];
}

/** The source as an indented block, in which nothing is markup. */
function excerptPart({ excerpt, site }: ReportFinding): string[] {
  if (excerpt === null) return [];
  const width = Math.max(...excerpt.lines.map(({ line }) => `${line}`.length));
  return [
    excerpt.lines
      .map(({ line, text }) => {
        const mark = line === site.line ? '>' : ' ';
        return `    ${mark} ${`${line}`.padStart(width)}  ${visible(text.replaceAll('\t', '    '))}`.trimEnd();
      })
      .join('\n'),
  ];
}

function comparedParts({ comparison }: Report, say: Say): string[] {
  if (!comparison) return [];
  const rows = changeRows(comparison).map((r) => [say(r.measure), code(r.place), prose(r.text)]);
  const told = rows.length > 0 ? [table(['measure', 'place', 'change'].map(say), rows)] : [];
  return [`## ${say('Compared')}`, prose(say(comparedWith(comparison))), ...told];
}

function fileRow(dump: DumpSummary): string[] {
  const problems = dump.problems.map((p) => `${p.severity}: ${p.text}${p.advice ? `. ${p.advice}` : ''}`);
  return [code(fileName(dump.path)), prose(dump.size), [dump.worth, ...problems].map(prose).join('; ')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A command to copy goes to the end of its line. */
const COMMAND = /\b(?:curl|go|kubectl) -?\w\S* .*$/;
/** A word of letters, digits and the signs of sentences, which no reader of Markdown takes for more. */
const PLAIN_WORD =
  /^[("'“]?[\p{L}\p{N}×≈≥≤–—·…%+，。；：、“”（）][\p{L}\p{N}×≈≥≤–—·…%+,.;:'’/，。；：、“”（）-]*[)"'”]?[,.;:]*$|^[-–—·=+%]$/u;
/** Plain to the eye, but made into links. */
const LINKED = /:\/\/|^www\.|^mailto:/i;

/** A sentence: every word that could be more than a word becomes code, so that no text of a dump is markup. */
export function prose(text: string): string {
  const shown = visible(text.replaceAll('\n', ' '));
  const command = COMMAND.exec(shown);
  const end = command ? command.index : shown.length;
  const words = shown.slice(0, end).split(' ');
  const out: string[] = [];
  let signs: string[] = [];
  const flush = () => {
    if (signs.length > 0) out.push(codeBefore(signs.join(' ')));
    signs = [];
  };
  for (const word of words) {
    if (word === '' || (PLAIN_WORD.test(word) && !LINKED.test(word))) {
      flush();
      if (word !== '') out.push(word);
    } else {
      signs.push(word);
      if (/[.,;:，。；：、]$/.test(word)) flush();
    }
  }
  flush();
  if (command) out.push(code(command[0]));
  return out.join(' ');
}

/** The full stop or comma after a name stays outside its code. */
function codeBefore(text: string): string {
  const [, body, stop] = /^(.*?)([.,;:，。；：、]?)$/s.exec(text)!;
  return body === '' ? code(text) : code(body) + stop;
}

/** Text as code, fenced by more backticks than it has in a row. */
export function code(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = shown === '' || shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${shown}${gap}${fence}`;
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
