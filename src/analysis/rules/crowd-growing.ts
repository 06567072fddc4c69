// Are there more and more goroutines of one kind from one moment to the next?

import { normaliseName } from '../../model/go-names.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount, formatValue } from '../../model/units.ts';
import type { DumpFacts, IncidentFacts } from '../facts.ts';
import { type Crowded, crowdsOf } from '../goroutines/crowds.ts';
import { type Snapshot, snapshotsOf } from '../goroutines/snapshots.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_GROWN_CROWD, MIN_GROWN_CROWD, MIN_GROWTH_RATIO } from '../thresholds.ts';
import { doesEnd, placeOfCrowd } from './places.ts';
import type { Rule } from './rule.ts';

/** Two moments show growth, not that it goes on. */
const MOST = 0.9;

export const crowdGrowing: Rule = {
  id: 'goroutine-crowd-growing',
  look: (facts: IncidentFacts) => {
    const moments = snapshotsOf(facts);
    const [first, last] = [moments[0], moments[moments.length - 1]];
    if (!first || first.dump === last.dump || last.dump.dump.kind !== 'profile') return [];
    return growthBetween(facts, first, last, last.dump as DumpFacts<Profile>);
  },
};

function growthBetween(
  facts: IncidentFacts,
  first: Snapshot,
  last: Snapshot,
  profile: DumpFacts<Profile>,
): Suspicion[] {
  const largest = new Map<string, Crowded>();
  for (const crowd of crowdsOf(profile)) {
    const key = normaliseName(crowd.start);
    if (!largest.has(key)) largest.set(key, crowd);
  }
  return [...last.counts].flatMap(([start, now]) => {
    const then = first.counts.get(start) ?? 0;
    if (now - then < MIN_GROWN_CROWD || now < then * MIN_GROWTH_RATIO) return [];
    if (doesEnd(facts, start, now)) return [];
    const elapsed = Number(last.at - first.at);
    return [suspicion(facts, profile, largest.get(start)!, { then, now, elapsed })];
  });
}

function suspicion(
  facts: IncidentFacts,
  profile: DumpFacts<Profile>,
  crowd: Crowded,
  { then, now, elapsed }: { then: number; now: number; elapsed: number },
): Suspicion {
  const grown = now - then;
  return {
    rule: crowdGrowing.id,
    kind: 'goroutine-leak',
    weight: (MOST * grown) / (grown + HALF_SURE_GROWN_CROWD),
    dump: profile.path,
    place: placeOfCrowd(facts, crowd),
    evidence: {
      text: `${formatCount(then)} → ${formatCount(now)} goroutines in ${formatValue(elapsed, 'nanoseconds')}`,
      value: now,
      unit: 'goroutines',
    },
    worth: `${formatCount(then)} → ${formatCount(now)} of the suspect's goroutines`,
    crowd: {
      ...NO_BIRTHS,
      starts: [{ function: crowd.start, count: now }],
      stack: crowd.functions,
      grown: { from: then, to: now, elapsedNs: elapsed },
    },
  };
}
