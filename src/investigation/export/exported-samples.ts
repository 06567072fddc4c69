// What is left of profiles after merging, subtracting and filtering, as plain rows that any format can be written from?

import type { Prepared } from '../../analysis/pprof-report/report.ts';
import { type FrameId, NONE, type StringId } from '../../model/ids.ts';
import type { Profile, SampleType } from '../../model/profile.ts';
import { type FrameText, frameText } from '../../model/symbols.ts';
import { type PprofDeps, type PprofRequest, preparePprof } from '../pprof-text.ts';

export interface ExportedLabel {
  readonly key: string;
  /** Empty for a number. */
  readonly text: string;
  readonly number: bigint;
  readonly unit: string;
}

export interface ExportedSample {
  /** Per location, leaf first: its frames, innermost first. */
  readonly stack: readonly (readonly FrameText[])[];
  /** One per sample type. */
  readonly values: readonly bigint[];
  readonly labels: readonly ExportedLabel[];
}

export interface Exported {
  readonly sampleTypes: readonly SampleType[];
  /** The sample type that was asked for. */
  readonly shown: number;
  readonly samples: readonly ExportedSample[];
  readonly timeNanos: bigint;
  readonly durationNanos: bigint;
  readonly periodType: SampleType | undefined;
  readonly period: bigint;
  readonly warnings: readonly string[];
  readonly partial: boolean;
}

/** Throws ReportRefusal, as the reports do. With `redact`, labels go and files lose their folders. */
export function exportSamples(deps: PprofDeps, request: PprofRequest, redact: boolean): Exported {
  const { report, warnings, partial } = preparePprof(deps, request);
  const { profile } = report;
  const locations = new Map<number, readonly FrameText[]>();
  return {
    sampleTypes: profile.sampleTypes,
    shown: profile.sampleTypes.indexOf(report.sampleType),
    samples: Array.from(report.view.samples, (s) => ({
      stack: stackOf(report, s, locations, redact),
      values: profile.values.map((column) => column.exact.get(s) ?? BigInt(column.value[s])),
      labels: redact ? [] : labelsOf(profile, s),
    })),
    timeNanos: profile.timeNanos,
    durationNanos: BigInt(Math.round(profile.durationNanos)),
    periodType: profile.periodType,
    period: BigInt(Math.round(profile.period)),
    ...{ warnings, partial },
  };
}

function stackOf(
  { view, profile }: Prepared,
  sample: number,
  known: Map<number, readonly FrameText[]>,
  redact: boolean,
): (readonly FrameText[])[] {
  const { stacks, frames } = view;
  const row = view.stackOf[sample];
  const out: (readonly FrameText[])[] = [];
  for (let i = stacks.start[row]; i < stacks.start[row + 1]; i++) {
    const location = stacks.list[i];
    let texts = known.get(location);
    if (!texts) {
      const ids = frames.list.subarray(frames.start[location], frames.start[location + 1]);
      texts = Array.from(ids, (f) => textOf(profile, f, redact));
      known.set(location, texts);
    }
    out.push(texts);
  }
  return out;
}

function textOf({ symbols }: Profile, frame: number, redact: boolean): FrameText {
  const text = frameText(symbols, frame as FrameId);
  return redact ? { ...text, file: text.file.slice(text.file.lastIndexOf('/') + 1) } : text;
}

function labelsOf({ labels, symbols }: Profile, sample: number): ExportedLabel[] {
  const text = (id: number) => (id === NONE ? '' : symbols.strings.get(id as StringId));
  const out: ExportedLabel[] = [];
  for (let l = labels.start[sample]; l < labels.start[sample + 1]; l++) {
    const number = labels.exact.get(l) ?? BigInt(labels.text[l] === NONE ? labels.number[l] : 0);
    out.push({ key: text(labels.key[l]), text: text(labels.text[l]), number, unit: text(labels.unit[l]) });
  }
  return out;
}
