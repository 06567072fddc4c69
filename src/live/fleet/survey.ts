// How does a whole fleet do: which pods grow, and what was not told?

import type { FleetAnswer, FleetEngine, FleetSeries, ProfileType, SeriesQuery, TimeRange } from './engine.ts';
import { goroutineType, heapType } from './engine.ts';
import { type RankedPod, rankPods, type TrendKind } from './rank.ts';

export interface SurveyQuery {
  readonly selector: string;
  readonly by: string;
  readonly range: TimeRange;
}

export interface Survey {
  readonly pods: readonly RankedPod[];
  readonly counts: Readonly<Record<TrendKind, number>>;
  /** What to know about the numbers: sums, and measures that are not stored. */
  readonly notes: readonly string[];
}

/** Two requests (more for a long time), whatever the number of pods. `none`: nothing at all is stored. */
export async function survey(
  engine: FleetEngine,
  types: readonly ProfileType[],
  query: SurveyQuery,
): Promise<FleetAnswer<Survey>> {
  const notes: string[] = [];
  const measures: (readonly FleetSeries[] | null)[] = [];
  for (const [what, type] of [
    ['goroutine', goroutineType(types)],
    ['heap', heapType(types)],
  ] as const) {
    const answer = type && (await engine.series({ ...query, type } satisfies SeriesQuery));
    if (answer?.kind === 'fault') return answer;
    if (answer?.kind === 'answer' && answer.value.every(({ pod }) => pod === '')) return unlabelled(query.by);
    if (answer?.kind === 'answer' && answer.value.some(({ pod }) => pod === ''))
      notes.push(
        `Some ${what} profiles have no label "${query.by}": the row without a name mixes several pods.`,
      );
    measures.push(answer?.kind === 'answer' ? answer.value : null);
    if (!answer) notes.push(`No ${what} profiles are stored here: nothing is known of their growth.`);
    else if (answer.kind === 'none') notes.push(`No ${what} profiles: ${answer.text}.`);
    else if (answer.value.some((s) => s.isSum)) notes.push(sumNote(what, engine.name));
  }
  if (measures.every((m) => m === null))
    return { kind: 'none', text: `${notes.join(' ')} This does not mean that nothing grows.` };
  const pods = rankPods(measures[0], measures[1]);
  return { kind: 'answer', value: { pods, counts: countsOf(pods), notes } };
}

/** Without the label that tells pods apart, one pod's early profile would be held against another's late one. */
function unlabelled(by: string): FleetAnswer<Survey> {
  const text =
    `no data: no profile here has the label "${by}", which is to tell the pods apart; ` +
    'name another one, such as instance, hostname or service_name';
  return { kind: 'none', text };
}

function sumNote(what: string, engine: string): string {
  return (
    `${engine} gave the ${what} values as sums over each step, not as single profiles: they are too high ` +
    'where a step holds several.'
  );
}

function countsOf(pods: readonly RankedPod[]): Record<TrendKind, number> {
  const counts = { growing: 0, steady: 0, shrinking: 0, unknown: 0 };
  for (const { kind } of pods) counts[kind]++;
  return counts;
}
