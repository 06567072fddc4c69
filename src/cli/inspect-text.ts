// What does `inspect` print on a terminal? A few lines per dump; all numbers are in the JSON.

import { visible } from '../documents/visible.ts';
import type { InspectedFile, UnreadableDocument } from '../investigation/inspect/inspect.ts';
import type { ListingDocument } from '../investigation/inspect/listing-document.ts';
import type { ProblemDocument } from '../investigation/inspect/problems-document.ts';
import type { ProfileDocument } from '../investigation/inspect/profile-document.ts';
import type { TraceDocument } from '../investigation/inspect/trace-document.ts';
import { formatCount, formatPeriod, formatValue } from '../model/units.ts';

const ROWS = 10;

export function inspectText(files: readonly InspectedFile[]): string {
  return files.map((file) => [visible(file.path), ...linesOf(file).map(indented), ''].join('\n')).join('\n');
}

/** What was found, where, and what to do. */
export function unreadableText({ found, at, advice }: UnreadableDocument): string {
  return `${found}${at === undefined ? '' : ` at byte ${at}`}. ${advice}`;
}

function indented(line: string): string {
  return `  ${visible(line)}`;
}

function linesOf(file: InspectedFile): string[] {
  switch (file.kind) {
    case 'profile':
      return [...profileLines(file), ...file.problems.map((p) => problemLine(p, ''))];
    case 'trace':
      return [...traceLines(file), ...file.problems.map((p) => problemLine(p, 'byte '))];
    case 'goroutines':
      return [...listingLines(file), ...file.problems.map((p) => problemLine(p, 'line '))];
    default:
      return [`unreadable: ${unreadableText(file)}`];
  }
}

/** `unit` is what places in such a file are counted in; a profile may be text or not. */
function problemLine({ severity, text, at, advice }: ProblemDocument, unit: string): string {
  const place = at === undefined ? '' : ` (at ${unit}${at})`;
  return `${severity}: ${text.replace(/\.$/, '')}${place}.${advice === undefined ? '' : ` ${advice}`}`;
}

function profileLines(profile: ProfileDocument): string[] {
  const { sampleTypes, functions, samples, profileKind, defaultSampleType } = profile;
  const rows = functions.slice(0, ROWS).map(({ name, flat, cum }) => {
    const unit = sampleTypes[defaultSampleType]?.unit ?? '';
    const cell = (values: readonly string[]) => formatValue(BigInt(values[defaultSampleType] ?? 0), unit);
    return `${cell(flat).padStart(12)} ${cell(cum).padStart(12)}  ${name}`;
  });
  return [
    `${profileKind} profile: ${formatCount(BigInt(samples))} samples, ${formatCount(functions.length)} functions`,
    ...sampleTypes.map(({ type, unit, total }) => `${type} (${unit}): ${formatValue(BigInt(total), unit)}`),
    ...statisticLines(profile),
    ...(rows.length > 0 ? [`${'flat'.padStart(12)} ${'cum'.padStart(12)}  function`] : []),
    ...rows,
  ];
}

/** Of MemStats what tells most: the whole is in the JSON. */
const TOLD_STATISTICS: readonly (readonly [name: string, text: string])[] = [
  ['Sys', 'memory from the system'],
  ['HeapInuse', 'heap in use'],
  ['Stack', 'stacks in use'],
];

function statisticLines({ statistics = {} }: ProfileDocument): string[] {
  return TOLD_STATISTICS.flatMap(([name, text]) => {
    const value = statistics[name]?.[0];
    return value === undefined ? [] : [`${text}: ${formatValue(value, 'bytes')}`];
  });
}

function traceLines({ version, durationNs, goroutines, gc }: TraceDocument): string[] {
  const { created, ended, existing, alive, byStart } = goroutines;
  const rows = byStart
    .slice(0, ROWS)
    .map(
      (g) =>
        `${[g.created, g.ended, g.alive].map((n) => formatCount(n).padStart(9)).join(' ')}  ${g.function}`,
    );
  return [
    `trace of Go 1.${version}: ${formatPeriod(durationNs)}, ${formatCount(gc.count)} collections`,
    `goroutines: ${formatCount(existing)} before, ${formatCount(created)} created, ${formatCount(ended)} ended, ${formatCount(alive)} alive at the end`,
    ...(rows.length > 0
      ? [`${['created', 'ended', 'alive'].map((h) => h.padStart(9)).join(' ')}  start function`]
      : []),
    ...rows,
  ];
}

function listingLines({ total, groups, reason }: ListingDocument): string[] {
  return [
    `listing of ${formatCount(total)} goroutines in ${formatCount(groups.length)} groups`,
    ...(reason === '' ? [] : [reason]),
    ...groups.slice(0, ROWS).map(({ count, state, waitMinutes, stack, createdBy }) => {
      const waited = waitMinutes > 0 ? `, ${waitMinutes} minutes` : '';
      const by = createdBy === null ? '' : `, created by ${createdBy}`;
      return `${formatCount(count).padStart(9)}  ${state}${waited}: ${stack[0] ?? 'no stack'}${by}`;
    }),
  ];
}
