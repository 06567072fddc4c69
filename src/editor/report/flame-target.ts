// Of which function is the flame graph asked for?

/** What the command may be given; without it, the function at the cursor and the dump that tells most of it. */
export interface FlameTarget {
  readonly function: string;
  readonly dump?: number;
}

const LONGEST_NAME = 1 << 16;

/** The argument of `culprit.showInFlameGraph`, checked: a hover's link can be written by anyone. */
export function readFlameTarget(value: unknown): FlameTarget | undefined {
  if (typeof value !== 'object' || value === null || !('function' in value)) return undefined;
  const { function: name } = value;
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME) return undefined;
  if (!('dump' in value) || value.dump === undefined) return { function: name };
  const { dump } = value;
  return typeof dump === 'number' && Number.isSafeInteger(dump) && dump >= 0
    ? { function: name, dump }
    : undefined;
}
