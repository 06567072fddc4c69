// Are there more and more goroutines at one place from one snapshot to the next?

import type { Profile } from '../../model/profile.ts';
import { formatCount, formatValue } from '../../model/units.ts';
import { type Crowded, crowdsOf } from '../crowds.ts';
import { type DumpFacts, type IncidentFacts, profilesOf } from '../facts.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_GROWN_CROWD, MIN_GROWN_CROWD, MIN_GROWTH_RATIO } from '../thresholds.ts';
import { placeOfStack } from './places.ts';
import type { Rule } from './rule.ts';

/** Two snapshots show growth, not that it goes on. */
const MOST = 0.9;

export const crowdGrowing: Rule = {
  id: 'goroutine-crowd-growing',
  look: (facts: IncidentFacts) => {
    const dumps = profilesOf(facts, 'goroutine');
    const [first, last] = [dumps[0], dumps[dumps.length - 1]];
    if (!first || first.dump.timeNanos === 0n || last.dump.timeNanos <= first.dump.timeNanos) return [];
    return growthBetween(first, last);
  },
};

function growthBetween(first: DumpFacts<Profile>, last: DumpFacts<Profile>): Suspicion[] {
  const before = new Map(crowdsOf(first).map((c) => [c.key, c.count]));
  const elapsed = Number(last.dump.timeNanos - first.dump.timeNanos);
  return crowdsOf(last)
    .map((crowd) => ({ crowd, then: before.get(crowd.key) ?? 0 }))
    .filter(
      ({ crowd, then }) => crowd.count - then >= MIN_GROWN_CROWD && crowd.count >= then * MIN_GROWTH_RATIO,
    )
    .map(({ crowd, then }) => suspicion(last, crowd, then, elapsed));
}

function suspicion(facts: DumpFacts<Profile>, crowd: Crowded, then: number, elapsed: number): Suspicion {
  const grown = crowd.count - then;
  return {
    rule: crowdGrowing.id,
    kind: 'goroutine-leak',
    weight: (MOST * grown) / (grown + HALF_SURE_GROWN_CROWD),
    dump: facts.path,
    place: placeOfStack(facts, crowd.stack),
    evidence: {
      text: `${formatCount(then)} → ${formatCount(crowd.count)} goroutines in ${formatValue(elapsed, 'nanoseconds')}`,
      value: crowd.count,
      unit: 'goroutines',
    },
    crowd: { ...NO_BIRTHS, starts: [{ function: crowd.start, count: crowd.count }] },
  };
}
