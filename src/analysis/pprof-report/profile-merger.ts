// How do the samples of several profiles become one list, equal ones added up?
// Source of the definition: github.com/google/pprof/profile/merge.go. Samples are equal when their stacks and labels are.

import { Float64Builder, Int32Builder } from '../../bytes/columns.ts';
import { NONE, type StringId } from '../../model/ids.ts';
import type { Labels, Profile, ValueColumn } from '../../model/profile.ts';
import { bigintOf } from '../totals/exact-sums.ts';
import { ValueColumnBuilder, wrap64 } from './int64.ts';
import { MergedCode } from './merged-code.ts';
import { StackIndex } from './stack-index.ts';
import { compareBytes } from './text-order.ts';
import { BASE_LABEL } from './total.ts';

/** A label of the merged profile. */
interface Label {
  readonly key: number;
  readonly text: number;
  readonly number: bigint;
  readonly unit: number;
}

export class ProfileMerger {
  private readonly code = new MergedCode();
  private readonly stacks = new StackIndex();
  private readonly labels: Label[] = [];
  private readonly labelKeys = new Map<string, number>();
  private readonly labelLists = new StackIndex();
  private readonly sampleIds = new Map<number, number>();
  private readonly stackOf = new Int32Builder(1024);
  private readonly labelListOf = new Int32Builder(1024);
  private readonly sums: GrowingSums[];

  constructor(private readonly first: Profile) {
    this.sums = first.sampleTypes.map(() => new GrowingSums());
  }

  /** Adds the samples that are kept and not all 0; `isBase` gives them the base's label. */
  add(profile: Profile, kept: Uint8Array | undefined, isBase: boolean): void {
    this.code.begin(profile);
    const reading = new LabelReading(profile, this.code.strings, isBase);
    const stacks = new StackReading(profile, this.code, this.stacks);
    for (let s = 0; s < profile.sampleCount; s++) {
      if (kept?.[s] === 0 || profile.values.every((column) => column.value[s] === 0)) continue;
      const sample = this.sample(stacks.stack(s), this.labelList(reading.labels(s)));
      this.sums.forEach((sum, t) => {
        sum.add(sample, profile.values[t], s);
      });
    }
  }

  finish(): Profile {
    const left = this.notZero();
    const { symbols, ...tables } = this.code.finish();
    const list = this.stacks.list.finish();
    const start = this.stacks.start.finish();
    const stacks = restacked(left, this.stackOf.finish(), { start, list });
    return {
      ...this.first,
      ...tables,
      sampleCount: left.length,
      symbols: { ...symbols, stacks: stacks.stacks },
      firstWithStack: stacks.first,
      locationFolded: new Uint8Array(tables.locationMapping.length),
      values: this.sums.map((sum) => sum.finish(left)),
      labels: this.finishLabels(left),
    };
  }

  private sample(stack: number, labelList: number): number {
    const key = stack * 2 ** 26 + labelList;
    const known = this.sampleIds.get(key);
    if (known !== undefined) return known;
    this.sampleIds.set(key, this.stackOf.length);
    this.stackOf.push(stack);
    this.labelListOf.push(labelList);
    for (const sum of this.sums) sum.grow();
    return this.stackOf.length - 1;
  }

  private labelList(labels: readonly Label[]): number {
    const ids = Int32Array.from(labels, (label) => this.labelId(label));
    return this.labelLists.number(ids, ids.length);
  }

  private labelId(label: Label): number {
    const key = `${label.key} ${label.text} ${label.number} ${label.unit}`;
    const known = this.labelKeys.get(key);
    if (known !== undefined) return known;
    this.labelKeys.set(key, this.labels.length);
    return this.labels.push(label) - 1;
  }

  private notZero(): number[] {
    const left: number[] = [];
    for (let s = 0; s < this.stackOf.length; s++) if (this.sums.some((sum) => sum.at(s) !== 0n)) left.push(s);
    return left;
  }

  private finishLabels(left: readonly number[]): Labels {
    const start = new Int32Array(left.length + 1);
    const [key, text, unit] = [new Int32Builder(), new Int32Builder(), new Int32Builder()];
    const number = new Float64Builder();
    const exact = new Map<number, bigint>();
    const lists = { start: this.labelLists.start, list: this.labelLists.list };
    left.forEach((s, i) => {
      const list = this.labelListOf.get(s);
      for (let l = lists.start.get(list); l < lists.start.get(list + 1); l++) {
        const label = this.labels[lists.list.get(l)];
        if (!Number.isSafeInteger(Number(label.number))) exact.set(key.length, label.number);
        key.push(label.key);
        text.push(label.text);
        unit.push(label.unit);
        number.push(Number(label.number));
      }
      start[i + 1] = key.length;
    });
    return {
      ...{ start, exact },
      key: key.finish(),
      text: text.finish(),
      number: number.finish(),
      unit: unit.finish(),
    };
  }
}

/** Stacks by sample, and for each sample the first with its stack. */
function restacked(
  left: readonly number[],
  stackOf: Int32Array,
  { start, list }: { readonly start: Int32Array; readonly list: Int32Array },
) {
  const locationStart = new Int32Array(left.length + 1);
  const locations = new Int32Builder(list.length);
  const first = new Int32Array(left.length);
  const firstOf = new Int32Array(start.length).fill(NONE);
  left.forEach((s, i) => {
    const stack = stackOf[s];
    for (let l = start[stack]; l < start[stack + 1]; l++) locations.push(list[l]);
    locationStart[i + 1] = locations.length;
    if (firstOf[stack] === NONE) firstOf[stack] = i;
    first[i] = firstOf[stack];
  });
  return { stacks: { length: left.length, locationStart, locations: locations.finish() }, first };
}

/** int64 sums by sample, growing. */
class GrowingSums {
  private readonly rounded = new Float64Builder(1024);
  private readonly exact = new Map<number, bigint>();

  grow(): void {
    this.rounded.push(0);
  }

  at(sample: number): bigint {
    return this.exact.get(sample) ?? BigInt(this.rounded.get(sample));
  }

  add(sample: number, column: ValueColumn, from: number): void {
    const sum = this.rounded.get(sample) + column.value[from];
    if (this.exact.size === 0 && column.exact.size === 0 && Number.isSafeInteger(sum)) {
      this.rounded.set(sample, sum);
      return;
    }
    const exact = wrap64(this.at(sample) + bigintOf(column, from));
    this.rounded.set(sample, Number(exact));
    if (Number.isSafeInteger(Number(exact))) this.exact.delete(sample);
    else this.exact.set(sample, exact);
  }

  finish(left: readonly number[]): ValueColumn {
    const out = new ValueColumnBuilder(left.length);
    left.forEach((s, i) => {
      out.set(i, this.at(s));
    });
    return out;
  }
}

/** Stacks of one profile in merged locations; a repeated stack is looked up once. */
class StackReading {
  private readonly known: Int32Array;
  private buffer = new Int32Array(256);

  constructor(
    private readonly profile: Profile,
    private readonly code: MergedCode,
    private readonly stacks: StackIndex,
  ) {
    this.known = new Int32Array(profile.sampleCount).fill(NONE);
  }

  stack(sample: number): number {
    const first = this.profile.firstWithStack?.[sample] ?? sample;
    if (this.known[first] !== NONE) return this.known[first];
    const { locationStart, locations } = this.profile.symbols.stacks;
    const from = locationStart[sample];
    const length = locationStart[sample + 1] - from;
    if (length > this.buffer.length) this.buffer = new Int32Array(length * 2);
    for (let i = 0; i < length; i++) this.buffer[i] = this.code.location(locations[from + i]);
    return (this.known[first] = this.stacks.number(this.buffer, length));
  }
}

/** Labels of one profile's samples: texts before numbers, each by key, values of one key as they came. */
class LabelReading {
  private readonly renamed: Int32Array;
  private readonly baseLabel: Label;

  constructor(
    private readonly profile: Profile,
    private readonly strings: { add(text: string): number; get(id: number): string },
    private readonly isBase: boolean,
  ) {
    this.renamed = new Int32Array(profile.symbols.strings.length).fill(NONE);
    this.baseLabel = {
      key: isBase ? strings.add(BASE_LABEL.key) : 0,
      text: isBase ? strings.add(BASE_LABEL.value) : 0,
      number: 0n,
      unit: NONE,
    };
  }

  labels(sample: number): Label[] {
    const { labels } = this.profile;
    const out: Label[] = [];
    for (let i = labels.start[sample]; i < labels.start[sample + 1]; i++) {
      const key = this.string(labels.key[i]);
      if (this.isBase && key === this.baseLabel.key && labels.text[i] !== NONE) continue;
      out.push({
        key,
        text: labels.text[i] === NONE ? NONE : this.string(labels.text[i]),
        number: labels.exact.get(i) ?? BigInt(labels.number[i]),
        unit: labels.unit[i] === NONE ? NONE : this.string(labels.unit[i]),
      });
    }
    if (this.isBase) out.push(this.baseLabel);
    return out.length < 2 ? out : out.sort((a, b) => this.compare(a, b));
  }

  private compare(a: Label, b: Label): number {
    if ((a.text === NONE) !== (b.text === NONE)) return a.text === NONE ? 1 : -1;
    return a.key === b.key ? 0 : compareBytes(this.strings.get(a.key), this.strings.get(b.key));
  }

  private string(id: number): number {
    if (id < 0 || id >= this.renamed.length)
      return this.strings.add(this.profile.symbols.strings.get(id as StringId));
    if (this.renamed[id] === NONE)
      this.renamed[id] = this.strings.add(this.profile.symbols.strings.get(id as StringId));
    return this.renamed[id];
  }
}
