// How do the samples of a text profile become columns?
//
//   8 @ 0x48a50e 0x41a5ae 0x491e41                                a sample and its return addresses
//   # labels: {"request":"a"}                                     its labels
//   #	0x41a5ad	main.work+0x76	/src/main.go:41                    its frames, for people: those have the names

import { Float64Builder, Int32Builder } from '../../bytes/columns.ts';
import { NONE } from '../../model/ids.ts';
import { type Problem, UnreadableDump } from '../../model/problems.ts';
import type { Profile, ProfileKind, SampleType } from '../../model/profile.ts';
import { SymbolsBuilder } from '../symbols-builder.ts';

export type Integer = number | bigint;

const SAFE = Number.MAX_SAFE_INTEGER;
const INT64_LIMIT = 2n ** 63n;

/** What a text's header says. */
export interface TextHeader {
  readonly kind: ProfileKind;
  readonly sampleTypes: readonly SampleType[];
  readonly period: number;
  readonly periodType: SampleType;
  readonly durationNanos?: number;
}

interface PendingSample {
  readonly values: readonly Integer[];
  readonly addresses: readonly string[];
  readonly frames: number[];
  readonly labels: [key: string, value: string][];
  readonly blockBytes: number | undefined;
}

/** Collects samples line by line. */
export class TextProfile {
  readonly problems: Problem[] = [];
  private readonly symbols = new SymbolsBuilder();
  private readonly addressLocation = new Map<string, number>();
  private readonly addressOf = new Map<number, bigint>();
  private readonly values: { value: Float64Builder; exact: Map<number, bigint> }[];
  private readonly labelStart = new Int32Builder();
  private readonly labelKey = new Int32Builder();
  private readonly labelText = new Int32Builder();
  private readonly labelUnit = new Int32Builder();
  private readonly labelNumber = new Float64Builder();
  private pending: PendingSample | undefined;

  constructor(private readonly header: TextHeader) {
    this.values = header.sampleTypes.map(() => ({ value: new Float64Builder(), exact: new Map() }));
  }

  get sampleCount(): number {
    return this.labelStart.length + (this.pending === undefined ? 0 : 1);
  }

  /** A sample line. `blockBytes` becomes the label that heap profiles carry. */
  sample(values: readonly Integer[], addresses: readonly string[], blockBytes?: number): void {
    this.flush();
    this.pending = { values, addresses, frames: [], labels: [], blockBytes };
  }

  /** A comment line: a frame or the labels of the sample before it. */
  comment(line: string): void {
    const { pending } = this;
    if (pending === undefined) return;
    if (line.length > MAX_COMMENT) return;
    const frame = FRAME.exec(line);
    if (frame !== null) pending.frames.push(this.symbols.location(frame[1], frame[2], Number(frame[3])));
    else if (line.startsWith('# labels: '))
      pending.labels.push(...parseLabels(line.slice('# labels: '.length)));
  }

  finish(statistics?: ReadonlyMap<string, readonly number[]>): Profile {
    this.flush();
    const samples = this.sampleCount;
    this.labelStart.push(this.labelKey.length);
    const symbols = this.symbols.finish();
    const addresses = Array.from({ length: symbols.locations.length }, (_, l) => this.addressOf.get(l) ?? 0n);
    return {
      kind: 'profile',
      profileKind: this.header.kind,
      sampleTypes: this.header.sampleTypes,
      defaultSampleType: this.header.sampleTypes.length - 1,
      sampleCount: samples,
      symbols,
      addressHigh: Uint32Array.from(addresses, (a) => Number(a >> 32n)),
      addressLow: Uint32Array.from(addresses, (a) => Number(a & 0xffffffffn)),
      locationMapping: new Int32Array(addresses.length).fill(NONE),
      values: this.values.map((v) => ({ value: v.value.finish(), exact: v.exact })),
      labels: {
        start: this.labelStart.finish(),
        key: this.labelKey.finish(),
        text: this.labelText.finish(),
        number: this.labelNumber.finish(),
        exact: new Map(),
        unit: this.labelUnit.finish(),
      },
      mappings: [],
      timeNanos: 0n,
      durationNanos: this.header.durationNanos ?? 0,
      period: this.header.period,
      periodType: this.header.periodType,
      comments: [],
      dropFrames: '',
      keepFrames: '',
      docUrl: '',
      problems: this.problems,
      ...(statistics === undefined ? {} : { statistics }),
    };
  }

  private flush(): void {
    const { pending } = this;
    if (pending === undefined) return;
    this.pending = undefined;
    const sample = this.labelStart.length;
    // Frames for people leave out the runtime's own at the leaf and runtime.goexit at the root, as Go's
    // protobuf form does for heaps; without them, the addresses are all there is.
    const stack = pending.frames.length > 0 ? pending.frames : pending.addresses.map((a) => this.address(a));
    this.symbols.addStack(stack);
    pending.values.forEach((value, t) => {
      this.values[t].value.push(Number(value));
      if (typeof value === 'bigint') this.values[t].exact.set(sample, value);
    });
    this.labelStart.push(this.labelKey.length);
    for (const [key, value] of pending.labels) this.label(key, this.symbols.strings.add(value), 0, NONE);
    if (pending.blockBytes !== undefined)
      this.label('bytes', NONE, pending.blockBytes, this.symbols.strings.add('bytes'));
  }

  private label(key: string, text: number, number: number, unit: number): void {
    this.labelKey.push(this.symbols.strings.add(key));
    this.labelText.push(text);
    this.labelNumber.push(number);
    this.labelUnit.push(unit);
  }

  /** Return addresses name the instruction after the call: one less lies in it. */
  private address(hex: string): number {
    const known = this.addressLocation.get(hex);
    if (known !== undefined) return known;
    const location = this.symbols.unnamedLocation();
    this.addressLocation.set(hex, location);
    this.addressOf.set(location, BigInt.asUintN(64, BigInt(hex) - 1n));
    return location;
  }
}

const MAX_COMMENT = 16384;
const FRAME = /^#\t0x[0-9a-f]+\t(\S.*?)\+0x[0-9a-f]+\t+(.+):(\d+)$/;

/** Go writes labels as `{"key":"value", "other":"value"}`. */
function parseLabels(text: string): [string, string][] {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === 'object'
      ? Object.entries(parsed).map(([key, value]) => [key, String(value)])
      : [];
  } catch {
    return [];
  }
}

/** A whole number of the text, exact; more than 64 bits is refused. */
export function integer(text: string, line: number): Integer {
  const number = Number(text);
  if (Math.abs(number) <= SAFE) return number;
  const exact = BigInt(text);
  if (exact >= INT64_LIMIT || exact < -INT64_LIMIT) throw malformed(`the number ${text}`, line);
  return exact;
}

/** The whole part of a scaled number; one past 64 bits is refused. */
export function scaled(number: number, line: number): Integer {
  const whole = Math.trunc(number);
  if (Math.abs(whole) <= SAFE) return whole;
  if (!(Math.abs(whole) < Number(INT64_LIMIT))) throw malformed(`values past 64 bits`, line);
  return BigInt(whole);
}

/** The hexadecimal numbers of a text. */
export function addressesOf(text: string, line: number): string[] {
  const addresses = text.match(/0x[0-9a-f]+/g) ?? [];
  const long = addresses.find((a) => a.length > 18 && BigInt(a) >= 2n ** 64n);
  if (long !== undefined) throw malformed(`the address ${long}`, line);
  return addresses;
}

/** A line that is none of this format. */
export function malformed(what: string, line: number): UnreadableDump {
  const shown = what.length > 80 ? `${what.slice(0, 79)}…` : what;
  return new UnreadableDump(
    `a text profile with ${shown} in line ${line}, where a sample was expected`,
    'The file was changed or mixed with other text: fetch it again.',
  );
}

export const CUT_ADVICE = 'The copy or the upload was cut off: fetch it again.';
