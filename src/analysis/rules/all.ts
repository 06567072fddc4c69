// Which rules are there, and in which order do they speak?

import { allocationChurn } from './allocation-churn.ts';
import { bornNeverEnding } from './born-never-ending.ts';
import { contendedLock } from './contended-lock.ts';
import { crowdGrowing } from './crowd-growing.ts';
import { gcBound } from './gc-bound.ts';
import { goroutineCrowd } from './goroutine-crowd.ts';
import { goroutineStorm } from './goroutine-storm.ts';
import { heldMemory } from './held-memory.ts';
import { hotCallSite } from './hot-call-site.ts';
import { longReader } from './long-reader.ts';
import { memoryGrowing } from './memory-growing.ts';
import { provenStuck } from './proven-stuck.ts';
import type { Rule } from './rule.ts';
import { stuckWaits } from './stuck-waits.ts';
import { threadHolders } from './thread-holders.ts';
import { timerWaits } from './timer-waits.ts';

/** Earlier rules word a finding that several make. */
export const RULES: readonly Rule[] = [
  bornNeverEnding,
  provenStuck,
  crowdGrowing,
  goroutineCrowd,
  timerWaits,
  threadHolders,
  memoryGrowing,
  heldMemory,
  goroutineStorm,
  gcBound,
  allocationChurn,
  hotCallSite,
  stuckWaits,
  longReader,
  contendedLock,
];
