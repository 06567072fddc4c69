// How many goroutines of one kind does a trace show alive at once?

import { normaliseName } from '../../model/go-names.ts';
import type { FunctionId } from '../../model/ids.ts';
import { functionName } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';

/** The most that were alive at one moment; `start` is a normalised name of a start function. */
export function mostInFlight(trace: Trace, start: string): number {
  const { goroutines } = trace;
  const isOne = startsNamed(trace, start);
  const births: number[] = [];
  const ends: number[] = [];
  let alive = 0;
  for (let g = 0; g < goroutines.length; g++) {
    if (!isOne[goroutines.startFunction[g]]) continue;
    if (goroutines.bornAt[g] < 0) alive++;
    else births.push(goroutines.bornAt[g]);
    if (goroutines.endedAt[g] >= 0) ends.push(goroutines.endedAt[g]);
  }
  return highest(alive, Float64Array.from(births).sort(), Float64Array.from(ends).sort());
}

function startsNamed({ symbols }: Trace, start: string): readonly boolean[] {
  return Array.from(
    { length: symbols.functions.length },
    (_, f) => normaliseName(functionName(symbols, f as FunctionId)) === start,
  );
}

function highest(before: number, births: Float64Array, ends: Float64Array): number {
  let alive = before;
  let most = before;
  let e = 0;
  for (const birth of births) {
    while (e < ends.length && ends[e] <= birth) {
      alive--;
      e++;
    }
    most = Math.max(most, ++alive);
  }
  return most;
}
