// Which small pictures show goroutines: their births and ends, their states, their number over the dumps?

import { type DumpFacts, type IncidentFacts, listingsOf, profilesOf, tracesOf } from '../analysis/facts.ts';
import { type BirthGroup, birthGroups, bornInAll } from '../analysis/goroutines/births.ts';
import { crowdsOf, goroutinesIn, type SnapshotFacts } from '../analysis/goroutines/crowds.ts';
import { statesAtEnd } from '../analysis/goroutines/group-lives.ts';
import type { Judged } from '../analysis/judge.ts';
import { shortName } from '../model/go-names.ts';
import type { StringId } from '../model/ids.ts';
import type { Trace } from '../model/trace.ts';
import { formatCount, formatValue } from '../model/units.ts';
import type { Picture, Point } from '../protocol/answers.ts';

/** Points per curve: more than a small picture has pixels for. */
const STEPS = 60;
/** A call site with less of the births is no layer of its own. */
const LEAST_LAYER = 0.05;
const MOST_LAYERS = 3;
const MOST_BARS = 4;

export function birthsPicture(facts: DumpFacts<Trace>, judged: Judged): Picture {
  const { dump } = facts;
  const { bornAt, endedAt, length } = dump.goroutines;
  const born = timesOf(bornAt, length, () => true);
  const ended = timesOf(endedAt, length, (g) => bornAt[g] >= 0);
  return {
    kind: 'curves',
    lead: { dump: facts.id, view: 'goroutines' },
    title: 'Goroutines born and ended',
    subtitle: `trace · ${formatCount(bornInAll(dump))} born, ${formatCount(ended.length)} of them ended`,
    xLabels: ['0 s', formatValue(dump.durationNs, 'nanoseconds')],
    curves: [
      ...layers(facts, judged, born.length),
      { label: `ended ${formatCount(ended.length)}`, tone: 'good', points: countUp(ended, dump.durationNs) },
    ],
  };
}

type Curves = Extract<Picture, { kind: 'curves' }>['curves'];

/** Births by call site, one upon the other with the suspect's at the foot; all as one where one site has them all. */
function layers(facts: DumpFacts<Trace>, { finding }: Judged, all: number): Curves {
  const { dump } = facts;
  const isSuspect = ({ site }: BirthGroup) => site?.function === finding.site.function;
  const large = birthGroups(facts)
    .filter(({ born, site }) => site !== null && born >= all * LEAST_LAYER)
    .sort((a, b) => Number(isSuspect(b)) - Number(isSuspect(a)) || b.born - a.born)
    .slice(0, MOST_LAYERS);
  const upTo = (groups: readonly BirthGroup[]) =>
    countUp(
      groups.flatMap(({ members }) => Array.from(members, (g) => dump.goroutines.bornAt[g])),
      dump.durationNs,
    );
  if (large.length < 2) {
    const times = timesOf(dump.goroutines.bornAt, dump.goroutines.length, () => true);
    return [{ label: `born ${formatCount(all)}`, tone: 'bad', points: countUp(times, dump.durationNs) }];
  }
  return large
    .map((group, at) => ({
      label: `${formatCount(group.born)} by ${shortName(group.site!.function)}`,
      tone: isSuspect(group) ? ('bad' as const) : ('plain' as const),
      points: upTo(large.slice(0, at + 1)),
    }))
    .reverse();
}

/** The times of a column that were seen, of some rows. */
function timesOf(column: Float64Array, length: number, counts: (row: number) => boolean): number[] {
  const times: number[] = [];
  for (let row = 0; row < length; row++) if (column[row] >= 0 && counts(row)) times.push(column[row]);
  return times;
}

/** How many of the times lie at or before each step. */
function countUp(times: readonly number[], durationNs: number): Point[] {
  const steps = new Float64Array(STEPS + 1);
  for (const t of times) steps[Math.min(STEPS, Math.ceil((t / Math.max(1, durationNs)) * STEPS))]++;
  let sum = 0;
  return Array.from(steps, (n, i) => [i, (sum += n)] as const);
}

/** What goroutines do at the last moment that tells it; nothing where no dump does. */
export function statesPicture(facts: IncidentFacts): Picture[] {
  const listing = listingsOf(facts).at(-1);
  if (listing !== undefined) {
    const { goroutines, symbols } = listing.dump;
    const counts = new Map<string, number>();
    for (let g = 0; g < goroutines.length; g++)
      add(counts, symbols.strings.get(goroutines.state[g] as StringId));
    return bars(listing.id, `goroutines · ${formatCount(goroutines.length)} listed`, counts);
  }
  const trace = tracesOf(facts)[0];
  const states = trace && statesAtEnd(trace.dump);
  if (!states || states.size === 0) return [];
  const alive = [...states.values()].reduce((sum, count) => sum + count, 0);
  return bars(trace.id, `trace · ${formatCount(alive)} alive at its end`, states);
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function bars(dump: number, subtitle: string, counts: ReadonlyMap<string, number>): Picture[] {
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_BARS);
  if (most.length === 0) return [];
  return [
    {
      kind: 'bars',
      lead: { dump, view: 'goroutines' },
      title: 'Goroutines by state',
      subtitle,
      bars: most.map(([label, count]) => ({
        label,
        text: formatCount(count),
        share: count / most[0][1],
        tone: 'plain' as const,
      })),
    },
  ];
}

/** How many goroutines each profile of them shows, and how many are the suspect's; nothing for a single moment. */
export function snapshotsPicture(facts: IncidentFacts, { finding }: Judged): Picture[] {
  const moments = profilesOf(facts, 'goroutine').filter(({ dump }) => dump.timeNanos > 0n);
  const seconds = moments.map(({ dump }) => Number(dump.timeNanos - moments[0].dump.timeNanos) / 1e9);
  if ((seconds.at(-1) ?? 0) < 1) return [];
  const suspects = (one: SnapshotFacts) =>
    crowdsOf(one)
      .filter(({ place }) => place.at === 'site' && place.site.function === finding.site.function)
      .reduce((sum, { count }) => sum + count, 0);
  const [all, own] = [moments.map(goroutinesIn), moments.map(suspects)];
  const curve = (label: string, tone: 'plain' | 'bad', values: readonly number[]) => ({
    label: `${label} ${formatCount(values.at(-1)!)}`,
    tone,
    points: values.map((value, at): Point => [seconds[at], value]),
  });
  // A library's goroutines have no line of ours: then all of them together tell more than a zero.
  const known = own.every((count) => count > 0);
  return [
    {
      kind: 'curves',
      lead: { dump: moments.at(-1)!.id, view: 'goroutines' },
      title: 'Goroutines over the dumps',
      subtitle: `goroutines · ${formatCount(all[0])} → ${formatCount(all.at(-1)!)}`,
      xLabels: ['0 s', formatValue(seconds.at(-1)! * 1e9, 'nanoseconds')],
      curves: [curve('all', 'plain', all), ...(known ? [curve('suspect', 'bad', own)] : [])],
    },
  ];
}
