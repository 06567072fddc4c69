// What do the lines above a report's table say?
// Source of the definitions: github.com/google/pprof/internal/report, reportLabels.

import type { ZoneAt } from '../../model/pprof-options.ts';
import type { Profile } from '../../model/profile.ts';
import { percentage, scale, scaledLabel } from '../../model/units.ts';
import { abs64, truncate64, wrap64 } from './int64.ts';
import { flatOf, type Limits, type Prepared, type Rows, type ValueFormat } from './report.ts';
import { baseName, cutToBytes } from './text-order.ts';

/** The file, the filters, and how much of everything the rows are. */
export function legendLines(report: Prepared, rows: Rows, limits: Limits, format: ValueFormat): string[] {
  const { total, options } = report;
  const shown = wrap64(rows.nodes.reduce((sum, n) => sum + flatOf(report, n), 0n));
  return [
    ...(options.compactLabels ? [] : profileLines(report, format)),
    ...filterLines(report),
    `Showing nodes accounting for ${format(shown)}, ${percentage(shown, total).trim()} of ${format(total)} total`,
    ...(total === 0n ? [] : trimLines(report, rows, limits, format)),
  ];
}

function trimLines({ total }: Prepared, rows: Rows, limits: Limits, format: ValueFormat): string[] {
  const { dropped, candidates, nodes } = rows;
  const lines: string[] = [];
  if (dropped > 0) {
    const cutoff = format(abs64(truncate64(Number(total) * limits.nodeFraction)));
    lines.push(`Dropped ${dropped} node${dropped > 1 ? 's' : ''} (cum <= ${cutoff})`);
  }
  if (nodes.length > 0 && nodes.length < candidates)
    lines.push(`Showing top ${nodes.length} nodes out of ${candidates}`);
  return lines;
}

const LONGEST_FILTER = 80;

function filterLines({ options }: Prepared): string[] {
  const filters = [
    ['focus', options.focus],
    ['ignore', options.ignore],
    ['hide', options.hide],
    ['show', options.show],
    ['show_from', options.showFrom],
    ['tagfocus', options.tagFocus],
    ['tagignore', options.tagIgnore],
    ['tagshow', options.tagShow],
    ['taghide', options.tagHide],
  ].filter(([, value]) => value !== '');
  if (filters.length === 0) return [];
  return [
    'Active filters:',
    ...filters.map(([name, value]) => {
      const { text, cut } = cutToBytes(`${name}=${value}`, LONGEST_FILTER);
      return `   ${text}${cut ? '…' : ''}`;
    }),
  ];
}

/** What the file says of itself. */
function profileLines(report: Prepared, format: ValueFormat): string[] {
  const { profile, options, sampleType, zone } = report;
  const type = options.mean ? `mean_${sampleType.type}` : sampleType.type;
  return [
    ...binaryLines(profile),
    ...profile.comments.filter((c) => !c.startsWith('#')),
    ...(type === '' ? [] : [`Type: ${type}`]),
    ...(profile.docUrl === '' ? [] : [`Doc: ${profile.docUrl}`]),
    ...(profile.timeNanos === 0n ? [] : [`Time: ${goTime(profile.timeNanos, zone)}`]),
    ...(profile.durationNanos === 0 ? [] : [durationLine(report, format)]),
  ];
}

function binaryLines({ mappings }: Profile): string[] {
  if (mappings.length === 0) return [];
  const { file, buildId } = mappings[0];
  return [
    ...(file === '' ? [] : [`File: ${baseName(file)}`]),
    ...(buildId === '' ? [] : [`Build ID: ${buildId}`]),
  ];
}

function durationLine({ profile, sampleType, total }: Prepared, format: ValueFormat): string {
  const duration = scaledLabel(profile.durationNanos, 'nanoseconds', 'auto');
  const nanos = scale(total, sampleType.unit, 'nanoseconds');
  const ratio =
    nanos.unit === 'ns' && nanos.value !== 0
      ? `(${percentage(truncate64(nanos.value), profile.durationNanos)})`
      : '';
  return `Duration: ${duration}, Total samples = ${format(total)} ${ratio}`;
}

/** `2006-01-02 15:04:05 MST` of an instant in a zone. */
function goTime(unixNanos: bigint, zone: ZoneAt): string {
  const seconds = Number(unixNanos / 1_000_000_000n);
  const { offset, name } = zone(seconds);
  const text = new Date((seconds + offset) * 1000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)} ${name}`;
}
