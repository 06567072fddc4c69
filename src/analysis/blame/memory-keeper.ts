// Who keeps the memory that a line allocates for several callers?

import type { Profile } from '../../model/profile.ts';
import { type DumpFacts, sampleTypeIndex } from '../facts.ts';
import type { Place } from '../suspicion.ts';
import type { SiteValue } from '../totals/site-values.ts';
import { callerToBlame } from './callers-apart.ts';

/** Of what is held below a line, the part of one caller that makes it that caller's. */
const NEARLY_ALL = 0.9;
/** Allocations for others below this are too few samples to say that they keep nothing: two of the profiler. */
const MIN_OTHER_BYTES = 1024 * 1024;
/** Others keep a part of what is allocated for them that is so many times smaller. */
const FAR_LESS = 5;

/** The line that allocates, or the one caller that keeps what it allocates while others drop theirs. */
export function keeperPlace(heap: DumpFacts<Profile>, { site, callers }: SiteValue): Place {
  const held = sampleTypeIndex(heap.dump, 'inuse_space');
  const made = sampleTypeIndex(heap.dump, 'alloc_space');
  const path =
    made < 0
      ? null
      : callerToBlame(heap, site, held, (top, others) => {
          const othersHold = others.reduce((n, p) => n + p.values[held], 0);
          const othersMade = others.reduce((n, p) => n + p.values[made], 0);
          if (othersMade < MIN_OTHER_BYTES) return false;
          if (top.values[held] < (top.values[held] + othersHold) * NEARLY_ALL) return false;
          return top.values[held] / Math.max(1, top.values[made]) >= (FAR_LESS * othersHold) / othersMade;
        });
  if (!path) return { at: 'site', site, callers };
  const helper = { frame: site, reason: 'keeps-memory' } as const;
  return { at: 'site', site: path[0], callers: path.slice(1), helper };
}
