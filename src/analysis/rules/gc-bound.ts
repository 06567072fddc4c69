// Does the collector use much of the CPU, and which line feeds it?

import { NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { formatShare, formatValue } from '../../model/units.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex } from '../facts.ts';
import type { Suspicion } from '../suspicion.ts';
import { MIN_CPU_NS, MIN_GC_BUSY_CORES, MIN_GC_SHARE } from '../thresholds.ts';
import { type SiteValue, samplesWith, siteValues, sumOf, totalOf } from '../totals/site-values.ts';
import type { Rule } from './rule.ts';

/** Work of the collector: marking in the background, by those who allocate, and sweeping. */
const COLLECTOR =
  /^runtime\.(gcBgMarkWorker|gcAssistAlloc|gcDrain|bgsweep|gcStart|markroot|scanobject|scanSpan)/;
const ALLOCATION = /^runtime\.(mallocgc|newobject|makeslice|growslice|mapassign)/;

export const gcBound: Rule = {
  id: 'gc-bound',
  look: (facts: IncidentFacts) => profilesOf(facts, 'cpu').flatMap((cpu) => suspicionsOf(facts, cpu)),
};

function suspicionsOf(facts: IncidentFacts, cpu: DumpFacts<Profile>): Suspicion[] {
  const type = sampleTypeIndex(cpu.dump, 'cpu');
  if (type === NONE) return [];
  const total = totalOf(cpu.dump, type);
  const collecting = sumOf(
    cpu.dump,
    type,
    samplesWith(cpu.dump, (name) => COLLECTOR.test(name)),
  );
  const busy = total >= Math.max(MIN_CPU_NS, cpu.dump.durationNanos * MIN_GC_BUSY_CORES);
  if (!busy || collecting < total * MIN_GC_SHARE) return [];
  const feeder = allocatorByHeap(facts) ?? allocatorByCpu(cpu, type);
  if (!feeder) return [];
  return [
    {
      rule: gcBound.id,
      kind: 'gc-bound',
      weight: Math.min(0.9, collecting / total + 0.2),
      dump: cpu.path,
      place: { at: 'site', site: feeder.site, callers: feeder.callers },
      evidence: {
        text:
          `the collector used ${formatValue(collecting, 'nanoseconds')} of ${formatValue(total, 'nanoseconds')} CPU ` +
          `(${formatShare(collecting / total)}); this line allocates most`,
        value: collecting,
        unit: 'nanoseconds',
      },
    },
  ];
}

function allocatorByHeap(facts: IncidentFacts): SiteValue | undefined {
  for (const heap of profilesOf(facts, 'allocs', 'heap')) {
    const space = sampleTypeIndex(heap.dump, 'alloc_space');
    const best = space === NONE ? undefined : siteValues(heap, space)[0];
    if (best) return best;
  }
  return undefined;
}

function allocatorByCpu(cpu: DumpFacts<Profile>, type: number): SiteValue | undefined {
  return siteValues(
    cpu,
    type,
    samplesWith(cpu.dump, (name) => ALLOCATION.test(name)),
  )[0];
}
