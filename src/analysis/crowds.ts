// How many goroutines does a snapshot show at each place?

import { type FrameId, NONE, type StackId } from '../model/ids.ts';
import type { Profile } from '../model/profile.ts';
import { frameText, stackText } from '../model/symbols.ts';
import { callSites, siteKey } from './call-sites.ts';
import type { DumpFacts } from './facts.ts';
import { startOf } from './waits.ts';

/** The goroutines whose stacks have one call site, or, without one, run one function. */
export interface Crowded {
  /** Equal for the same place in every dump of one build. */
  readonly key: string;
  /** The stack that most of them have. */
  readonly stack: StackId;
  /** The function that the goroutines run. */
  readonly start: string;
  /** The functions of that stack, leaf first. */
  readonly functions: readonly string[];
  readonly count: number;
}

/** The crowds of a goroutine profile, largest first. */
export function crowdsOf({ dump, owners }: DumpFacts<Profile>): Crowded[] {
  const sites = callSites(dump.symbols, owners);
  const crowds = new Map<string, Crowded & { count: number; most: number; stack: StackId }>();
  for (let i = 0; i < dump.sampleCount; i++) {
    const stack = i as StackId;
    const frames = stackText(dump.symbols, stack);
    if (frames.length === 0) continue;
    const start = startOf(frames);
    const key = sites[i] === NONE ? start : siteKey(frameText(dump.symbols, sites[i] as FrameId));
    const count = dump.values[0].value[i];
    const known = crowds.get(key);
    if (!known) {
      crowds.set(key, { key, stack, start, functions: frames.map((f) => f.function), count, most: count });
      continue;
    }
    known.count += count;
    if (count <= known.most) continue;
    known.most = count;
    known.stack = stack;
  }
  return [...crowds.values()].sort((a, b) => b.count - a.count);
}
