// Did the runtime itself prove that goroutines are stuck?
//
// Go 1.26's goroutineleak profile holds goroutines that wait on what nothing else can reach. What it holds is stuck;
// what it does not hold may be stuck, too: waits on timers, the network or reachable channels are not seen.

import type { Profile } from '../../model/profile.ts';
import { formatCount } from '../../model/units.ts';
import { type DumpFacts, type IncidentFacts, profilesOf } from '../facts.ts';
import { crowdsOf } from '../goroutines/crowds.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_PROVEN, MIN_PROVEN } from '../thresholds.ts';
import { placeOfCrowd } from './places.ts';
import type { Rule } from './rule.ts';

const MOST = 0.95;

export const provenStuck: Rule = {
  id: 'proven-stuck',
  look: (facts: IncidentFacts) => profilesOf(facts, 'goroutineleak').flatMap((d) => suspicionsOf(facts, d)),
};

function suspicionsOf(facts: IncidentFacts, profile: DumpFacts<Profile>): Suspicion[] {
  return crowdsOf(profile)
    .filter((crowd) => crowd.count >= MIN_PROVEN)
    .map((crowd) => ({
      rule: provenStuck.id,
      kind: 'goroutine-leak' as const,
      weight: (MOST * crowd.count) / (crowd.count + HALF_SURE_PROVEN),
      dump: profile.path,
      place: placeOfCrowd(facts, crowd),
      evidence: {
        text: `${formatCount(crowd.count)} goroutines that the runtime proved to be stuck`,
        value: crowd.count,
        unit: 'goroutines',
      },
      crowd: {
        ...NO_BIRTHS,
        starts: [{ function: crowd.start, count: crowd.count }],
        stack: crowd.functions,
      },
    }));
}
