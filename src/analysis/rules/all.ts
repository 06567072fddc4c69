// Which rules are there, and in which order do they speak?

import { bornNeverEnding } from './born-never-ending.ts';
import { contendedLock } from './contended-lock.ts';
import { goroutineCrowd } from './goroutine-crowd.ts';
import { heldMemory } from './held-memory.ts';
import { hotCallSite } from './hot-call-site.ts';
import type { Rule } from './rule.ts';
import { timerWaits } from './timer-waits.ts';

/** Earlier rules word a finding that several make. */
export const RULES: readonly Rule[] = [
  bornNeverEnding,
  goroutineCrowd,
  timerWaits,
  heldMemory,
  hotCallSite,
  contendedLock,
];
