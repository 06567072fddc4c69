// Does a snapshot show far more goroutines at one place than pools and cores explain?

import { shortName } from '../../model/go-names.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount } from '../../model/units.ts';
import { crowdsOf } from '../crowds.ts';
import { type DumpFacts, type IncidentFacts, profilesOf } from '../facts.ts';
import { totalOf } from '../site-values.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_CROWD, MIN_CROWD } from '../thresholds.ts';
import { placeOfCrowd } from './places.ts';
import type { Rule } from './rule.ts';

/** Goroutines of a server's connections: their number is the peers' doing. */
const PEERS =
  /^net\/http\.\(\*conn\)\.serve$|^google\.golang\.org\/grpc\/internal\/transport\.\(\*http2Server\)/;

export const goroutineCrowd: Rule = {
  id: 'goroutine-crowd',
  look: (facts: IncidentFacts) =>
    profilesOf(facts, 'goroutine', 'goroutineleak').flatMap((dump) => suspicionsOf(facts, dump)),
};

function suspicionsOf(facts: IncidentFacts, profile: DumpFacts<Profile>): Suspicion[] {
  const total = totalOf(profile.dump, 0);
  return crowdsOf(profile)
    .filter((c) => c.count >= MIN_CROWD)
    .map((crowd) => ({ crowd, place: placeOfCrowd(facts, profile, crowd) }))
    .filter(({ crowd, place }) => place.at === 'site' || !PEERS.test(crowd.start))
    .map(({ crowd: c, place }) => ({
      rule: goroutineCrowd.id,
      kind: 'goroutine-leak' as const,
      weight: c.count / (c.count + HALF_SURE_CROWD),
      dump: profile.path,
      place,
      evidence: {
        text: `${formatCount(c.count)} of ${formatCount(total)} goroutines run ${shortName(c.start)}`,
        value: c.count,
        unit: 'goroutines',
      },
      crowd: { ...NO_BIRTHS, starts: [{ function: c.start, count: c.count }], stack: c.functions },
      doubt: 'Less sure: one snapshot shows how many there are, not that they grow.',
    }));
}
