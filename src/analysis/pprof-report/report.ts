// Which rows does a report show, in which order, and in which unit?
// Source of the definitions: github.com/google/pprof/internal/{driver,report}.

import type { BaseUse, PprofOptions, ZoneAt } from '../../model/pprof-options.ts';
import { ReportRefusal } from '../../model/pprof-options.ts';
import type { Profile, SampleType } from '../../model/profile.ts';
import { scale, scaledLabel } from '../../model/units.ts';
import { type NodeSums, StackValues } from './graph.ts';
import {
  abs64,
  compareSizes,
  divide64,
  type Int64Column,
  int64At,
  isNegativeAt,
  isZeroAt,
  sumOf,
  truncate64,
  wrap64,
} from './int64.ts';
import { combineWithBase } from './merge.ts';
import { filterNames, showFrom } from './name-filters.ts';
import { dropOwnFrames, pruneFrom } from './prune.ts';
import { type ReportNodes, reportNodes } from './report-nodes.ts';
import { sampleTypeIndex } from './sample-type.ts';
import { filterTags } from './tag-filters.ts';
import { compareBytes } from './text-order.ts';
import { totalOf } from './total.ts';
import { type View, viewOf } from './view.ts';

/** What a report is made of. */
export interface ReportSource {
  readonly profiles: readonly Profile[];
  readonly bases: readonly Profile[];
  readonly baseUse: BaseUse;
  readonly options: PprofOptions;
  readonly zone: ZoneAt;
}

/** Everything that is known before rows are chosen. */
export interface Prepared {
  readonly profile: Profile;
  readonly view: View;
  readonly options: PprofOptions;
  readonly zone: ZoneAt;
  readonly sampleType: SampleType;
  /** The total that percentages are of. */
  readonly total: bigint;
  readonly nodes: ReportNodes;
  readonly values: StackValues;
  readonly sums: NodeSums;
  /** What the values are divided by, for means. */
  readonly divisors: NodeSums | undefined;
  /** Filters that matched nothing, to be warned of. */
  readonly unmatched: readonly string[];
}

/** Merges, subtracts, filters and sums. Throws ReportRefusal. */
export function prepareReport(source: ReportSource, binaries: boolean): Prepared {
  const { options, zone } = source;
  if (options.divideBy === 0) throw new ReportRefusal('zero divisor specified');
  const profile = combineWithBase(source.profiles, source.bases, source.baseUse);
  const whole = dropOwnFrames(viewOf(profile));
  const type = sampleTypeIndex(profile, options.sampleIndex);
  const filtered = filter(whole, options);
  const counted = options.relativePercentages ? filtered : whole;
  const column = profile.values[type];
  const divisor = options.mean ? profile.values[0] : undefined;
  const nodes = reportNodes(filtered, { ...options, binaries });
  const values = new StackValues(filtered, column, divisor);
  return {
    ...{ profile, view: filtered, options, zone, nodes, values },
    sampleType: profile.sampleTypes[type],
    total: totalOf(counted, column, divisor),
    sums: values.nodeSums(nodes),
    divisors: divisor && new StackValues(filtered, divisor, undefined).nodeSums(nodes),
    unmatched: filtered.unmatched,
  };
}

function filter(view: View, options: PprofOptions): View {
  const named = showFrom(filterNames(view, options), options.showFrom);
  return pruneFrom(filterTags(named, options.tagFocus, options.tagIgnore), options.pruneFrom);
}

/** The rows of a report, in their order. */
export interface Rows {
  readonly nodes: readonly number[];
  /** 1 for nodes that edges may join; absent when none were left out. */
  readonly kept: Uint8Array | undefined;
  /** Edges lighter than this are dropped. */
  readonly edgeCutoff: bigint;
  readonly dropped: number;
  /** Rows before their number was limited. */
  readonly candidates: number;
}

export interface Limits {
  readonly nodeCount: number;
  readonly nodeFraction: number;
  readonly edgeFraction: number;
}

export const UNTRIMMED: Limits = { nodeCount: 0, nodeFraction: 0, edgeFraction: 0 };

/** Drops light rows, sorts, and takes the first ones. */
export function chooseRows(report: Prepared, limits: Limits): Rows {
  const { sums, options, nodes } = report;
  const all = existing(sums, nodes.length, options.dropNegative);
  const flatTotal = Number(sumOf(sums.flat, all));
  const nodeCutoff = abs64(truncate64(flatTotal * limits.nodeFraction));
  const heavy = nodeCutoff > 0n ? all.filter((n) => isAtLeast(sums.cum, n, nodeCutoff)) : all;
  const sorted = sortRows(heavy, report);
  const taken = limits.nodeCount > 0 ? sorted.slice(0, limits.nodeCount) : sorted;
  return {
    nodes: taken,
    kept: taken.length < all.length ? marked(taken, nodes.length) : undefined,
    edgeCutoff: abs64(truncate64(flatTotal * limits.edgeFraction)),
    dropped: all.length - heavy.length,
    candidates: heavy.length,
  };
}

/** Nodes with a value; with drop_negative, without those of a negative one. */
export function existing({ flat, cum }: NodeSums, length: number, dropNegative: boolean): number[] {
  const out: number[] = [];
  for (let n = 0; n < length; n++) {
    if (isZeroAt(cum, n) && isZeroAt(flat, n)) continue;
    if (dropNegative && (isNegativeAt(flat, n) || (isZeroAt(flat, n) && isNegativeAt(cum, n)))) continue;
    out.push(n);
  }
  return out;
}

function isAtLeast(column: Int64Column, node: number, cutoff: bigint): boolean {
  return column.exact === undefined
    ? Math.abs(column.value[node]) >= cutoff
    : abs64(column.exact[node]) >= cutoff;
}

export function marked(nodes: readonly number[], length: number): Uint8Array {
  const marks = new Uint8Array(length);
  for (const n of nodes) marks[n] = 1;
  return marks;
}

/** By size, then name, then the other size. */
function sortRows(rows: number[], { sums, options, nodes }: Prepared): number[] {
  const [first, second] = options.sort === 'cum' ? [sums.cum, sums.flat] : [sums.flat, sums.cum];
  return rows.sort(
    (a, b) =>
      compareSizes(first, a, b) || compareBytes(nodes.name(a), nodes.name(b)) || compareSizes(second, a, b),
  );
}

/** Value of a row, divided for a mean. */
export function flatOf({ sums, divisors }: Prepared, node: number): bigint {
  return divide64(int64At(sums.flat, node), divisors ? int64At(divisors.flat, node) : 0n);
}

export function cumOf({ sums, divisors }: Prepared, node: number): bigint {
  return divide64(int64At(sums.cum, node), divisors ? int64At(divisors.cum, node) : 0n);
}

/** Writes values of a report in its unit. */
export type ValueFormat = (value: bigint) => string;

export function valueFormat({ options, sampleType }: Prepared, unit: string): ValueFormat {
  const ratio = ratioOf(options);
  return (value) =>
    scaledLabel(ratio === 1 ? value : truncate64(Number(value) * ratio), sampleType.unit, unit);
}

function ratioOf({ divideBy }: PprofOptions): number {
  const ratio = 1 / divideBy;
  return ratio > 0 ? ratio : 1;
}

/** The unit of all values: what was asked for, or the one that suits the smallest row and the total. */
export function reportUnit(report: Prepared, rows: readonly number[]): string {
  const { options, sampleType, total } = report;
  if (options.unit !== 'minimum' || rows.length === 0) return options.unit;
  const ratio = ratioOf(options);
  const scaled = (value: bigint) => (ratio === 1 ? value : truncate64(Number(value) * ratio));
  const smallest = scaled(smallestValue(report, rows) || total);
  const largest = scaled(total);
  const unitOf = (value: bigint) => scale(value, sampleType.unit, 'minimum').unit;
  const hundredfold = wrap64(smallest * 100n);
  const unit =
    unitOf(smallest) !== unitOf(largest) && hundredfold < largest ? unitOf(hundredfold) : unitOf(smallest);
  return unit === '' ? sampleType.unit : unit;
}

/** The smallest |flat|, or |cum| where flat is 0, that is not 0 itself. */
function smallestValue(report: Prepared, rows: readonly number[]): bigint {
  let smallest = 0n;
  for (const n of rows) {
    const value = abs64(flatOf(report, n)) || abs64(cumOf(report, n));
    if (value > 0n && (smallest === 0n || value < smallest)) smallest = value;
  }
  return smallest;
}
