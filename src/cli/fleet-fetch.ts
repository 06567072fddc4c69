// How are the early and late profiles of several pods fetched?

import type { LiveFault } from '../live/faults.ts';
import { fetchEarlyLate, type PodDumps } from '../live/fleet/early-late.ts';
import type { FleetEngine } from '../live/fleet/engine.ts';
import type { RankedPod } from '../live/fleet/rank.ts';

export type FetchedPods =
  | { readonly kind: 'pods'; readonly pods: readonly PodDumps[] }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

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
    if ('fault' in dumps) return { kind: 'fault', fault: dumps.fault };
    fetched.push(dumps);
  }
  return { kind: 'pods', pods: fetched };
}
