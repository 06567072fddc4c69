// Does one line start goroutines by the thousand that end at once?

import type { Trace } from '../../model/trace.ts';
import { formatCount, formatValue } from '../../model/units.ts';
import { type DumpFacts, type IncidentFacts, tracesOf } from '../facts.ts';
import { type BirthGroup, birthGroups } from '../goroutines/births.ts';
import type { Suspicion } from '../suspicion.ts';
import { MAX_CHURN_STUCK, MIN_CHURN_PER_SECOND } from '../thresholds.ts';
import { crowdOf, placeOfBirths } from './born-never-ending.ts';
import type { Rule } from './rule.ts';

/** A storm is no leak, but costs stacks, scheduling and collection. */
const MOST = 0.8;

export const goroutineStorm: Rule = {
  id: 'goroutine-storm',
  look: (facts: IncidentFacts) => tracesOf(facts).flatMap(suspicionsOf),
};

function suspicionsOf(facts: DumpFacts<Trace>): Suspicion[] {
  const seconds = facts.dump.durationNs / 1e9;
  return birthGroups(facts)
    .filter((group) => group.site !== null && isStorm(group, seconds))
    .map((group) => ({
      rule: goroutineStorm.id,
      kind: 'goroutine-churn' as const,
      weight: MOST * (1 - MIN_CHURN_PER_SECOND / (MIN_CHURN_PER_SECOND + group.born / seconds)),
      dump: facts.path,
      place: placeOfBirths(group),
      evidence: {
        text:
          `${formatCount(group.born)} goroutines born below this line in ` +
          `${formatValue(facts.dump.durationNs, 'nanoseconds')}; ${formatCount(group.ended)} ended in it`,
        value: group.born,
        unit: 'goroutines',
      },
      crowd: crowdOf(group, facts.dump.durationNs),
    }));
}

function isStorm(group: BirthGroup, seconds: number): boolean {
  const shortLived = group.old > 0 && group.stuck / group.old <= MAX_CHURN_STUCK;
  return shortLived && group.born / seconds >= MIN_CHURN_PER_SECOND;
}
