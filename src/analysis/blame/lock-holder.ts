// Whose work keeps a lock: that of the function which takes it, or that of one caller for whom it does?
//
//   Value.With   g.mu.Lock(); defer g.mu.Unlock(); fn(&g.v)
//   └ Window.Flush  w.state.With(func(…) { pack(…) })     96 % of the waits: this call keeps the lock
//   └ Window.Add    w.state.With(func(…) { append(…) })

import type { StackId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import type { FrameText } from '../../model/symbols.ts';
import { type DumpFacts, type IncidentFacts, sampleTypeIndex } from '../facts.ts';
import type { Place } from '../suspicion.ts';
import type { SiteValue } from '../totals/site-values.ts';
import { isCodeOf } from './blame.ts';
import { firstPartyPath } from './call-sites.ts';
import { type CallerPart, callerToBlame } from './callers-apart.ts';

/** Of the delay below a line, the part of one caller that makes it that caller's. */
const NEARLY_ALL = 0.9;
/** Waits through other callers, before they say that the function itself is quick. */
const MIN_OTHER_WAITS = 10;
/** A wait through the one caller, over one through the others: the same work would take the same time. */
const FAR_LONGER = 5;

/** The site of a lock's release, or the one caller whose work it waits for. */
export function holderPlace(
  facts: IncidentFacts,
  profile: DumpFacts<Profile>,
  { site, callers }: SiteValue,
): Place {
  const delay = sampleTypeIndex(profile.dump, 'delay');
  const waits = sampleTypeIndex(profile.dump, 'contentions');
  const sum = (parts: readonly CallerPart[], type: number) => parts.reduce((n, p) => n + p.values[type], 0);
  const path = callerToBlame(profile, site, delay, (top, others) => {
    const [rest, restWaits] = [sum(others, delay), sum(others, waits)];
    if (top.values[delay] < (top.values[delay] + rest) * NEARLY_ALL) return false;
    const each = top.values[delay] / Math.max(1, top.values[waits]);
    const farLonger = restWaits >= MIN_OTHER_WAITS && each >= (FAR_LONGER * rest) / restWaits;
    return farLonger || runsLiteralOf(facts, site, top.path[0]);
  });
  if (!path) return { at: 'site', site, callers };
  const helper = { frame: site, reason: 'keeps-lock' } as const;
  return { at: 'site', site: path[0], callers: path.slice(1), helper };
}

/** True where some dump shows the function running a literal of its caller. */
function runsLiteralOf(facts: IncidentFacts, site: FrameText, caller: FrameText): boolean {
  return facts.dumps.some(({ dump, owners }) => {
    for (let s = 0; s < dump.symbols.stacks.length; s++) {
      const path = firstPartyPath(dump.symbols, owners, s as StackId);
      const at = path.findIndex((f) => isCodeOf(f, site) || isCodeOf(site, f));
      if (at > 0 && isCodeOf(path[at - 1], caller) && path.slice(at).some((f) => isCodeOf(f, caller)))
        return true;
    }
    return false;
  });
}
