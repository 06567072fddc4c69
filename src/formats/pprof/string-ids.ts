// Which string does a field name, and how is one told that no table can hold?

import type { Cursor } from '../../bytes/cursor.ts';

/** No string table reaches ids of this size: the file would be larger than any that is read. */
const WILDEST = 0x7fffffff;
/** More of them are told with the number of the last. */
const MOST_KEPT = 1000;

/** String ids as rows. What no table can hold becomes a row past every table, and keeps its number for the message. */
export class StringIds {
  private readonly wild: bigint[] = [];

  /** The id that the cursor read last. */
  read(c: Cursor): number {
    if (c.hi === 0 && c.lo <= WILDEST - MOST_KEPT) return c.lo;
    if (this.wild.length < MOST_KEPT) this.wild.push(c.unsignedExact());
    return WILDEST - (this.wild.length - 1);
  }

  /** The number as the file has it. */
  text(id: number): string {
    return String(this.wild[WILDEST - id] ?? id);
  }
}
