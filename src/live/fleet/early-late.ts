// Which stored profiles of a pod show its growth, and how are they fetched?

import { compactTime } from '../clock.ts';
import { endsEverything, type LiveFault } from '../faults.ts';
import type { FleetEngine, SnapshotRef } from './engine.ts';
import type { RankedPod, Trend } from './rank.ts';

/** One fetched profile of a pod. */
export interface PodDump {
  /** `goroutine-late-20261123T210307Z.pprof`: told as a dump by its name. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly label: string;
}

export interface PodDumps {
  readonly pod: string;
  readonly dumps: readonly PodDump[];
  /** What could not be had, and why. */
  readonly missing: readonly string[];
}

interface Wanted {
  readonly name: string;
  readonly ref: SnapshotRef;
}

/** Early and late of goroutines and heap. A fault: the server can be asked no more. */
export async function fetchEarlyLate(
  engine: FleetEngine,
  pod: RankedPod,
): Promise<PodDumps | { readonly fault: LiveFault }> {
  const dumps: PodDump[] = [];
  const missing: string[] = [];
  for (const { name, ref } of [...wanted('goroutine', pod.goroutines), ...wanted('heap', pod.heap)]) {
    const answer = await engine.snapshot(ref);
    if (answer.kind === 'fault' && (endsEverything(answer.fault) || isTooSlow(answer.fault))) return answer;
    if (answer.kind === 'fault') missing.push(`${name}: ${answer.fault.text}`);
    else if (answer.kind === 'none') missing.push(`${name}: ${answer.text}`);
    else dumps.push({ name: `${name}-${compactTime(ref.atMs)}.pprof`, ...answer.value });
  }
  return { pod: pod.pod, dumps, missing };
}

/** A server that has no time for one profile has none for the next. */
function isTooSlow({ kind }: LiveFault): boolean {
  return kind.endsWith('-timeout') && kind !== 'write-timeout';
}

/** Of the life that the trend is of: the profiles before a restart and after it are two processes'. */
function wanted(kind: string, trend: Trend | null): Wanted[] {
  const points = trend?.points ?? [];
  if (points.length === 0) return [];
  const [first, last] = [points[0], points[points.length - 1]];
  const late = { name: `${kind}-late`, ref: last.snapshot };
  return first === last ? [late] : [{ name: `${kind}-early`, ref: first.snapshot }, late];
}
