// Does a snapshot show far more goroutines at one place than pools and cores explain?

import { shortName } from '../../model/go-names.ts';
import { type FrameId, NONE, type StackId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { frameText, stackText } from '../../model/symbols.ts';
import { formatCount } from '../../model/units.ts';
import { callSites, siteKey } from '../call-sites.ts';
import { type DumpFacts, type IncidentFacts, profilesOf } from '../facts.ts';
import { totalOf } from '../site-values.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_CROWD, MIN_CROWD } from '../thresholds.ts';
import { startOf } from '../waits.ts';
import { placeOfStack } from './places.ts';
import type { Rule } from './rule.ts';

/** Goroutines of a server's connections: their number is the peers' doing. */
const PEERS =
  /^net\/http\.\(\*conn\)\.serve$|^google\.golang\.org\/grpc\/internal\/transport\.\(\*http2Server\)/;

export const goroutineCrowd: Rule = {
  id: 'goroutine-crowd',
  look: (facts: IncidentFacts) => profilesOf(facts, 'goroutine', 'goroutineleak').flatMap(suspicionsOf),
};

interface Crowded {
  readonly stack: StackId;
  /** The function that the goroutines run. */
  readonly start: string;
  count: number;
}

function suspicionsOf(facts: DumpFacts<Profile>): Suspicion[] {
  const total = totalOf(facts.dump, 0);
  return crowds(facts)
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
      crowd: {
        ...NO_BIRTHS,
        starts: [{ function: c.start, count: c.count }],
      },
      doubt: 'Less sure: one snapshot shows how many there are, not that they grow.',
    }));
}

/** Goroutines by call site, or by outermost function where a stack has none. */
function crowds({ dump, owners }: DumpFacts<Profile>): Crowded[] {
  const sites = callSites(dump.symbols, owners);
  const groups = new Map<string, Crowded>();
  for (let i = 0; i < dump.sampleCount; i++) {
    const stack = i as StackId;
    const frames = stackText(dump.symbols, stack);
    if (frames.length === 0) continue;
    const start = startOf(frames);
    const key = sites[i] === NONE ? start : siteKey(frameText(dump.symbols, sites[i] as FrameId));
    const known = groups.get(key);
    if (known) known.count += dump.values[0].value[i];
    else groups.set(key, { stack, start, count: dump.values[0].value[i] });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
