// What does the hover of a marked line say?
//
//   | reqctx.go:19                                    | this line           | share |   without callees, and
//   | goroutines born / ended / alive (trace, 1.02 s) | 24,866 / 0 / 24,866 | 100 % |   whole function, where
//   …                                                                                   they tell more
//   A cache is built for every message, and nothing ever stops it. (goroutine leak, confidence 97 %) · added in v1.8.0
//   Open report · Flame graph · Next suspect

import type { Finding, Mark } from '../../protocol/answers.ts';
import type { Translate } from '../translate.ts';
import { plainMarkdown } from './plain-markdown.ts';

/** Commands that a hover may run; each checks what it is given, since anybody can write a link. */
export const HOVER_COMMANDS = [
  'culprit.showReport',
  'culprit.revealInReport',
  'culprit.showInFlameGraph',
  'culprit.nextSuspect',
] as const;

type HoverCommand = (typeof HOVER_COMMANDS)[number];

/**
 * The numbers of the line from every dump. Holds text from dumps: never trust it.
 * A column that tells nothing beside `this line` is left out: a hover is narrow, and the verdict stands below the table.
 */
export function numbersMarkdown(mark: Mark, t: Translate): string {
  const place = `${lastPart(mark.file)}:${mark.line}`;
  const flat = mark.numbers.some((n) => n.flat !== '');
  const inFunction = mark.numbers.some((n) => n.inFunction !== '' && n.inFunction !== n.text);
  const base = mark.numbers.some((n) => n.base !== undefined);
  const only = (shown: boolean, cell: string) => (shown ? [cell] : []);
  const heads = [
    place,
    t('this line'),
    ...only(base, mark.comparedBy === 'function' ? t('baseline, whole function') : t('baseline')),
    t('share'),
    ...only(flat, t('without callees')),
    ...only(inFunction, t('whole function')),
  ];
  const rows = [
    heads,
    heads.map((_, i) => (i === 0 ? ':---' : '---:')),
    ...mark.numbers.map((n) => [
      rowLabel(n.label, t),
      n.text,
      ...only(base, n.base ?? ''),
      n.share,
      ...only(flat, n.flat),
      ...only(inFunction, n.inFunction),
    ]),
  ];
  return rows.map(tableRow).join('\n');
}

/** `heap held (heap)`: what is counted is a word of ours, the rest is the dump's kind and length. */
function rowLabel(label: string, t: Translate): string {
  const [, counted, rest] = /^(.*?)( \(.*)$/.exec(label) ?? [];
  return counted === undefined ? label : `${countedText(counted, t)}${rest}`;
}

function countedText(counted: string, t: Translate): string {
  switch (counted) {
    case 'heap held':
      return t('heap held');
    case 'heap allocated':
      return t('heap allocated');
    case 'waits':
      return t('waits');
    case 'goroutines':
      return t('goroutines');
    case 'goroutines born / ended / alive':
      return t('goroutines born / ended / alive');
    default:
      return counted;
  }
}

function tableRow(cells: readonly string[], index: number): string {
  const written = index === 1 ? cells : cells.map(plainMarkdown);
  return `| ${written.join(' | ')} |`;
}

/** What became of the line. Holds names of tags: never trust it. */
export function remarkMarkdown(remark: string): string {
  return `*${plainMarkdown(remark)}*`;
}

/** The finding's sentence. Holds text from dumps: never trust it. */
export function findingMarkdown(
  finding: Pick<Finding, 'title' | 'confidence' | 'kind'>,
  t: Translate,
): string {
  const sure = t(
    '{0}, confidence {1}\u00a0%',
    kindText(finding.kind, t),
    Math.round(finding.confidence * 100),
  );
  return `**${plainMarkdown(finding.title)}** ${plainMarkdown(`(${sure})`)}`;
}

/**
 * Links to our own commands: the only part of a hover that is trusted. What comes from a dump stands in it as the
 * digits of its characters alone.
 */
export function linksMarkdown(
  { finding, function: name }: Pick<Mark, 'finding' | 'function'>,
  t: Translate,
): string {
  const report = t('Open report');
  const links = [
    finding === null
      ? link('graph', report, 'culprit.showReport')
      : link('graph', report, 'culprit.revealInReport', finding),
    ...(name === '' ? [] : [link('flame', t('Flame graph'), 'culprit.showInFlameGraph', { function: name })]),
    link('arrow-right', t('Next suspect'), 'culprit.nextSuspect'),
  ];
  return links.join(' · ');
}

function link(icon: string, label: string, command: HoverCommand, argument?: unknown): string {
  const given = argument === undefined ? '' : `?${escapedJson([argument])}`;
  return `[$(${icon}) ${label}](command:${command}${given})`;
}

/** No sign in it means something to a reader of Markdown or of addresses. */
function escapedJson(value: unknown): string {
  return encodeURIComponent(JSON.stringify(value)).replace(
    /[!~*'()_]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function kindText(kind: Finding['kind'], t: Translate): string {
  switch (kind) {
    case 'goroutine-leak':
      return t('goroutine leak');
    case 'memory-growth':
      return t('memory growth');
    case 'thread-leak':
      return t('thread leak');
    case 'goroutine-churn':
      return t('goroutine churn');
    case 'hot-cpu':
      return t('hot CPU');
    case 'hot-alloc':
      return t('hot allocation');
    case 'gc-bound':
      return t('bound by garbage collection');
    case 'contention':
      return t('lock contention');
    case 'blocked':
      return t('blocked');
  }
}

function lastPart(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
