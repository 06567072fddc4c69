// What are the percentages of a report of?
// Source of the definition: github.com/google/pprof/internal/report, computeTotal.

import { NONE, type StringId } from '../../model/ids.ts';
import type { Profile, ValueColumn } from '../../model/profile.ts';
import { bigintOf, needsLimbs } from '../totals/exact-sums.ts';
import { divide64, wrap64 } from './int64.ts';
import type { View } from './view.ts';

/** The label that marks the samples of a base to compare with. */
export const BASE_LABEL = { key: 'pprof::base', value: 'true' } as const;

/** Σ|value|, or that of the base's samples where there are any; with `divisor`, divided by its sum. */
export function totalOf(view: View, column: ValueColumn, divisor: ValueColumn | undefined): bigint {
  const all = sums(view.profile, view.samples, column, divisor);
  const base = sums(view.profile, baseSamples(view), column, divisor);
  const { total, count } = base.total > 0n ? base : all;
  return divide64(total, count);
}

function sums(
  profile: Profile,
  samples: Int32Array,
  column: ValueColumn,
  divisor: ValueColumn | undefined,
): { total: bigint; count: bigint } {
  const total = sum(profile, samples, column, true);
  return { total, count: divisor ? sum(profile, samples, divisor, false) : 0n };
}

function sum({ sampleCount }: Profile, samples: Int32Array, column: ValueColumn, absolute: boolean): bigint {
  if (needsLimbs(column, sampleCount)) {
    let exact = 0n;
    for (const s of samples) {
      const value = bigintOf(column, s);
      exact += absolute && value < 0n ? wrap64(-value) : value;
    }
    return wrap64(exact);
  }
  let rounded = 0;
  const { value } = column;
  for (let i = 0; i < samples.length; i++)
    rounded += absolute ? Math.abs(value[samples[i]]) : value[samples[i]];
  return BigInt(rounded);
}

function baseSamples({ profile, samples }: View): Int32Array {
  const { labels, symbols } = profile;
  const is = (id: number, text: string) => id !== NONE && symbols.strings.get(id as StringId) === text;
  const keys = new Map<number, boolean>();
  const isKey = (id: number) => {
    let known = keys.get(id);
    if (known === undefined) keys.set(id, (known = is(id, BASE_LABEL.key)));
    return known;
  };
  return samples.filter((s) => {
    for (let i = labels.start[s]; i < labels.start[s + 1]; i++)
      if (isKey(labels.key[i]) && is(labels.text[i], BASE_LABEL.value)) return true;
    return false;
  });
}
