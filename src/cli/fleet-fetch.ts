// How are the early and late profiles of several pods fetched?

import type { LiveFault } from '../live/faults.ts';
import { fetchEarlyLate, type PodDumps } from '../live/fleet/early-late.ts';
import type { FleetEngine } from '../live/fleet/engine.ts';
import type { RankedPod } from '../live/fleet/rank.ts';

export interface FetchedPods {
  readonly pods: readonly PodDumps[];
  /** What ended it before the last pod; null when nothing did. */
  readonly fault: LiveFault | null;
}

/** One pod after the other: four requests each. */
export async function fetchPods(
  engine: FleetEngine,
  pods: readonly RankedPod[],
  onProgress: (text: string) => void,
): Promise<FetchedPods> {
  const fetched: PodDumps[] = [];
  for (const pod of pods) {
    onProgress(`fetching the profiles of ${pod.pod} (${fetched.length + 1} of ${pods.length})`);
    const dumps = await fetchEarlyLate(engine, pod);
    if ('fault' in dumps) return { pods: fetched, fault: dumps.fault };
    fetched.push(dumps);
  }
  return { pods: fetched, fault: null };
}
