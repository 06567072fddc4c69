// Does a snapshot show far more goroutines at one place than pools and cores explain?

import { shortName } from '../../model/go-names.ts';
import { formatCount } from '../../model/units.ts';
import type { IncidentFacts } from '../facts.ts';
import {
  type Crowded,
  crowdsOf,
  goroutinesIn,
  type SnapshotFacts,
  snapshotDumps,
} from '../goroutines/crowds.ts';
import { patternFor } from '../library/patterns.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import {
  HALF_SURE_CROWD,
  HALF_SURE_KNOWN_CROWD,
  LONG_WAIT_MINUTES,
  MIN_CROWD,
  MIN_KNOWN_CROWD,
} from '../thresholds.ts';
import { doesEnd, placeOfCrowd } from './places.ts';
import type { Rule } from './rule.ts';

/** Goroutines of a server's connections: their number is the peers' doing. */
const PEERS =
  /^net\/http\.\(\*conn\)\.serve$|^google\.golang\.org\/grpc\/internal\/transport\.\(\*http2Server\)/;
/** Nothing else can look like goroutines that have all waited for many minutes in a crowd. */
const LONG_WAIT = 1.25;
const MOST = 0.95;

export const goroutineCrowd: Rule = {
  id: 'goroutine-crowd',
  look: (facts: IncidentFacts) => snapshotDumps(facts).flatMap((dump) => suspicionsOf(facts, dump)),
};

function suspicionsOf(facts: IncidentFacts, snapshot: SnapshotFacts): Suspicion[] {
  const total = goroutinesIn(snapshot);
  return crowdsOf(snapshot)
    .filter((c) => c.count >= leastOf(facts, c) && !doesEnd(facts, c.start, c.count))
    .map((crowd) => ({ crowd, place: placeOfCrowd(facts, crowd) }))
    .filter(({ crowd, place }) => place.at === 'site' || !PEERS.test(crowd.start))
    .map(({ crowd, place }) => ({
      rule: goroutineCrowd.id,
      kind: 'goroutine-leak' as const,
      weight: weigh(facts, crowd),
      dump: snapshot.path,
      place,
      evidence: { text: evidenceText(crowd, total), value: crowd.count, unit: 'goroutines' },
      crowd: {
        ...NO_BIRTHS,
        starts: [{ function: crowd.start, count: crowd.count }],
        stack: crowd.functions,
        waitMinutes: crowd.waitMinutes,
      },
      doubt: 'Less sure: one snapshot shows how many there are, not that they grow.',
    }));
}

/** Libraries whose goroutine lives as long as the thing that it serves: a healthy program has a handful of such things. */
function isKnownToStay(facts: IncidentFacts, crowd: Crowded): boolean {
  return patternFor(facts.knowledge.patterns, [crowd.start], crowd.functions)?.perThing === true;
}

function leastOf(facts: IncidentFacts, crowd: Crowded): number {
  return isKnownToStay(facts, crowd) ? MIN_KNOWN_CROWD : MIN_CROWD;
}

function weigh(facts: IncidentFacts, crowd: Crowded): number {
  const long = crowd.waitMinutes >= LONG_WAIT_MINUTES ? LONG_WAIT : 1;
  const halfSure = isKnownToStay(facts, crowd) ? HALF_SURE_KNOWN_CROWD : HALF_SURE_CROWD;
  return Math.min(MOST, (long * crowd.count) / (crowd.count + halfSure));
}

function evidenceText({ count, start, state, waitMinutes }: Crowded, total: number): string {
  const since = waitMinutes > 0 ? ` for up to ${formatCount(waitMinutes)} minutes` : '';
  const waiting = state === '' ? '' : `, in ${state}${since}`;
  return `${formatCount(count)} of ${formatCount(total)} goroutines run ${shortName(start)}${waiting}`;
}
