// Whose work keeps a lock: that of the function which takes it, or that of one caller for whom it does?
//
//   Value.With   g.mu.Lock(); defer g.mu.Unlock(); fn(&g.v)
//   └ Window.Flush  w.state.With(func(…) { pack(…) })     96 % of the waits: this call keeps the lock
//   └ Window.Add    w.state.With(func(…) { append(…) })

import { type FrameId, NONE, type StackId } from '../model/ids.ts';
import type { Profile } from '../model/profile.ts';
import { type FrameText, frameText } from '../model/symbols.ts';
import { isCodeOf } from './blame.ts';
import { callSites, firstPartyPath, siteKey } from './call-sites.ts';
import { type DumpFacts, type IncidentFacts, sampleTypeIndex } from './facts.ts';
import type { SiteValue } from './site-values.ts';
import type { Place } from './suspicion.ts';

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
  const unchanged: Place = { at: 'site', site, callers };
  const byCaller = delayByCaller(profile, site);
  const [top, ...others] = [...byCaller.values()].sort((a, b) => b.delay - a.delay);
  const all = top ? others.reduce((sum, o) => sum + o.delay, top.delay) : 0;
  if (!top?.path[0] || top.delay < all * NEARLY_ALL) return unchanged;
  if (!isFarLonger(top, others) && !runsLiteralOf(facts, site, top.path[0])) return unchanged;
  return {
    at: 'site',
    site: top.path[0],
    callers: top.path.slice(1),
    helper: { frame: site, reason: 'keeps-lock' },
  };
}

interface CallerDelay {
  /** First-party frames from the caller up. */
  readonly path: readonly FrameText[];
  delay: number;
  waits: number;
}

/** By the line that called the function whose code `site` is. */
function delayByCaller({ dump, owners }: DumpFacts<Profile>, site: FrameText): Map<string, CallerDelay> {
  const sites = callSites(dump.symbols, owners);
  const delay = sampleTypeIndex(dump, 'delay');
  const waits = sampleTypeIndex(dump, 'contentions');
  const callers = new Map<string, CallerDelay>();
  for (let i = 0; i < dump.sampleCount; i++) {
    if (sites[i] === NONE || siteKey(frameText(dump.symbols, sites[i] as FrameId)) !== siteKey(site))
      continue;
    const path = firstPartyPath(dump.symbols, owners, i as StackId);
    const at = path.findIndex((f) => !isCodeOf(f, site) && !isCodeOf(site, f));
    const key = at < 0 ? '' : siteKey(path[at]);
    let caller = callers.get(key);
    if (!caller) callers.set(key, (caller = { path: at < 0 ? [] : path.slice(at), delay: 0, waits: 0 }));
    caller.delay += dump.values[delay].value[i];
    caller.waits += dump.values[waits].value[i];
  }
  return callers;
}

function isFarLonger(top: CallerDelay, others: readonly CallerDelay[]): boolean {
  const delay = others.reduce((sum, o) => sum + o.delay, 0);
  const waits = others.reduce((sum, o) => sum + o.waits, 0);
  return (
    waits >= MIN_OTHER_WAITS &&
    top.delay / Math.max(1, top.waits) >= (FAR_LONGER * delay) / Math.max(1, waits)
  );
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
