// Does a snapshot show far more goroutines at one place than pools and cores explain?

import { shortName } from '../../model/go-names.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount } from '../../model/units.ts';
import { crowdsOf } from '../crowds.ts';
import { type DumpFacts, type IncidentFacts, profilesOf } from '../facts.ts';
import { totalOf } from '../site-values.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_CROWD, MIN_CROWD } from '../thresholds.ts';
import { placeOfStack } from './places.ts';
import type { Rule } from './rule.ts';

/** Goroutines of a server's connections: their number is the peers' doing. */
const PEERS =
  /^net\/http\.\(\*conn\)\.serve$|^google\.golang\.org\/grpc\/internal\/transport\.\(\*http2Server\)/;

export const goroutineCrowd: Rule = {
  id: 'goroutine-crowd',
  look: (facts: IncidentFacts) => profilesOf(facts, 'goroutine', 'goroutineleak').flatMap(suspicionsOf),
};

function suspicionsOf(facts: DumpFacts<Profile>): Suspicion[] {
  const total = totalOf(facts.dump, 0);
  return crowdsOf(facts)
    .filter((c) => c.count >= MIN_CROWD && !PEERS.test(c.start))
    .map((c) => ({
      rule: goroutineCrowd.id,
      kind: 'goroutine-leak' as const,
      weight: c.count / (c.count + HALF_SURE_CROWD),
      dump: facts.path,
      place: placeOfStack(facts, c.stack),
      evidence: {
        text: `${formatCount(c.count)} of ${formatCount(total)} goroutines run ${shortName(c.start)}`,
        value: c.count,
        unit: 'goroutines',
      },
      crowd: { ...NO_BIRTHS, starts: [{ function: c.start, count: c.count }] },
      doubt: 'Less sure: one snapshot shows how many there are, not that they grow.',
    }));
}
