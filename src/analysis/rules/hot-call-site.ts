// Does one line use most of the CPU?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatShare, formatValue } from '../../model/units.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import type { Suspicion } from '../suspicion.ts';
import { MIN_BUSY_CORES, MIN_CPU_NS, MIN_HOT_SHARE } from '../thresholds.ts';
import { byFunction, siteValues, totalOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

export const hotCallSite: Rule = {
  id: 'hot-call-site',
  look: (facts: IncidentFacts) => profilesOf(facts, 'cpu').flatMap(suspicionsOf),
};

/** Profiles without a duration are judged by their time alone. */
function isBusy(profile: Profile, total: number): boolean {
  return total >= MIN_CPU_NS && total >= profile.durationNanos * MIN_BUSY_CORES;
}

/** A line with most of hardly any CPU time is hardly hot. */
function busyness(profile: Profile, total: number): number {
  const cores = profile.durationNanos > 0 ? total / profile.durationNanos : 1;
  return 0.5 + 0.5 * Math.min(1, cores);
}

function suspicionsOf(facts: DumpFacts<Profile>): Suspicion[] {
  const cpu = sampleTypeIndex(facts.dump, 'cpu');
  if (cpu === NONE) return [];
  const total = totalOf(facts.dump, cpu);
  return byFunction(siteValues(facts, cpu), cpu)
    .filter((s) => isBusy(facts.dump, total) && s.values[cpu] >= total * MIN_HOT_SHARE)
    .map((s) => ({
      rule: hotCallSite.id,
      kind: 'hot-cpu' as const,
      weight: (s.values[cpu] / total) * busyness(facts.dump, total),
      dump: facts.path,
      place: { at: 'site' as const, site: s.site, callers: s.callers },
      evidence: {
        text: `${formatValue(s.values[cpu], 'nanoseconds')} of ${formatValue(total, 'nanoseconds')} CPU below this function (${formatShare(s.values[cpu] / total)})`,
        value: s.values[cpu],
        unit: 'nanoseconds',
      },
    }));
}
