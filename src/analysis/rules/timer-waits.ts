// Is a long total wait really many goroutines, each waking up on its timer?
//
// A block profile sums the finished waits of all goroutines of one stack. Where every wait is as long as a
// timer's period, the goroutines do nothing but wait: total ÷ age of the process is how many there are. The
// file does not tell the age; loops of other goroutines bound it, as none of them can wait longer than it lives.

import { shortName } from '../../model/go-names.ts';
import type { Profile } from '../../model/profile.ts';
import { formatCount, formatPeriod, formatValue } from '../../model/units.ts';
import { placeOfStack } from '../blame/stack-place.ts';
import { type DumpFacts, type IncidentFacts, profilesOf } from '../facts.ts';
import { type WaitGroup, waitGroups } from '../goroutines/waits.ts';
import { NO_BIRTHS, type Suspicion } from '../suspicion.ts';
import { HALF_SURE_DERIVED_GOROUTINES, MIN_DERIVED_GOROUTINES, MIN_LOOP_WAITS } from '../thresholds.ts';
import type { Rule } from './rule.ts';

/** With two or more other loops that agree on a young process. */
const WEIGHT = 0.58;
/** With one loop to compare with, or none: a single ticker in an old process looks the same. */
const WEIGHT_ALONE = 0.35;

export const timerWaits: Rule = {
  id: 'timer-waits',
  look: (facts: IncidentFacts) => profilesOf(facts, 'block').flatMap(suspicionsOf),
};

function suspicionsOf(facts: DumpFacts<Profile>): Suspicion[] {
  const groups = waitGroups(facts);
  const ticking = groups.filter((g) => g.period > 0 && !g.profiler);
  return ticking.flatMap((group) => {
    const loops = otherLoops(groups, group);
    const longest = Math.max(group.period, ...loops.map((l) => l.delay));
    const goroutines = Math.floor(group.delay / longest);
    if (goroutines < MIN_DERIVED_GOROUTINES) return [];
    return [suspicion(facts, group, goroutines, loops, longest)];
  });
}

/** Loops of other goroutines: many finished waits, of another outermost function. */
function otherLoops(groups: readonly WaitGroup[], group: WaitGroup): WaitGroup[] {
  return groups.filter((g) => g.root !== group.root && !g.profiler && g.waits >= MIN_LOOP_WAITS);
}

function suspicion(
  facts: DumpFacts<Profile>,
  group: WaitGroup,
  goroutines: number,
  loops: readonly WaitGroup[],
  longest: number,
): Suspicion {
  const roots = new Set(loops.map((l) => l.root));
  const each = formatValue(group.delay / group.waits, 'nanoseconds');
  return {
    rule: timerWaits.id,
    kind: 'goroutine-leak',
    weight:
      (roots.size >= 2 ? WEIGHT : WEIGHT_ALONE) * (goroutines / (goroutines + HALF_SURE_DERIVED_GOROUTINES)),
    dump: facts.path,
    place: placeOfStack(facts, group.stack),
    evidence: {
      text:
        `${formatCount(group.waits)} waits of ${each} each (${formatValue(group.delay, 'nanoseconds')}) in ` +
        `${shortName(group.waiting.function)}: at least ${formatCount(goroutines)} goroutines on a ` +
        `${formatPeriod(group.period)} timer`,
      value: group.waits,
      unit: 'waits',
    },
    crowd: {
      ...NO_BIRTHS,
      starts: [{ function: group.start, count: goroutines }],
      ticking: { function: group.start, period: group.period },
    },
    worth: `waits of ${each} each: a timer`,
    doubt:
      loops.length > 0
        ? `Less sure: no dump shows the births. The count is the total wait over ${formatValue(longest, 'nanoseconds')}, ` +
          'the longest that any other loop of this process waited.'
        : 'Less sure: no dump shows the births, and one timer in an old process would look the same.',
  };
}
