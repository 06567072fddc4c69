// Do the dumps belong together: one build, one process, one moment?

import type { Dump } from '../model/dump.ts';
import type { SetCheckItem } from '../protocol/answers.ts';
import type { Incident } from './open-incident.ts';

/** Letters of a build id that tell builds apart for a reader. */
const SHORT_ID = 8;
/** Dumps further apart than this are worth a word. */
const FAR_APART_NS = 3600n * 1_000_000_000n;

/** The build id of the program's own mapping, or null. */
export function buildIdOf(dump: Dump): string | null {
  if (dump.kind !== 'profile') return null;
  return dump.mappings.find((m) => m.buildId !== '')?.buildId ?? null;
}

/** RFC 3339 in UTC, to the millisecond, or null. */
export function isoTime(unixNanos: bigint): string | null {
  if (unixNanos <= 0n) return null;
  const ms = Number(unixNanos / 1_000_000n);
  return ms <= 8.64e15 ? new Date(ms).toISOString() : null;
}

/** `6 dumps · one process (build 8727578b) · 21:55:16 – 21:55:20 UTC`. */
export function setLine(incident: Incident): string {
  const n = incident.dumps.length;
  const ids = distinctBuilds(incident);
  const times = incident.dumps.flatMap((d) => isoTime(d.time) ?? []);
  return [
    `${n} dump${n === 1 ? '' : 's'}`,
    ...(ids.length === 1 ? [`one build (${ids[0].slice(0, SHORT_ID)})`] : []),
    ...(ids.length > 1 ? [`${ids.length} different builds`] : []),
    ...goReleases(incident),
    ...(times.length > 0 ? [`${span(times[0], times[times.length - 1])} UTC`] : []),
  ].join(' · ');
}

/** What wrote a trace of each format: the header names the format, which some releases share. */
const RELEASE_OF_FORMAT: Readonly<Record<number, string>> = {
  11: 'Go 1.11 – 1.18',
  19: 'Go 1.19 or 1.20',
  23: 'Go 1.23 or 1.24',
};

function goReleases(incident: Incident): string[] {
  const formats = incident.dumps.flatMap((d) => (d.dump.kind === 'trace' ? d.dump.version : []));
  return [...new Set(formats)].map((v) => RELEASE_OF_FORMAT[v] ?? `Go 1.${v}`);
}

function span(first: string, last: string): string {
  const clock = (iso: string) => iso.slice(11, 19);
  const day = (iso: string) => iso.slice(0, 10);
  if (first === last || clock(first) === clock(last)) return `${day(first)} ${clock(first)}`;
  return `${day(first)} ${clock(first)} – ${day(first) === day(last) ? '' : `${day(last)} `}${clock(last)}`;
}

function distinctBuilds(incident: Incident): string[] {
  return [...new Set(incident.dumps.flatMap((d) => buildIdOf(d.dump) ?? []))];
}

/** What the set as a whole must be told about. */
export function setNotes(incident: Incident): SetCheckItem[] {
  const notes: SetCheckItem[] = [];
  const builds = distinctBuilds(incident);
  if (builds.length > 1) {
    const [first] = builds;
    const other = incident.dumps.find((d) => (buildIdOf(d.dump) ?? first) !== first)!;
    notes.push({
      dump: other.path,
      text: 'another build than the dumps before: it is not of the same release',
    });
  }
  const timed = incident.dumps.filter((d) => d.time > 0n);
  const last = timed[timed.length - 1];
  if (last && last.time - timed[0].time > FAR_APART_NS)
    notes.push({ dump: last.path, text: `taken more than an hour after ${timed[0].path}` });
  return notes;
}
