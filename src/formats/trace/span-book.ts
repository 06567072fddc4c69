// When did collections, stops of the program and other spans begin and end?

import { Float64Builder, Int32Builder } from '../../bytes/columns.ts';
import { NONE } from '../../model/ids.ts';
import type { Spans, SpanTotal } from '../../model/trace.ts';

/** Listed spans; later ones are only counted. */
const MAX_LISTED = 200_000;

/** Totals per name. */
export class SpanTotals {
  private readonly rows = new Map<number, { begun: number; ended: number; ns: number; longest: number }>();

  begin(name: number): void {
    this.of(name).begun++;
  }

  end(name: number, ns: number): void {
    const total = this.of(name);
    total.ended++;
    total.ns += ns;
    total.longest = Math.max(total.longest, ns);
  }

  finish(text: (name: number) => string): SpanTotal[] {
    return Array.from(this.rows, ([name, { begun, ended, ns, longest }]) => ({
      name: text(name),
      count: begun,
      openAtEnd: begun - ended,
      totalNs: ns,
      longestNs: longest,
    }));
  }

  private of(name: number) {
    let total = this.rows.get(name);
    if (total === undefined) {
      total = { begun: 0, ended: 0, ns: 0, longest: 0 };
      this.rows.set(name, total);
    }
    return total;
  }
}

interface OpenSpan {
  readonly name: number;
  readonly begin: number;
  /** Row in the list, or -1. */
  readonly row: number;
}

/** Families of spans. One owner has at most one open span of a family. */
export const COLLECTION = 0;
export const STOP = 1;
export const ASSIST = 2;
export const SWEEP = 3;
const FAMILY_UNIT = 2 ** 40;

/** Spans of the runtime. An owner is a goroutine's row or a processor's number, -1 the program. */
export class SpanBook {
  /** Spans that did not fit into the list. */
  unlisted = 0;
  private readonly totals = new SpanTotals();
  private readonly open = new Map<number, OpenSpan>();
  private readonly name = new Int32Builder();
  private readonly beginAt = new Float64Builder();
  private readonly endAt = new Float64Builder();

  /** True when it is new; a span that is open already goes on. */
  begin(family: number, owner: number, name: number, now: number, listed: boolean): boolean {
    const key = family * FAMILY_UNIT + owner;
    if (this.open.has(key)) return false;
    this.open.set(key, { name, begin: now, row: listed ? this.list(name, now) : NONE });
    this.totals.begin(name);
    return true;
  }

  end(family: number, owner: number, now: number): void {
    const key = family * FAMILY_UNIT + owner;
    const span = this.open.get(key);
    if (span === undefined) return;
    this.open.delete(key);
    this.totals.end(span.name, now - span.begin);
    if (span.row !== NONE) this.endAt.set(span.row, now);
  }

  finishTotals(text: (name: number) => string): SpanTotal[] {
    return this.totals.finish(text);
  }

  finishList(): Spans {
    return {
      length: this.name.length,
      name: this.name.copy(),
      begin: this.beginAt.copy(),
      end: this.endAt.copy(),
    };
  }

  private list(name: number, now: number): number {
    if (this.name.length >= MAX_LISTED) {
      this.unlisted++;
      return NONE;
    }
    this.name.push(name);
    this.beginAt.push(now);
    this.endAt.push(NONE);
    return this.name.length - 1;
  }
}
