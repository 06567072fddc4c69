// What can be told of a long trace after its first part?

import { type FunctionId, NONE } from '../model/ids.ts';
import { functionName } from '../model/symbols.ts';
import type { Trace } from '../model/trace.ts';
import type { TracePreview } from '../protocol/queries.ts';

/** What one glance takes in. */
const MOST_STARTS = 8;

/** Counts the goroutines of the part that was read. */
export function tracePreview(path: string, trace: Trace, generations: number): TracePreview {
  const counts = countByStart(trace);
  const starts = [...counts].sort(
    (a, b) => b.born - a.born || b.alive - a.alive || (a.function < b.function ? -1 : 1),
  );
  const sum = (of: 'born' | 'ended' | 'alive') => starts.reduce((total, start) => total + start[of], 0);
  return {
    path,
    generations,
    durationNs: trace.durationNs,
    born: sum('born'),
    ended: sum('ended'),
    alive: sum('alive'),
    starts: starts.slice(0, MOST_STARTS),
    otherStarts: Math.max(0, starts.length - MOST_STARTS),
  };
}

interface StartCount {
  readonly function: string;
  born: number;
  ended: number;
  alive: number;
}

function countByStart({ goroutines, symbols }: Trace): Iterable<StartCount> {
  const counts = new Map<number, StartCount>();
  for (let row = 0; row < goroutines.length; row++) {
    const start = goroutines.startFunction[row];
    let count = counts.get(start);
    if (count === undefined) {
      const name = start === NONE ? '' : functionName(symbols, start as FunctionId);
      counts.set(start, (count = { function: name, born: 0, ended: 0, alive: 0 }));
    }
    if (goroutines.bornAt[row] !== NONE) count.born++;
    if (goroutines.endedAt[row] === NONE) count.alive++;
    else count.ended++;
  }
  return counts.values();
}
