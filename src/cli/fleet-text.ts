// What does `fleet` print of a survey and of a judgement?

import { reportJson } from '../documents/report-json.ts';
import { visible } from '../documents/visible.ts';
import { rfc3339 } from '../live/clock.ts';
import type { TimeRange } from '../live/fleet/engine.ts';
import type { RankedPod, Trend } from '../live/fleet/rank.ts';
import type { Survey } from '../live/fleet/survey.ts';
import { formatCount, formatValue } from '../model/units.ts';
import type { JudgedFleet } from './fleet-judge.ts';
import { NO_COLOURS } from './paint.ts';
import { reportText } from './report-text.ts';

export interface Surveyed extends Survey {
  readonly engine: string;
  readonly server: string;
  readonly selector: string;
  readonly by: string;
  readonly range: TimeRange;
}

const MOST_ROWS = 40;
const WIDTH = 100;

export function surveyText(found: Surveyed): string {
  const rows = [
    ['POD', 'GOROUTINES', 'A HOUR', 'HEAP', 'A HOUR', ''],
    ...found.pods.slice(0, MOST_ROWS).map(rowOf),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const table = rows.map((row) => ` ${row.map((cell, i) => cell.padEnd(widths[i])).join('   ')}`.trimEnd());
  const more = found.pods.length - MOST_ROWS;
  return [
    '',
    ` ${visible(headline(found))}`,
    '',
    ...table,
    ...(more > 0 ? [` … and ${more} more`] : []),
    '',
    ` ${countsText(found)}`,
    ...found.notes.map((note) => ` ${visible(note)}`),
    '',
    '',
  ].join('\n');
}

function headline({ engine, server, selector, range, pods }: Surveyed): string {
  const time = `${rfc3339(range.startMs)} to ${rfc3339(range.endMs)}`;
  return `${pods.length} pods of ${selector} · ${time} · ${engine} at ${server}`;
}

/** `187 of 200 pods grow, 12 are steady, 1 has too few profiles to tell.` */
export function countsText({ pods, counts }: Survey): string {
  const parts = [`${counts.growing} of ${pods.length} pods grow`];
  if (counts.steady > 0) parts.push(`${counts.steady} are steady`);
  if (counts.shrinking > 0) parts.push(`${counts.shrinking} shrink`);
  if (counts.unknown > 0) parts.push(`${counts.unknown} have too few profiles to tell`);
  return `${parts.join(', ')}.`;
}

function rowOf({ pod, kind, goroutines, heap }: RankedPod): string[] {
  const bytes = (v: number) => formatValue(v, 'bytes');
  const restarts = Math.max(goroutines?.restarts ?? 0, heap?.restarts ?? 0);
  const notes = [kind === 'unknown' ? 'too few profiles' : kind];
  if (restarts > 0) notes.push(restarts === 1 ? '1 restart' : `${restarts} restarts`);
  return [visible(pod), ...cells(goroutines, formatCount), ...cells(heap, bytes), notes.join(', ')];
}

function cells(trend: Trend | null, format: (value: number) => string): [string, string] {
  if (!trend || trend.points.length === 0) return ['no data', ''];
  const [first, last] = [trend.points[0], trend.points[trend.points.length - 1]];
  const values = first === last ? format(last.value) : `${format(first.value)} → ${format(last.value)}`;
  const slope = trend.perHour === null ? '–' : `${trend.perHour > 0 ? '+' : ''}${format(trend.perHour)}`;
  return [values, slope];
}

/** Times as RFC 3339; a measure that is not stored is null, never zero. */
function surveyDocument(found: Surveyed) {
  const { engine, server, selector, by, range, counts, notes, pods } = found;
  return {
    ...{ engine, server, selector, by, counts, notes },
    range: { start: rfc3339(range.startMs), end: rfc3339(range.endMs) },
    pods: pods.map(({ pod, kind, score, goroutines, heap }) => ({
      ...{ pod, kind, score: Number.isFinite(score) ? score : null },
      goroutines: trendDocument(goroutines),
      heap: trendDocument(heap),
    })),
  };
}

function trendDocument(trend: Trend | null) {
  if (!trend) return null;
  const { kind, points, perHour, restarts, isSum } = trend;
  const point = (at: number) => {
    const one = points[at];
    return one ? { at: rfc3339(one.atMs), value: one.value } : null;
  };
  return {
    kind,
    first: point(0),
    last: point(points.length - 1),
    profiles: points.length,
    perHour,
    restarts,
    isSum,
  };
}

export function surveyJson(found: Surveyed): string {
  return `${JSON.stringify(surveyDocument(found), null, 2)}\n`;
}

/** How far the suspects are shared, then the report of the pod that was judged first. */
export function judgedText(found: Surveyed, { pods, suspects }: JudgedFleet): string {
  const lines = suspects.map(({ file, line, title, confidence, pods: having }) => {
    const place = line > 0 ? `${file}:${line}` : file;
    return ` ${having.length} of ${pods.length} judged pods   ${place}   ${title} (${Math.round(confidence * 100)} %)`;
  });
  const missing = pods.flatMap(({ fetched }) => fetched.missing.map((text) => ` ${fetched.pod}: ${text}`));
  const first = pods[0];
  return [
    '',
    ` ${visible(headline(found))}`,
    ` ${countsText(found)}`,
    '',
    ...(lines.length > 0 ? lines : [` No suspect in the ${pods.length} judged pods.`]).map(visible),
    ...[...missing, ...found.notes.map((note) => ` ${note}`)].map(visible),
    ...(first
      ? ['', ` ${visible(first.fetched.pod)}`, reportText(first.report, NO_COLOURS, WIDTH)]
      : ['', '']),
  ].join('\n');
}

export function judgedJson(found: Surveyed, { pods, suspects }: JudgedFleet): string {
  const document = {
    ...surveyDocument(found),
    suspects,
    judged: pods.map(({ fetched, report }) => ({
      pod: fetched.pod,
      profiles: fetched.dumps.map(({ name, label, bytes }) => ({ name, label, bytes: bytes.length })),
      missing: fetched.missing,
      report: JSON.parse(reportJson(report)) as unknown,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
