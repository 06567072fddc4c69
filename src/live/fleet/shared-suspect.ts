// How many pods have the same suspect?

/** What judging one pod found, likeliest first. */
export interface JudgedPod {
  readonly pod: string;
  readonly suspects: readonly Suspect[];
}

export interface Suspect {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly confidence: number;
}

export interface SharedSuspect extends Suspect {
  /** Those that have it, in the order in which they were judged. */
  readonly pods: readonly string[];
}

/** The suspects of all pods, those that most pods have first. The words are of the surest one. */
export function sharedSuspects(judged: readonly JudgedPod[]): SharedSuspect[] {
  const shared = new Map<string, SharedSuspect>();
  for (const { pod, suspects } of judged)
    for (const suspect of suspects) {
      const key = `${suspect.file}:${suspect.line}`;
      const known = shared.get(key);
      const pods = known?.pods.includes(pod) ? known.pods : [...(known?.pods ?? []), pod];
      const words = known && known.confidence >= suspect.confidence ? known : suspect;
      shared.set(key, { ...words, pods });
    }
  return [...shared.values()].sort((a, b) => b.pods.length - a.pods.length || b.confidence - a.confidence);
}
