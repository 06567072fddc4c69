// What does a person want to wait for?
//
//   goroutines 10000, heap 500MB, goroutines 100/s, heap 5MB/s

import { parseBytes, parseCount, parseRate } from './quantities.ts';
import type { Triggers } from './watch.ts';

/** The triggers of one line of text; a string says what is wrong with it. */
export function readTriggers(text: string): Triggers | string {
  const triggers: { -readonly [K in keyof Triggers]: Triggers[K] } = {};
  for (const part of text.split(',')) {
    const [, what, amount] = /^\s*(goroutines|heap)\s*>?\s*(\S+(?: \S+)?)\s*$/i.exec(part) ?? [];
    const quantity = what?.toLowerCase() === 'heap' ? parseBytes : parseCount;
    const level = amount === undefined ? undefined : quantity(amount);
    const slope = amount === undefined ? undefined : parseRate(amount, quantity);
    if (level === undefined && slope === undefined)
      return `"${part.trim()}" is not like "goroutines 10000" or "heap 5MB/s".`;
    if (quantity === parseBytes)
      Object.assign(triggers, level === undefined ? { heapBytesPerSecond: slope } : { heapBytes: level });
    else
      Object.assign(triggers, level === undefined ? { goroutinesPerSecond: slope } : { goroutines: level });
  }
  return triggers;
}
