// What is left of profiles after merging, subtracting and filtering, as plain rows that any format can be written from?

import type { SampleType } from '../model/profile.ts';
import type { FrameText } from '../model/symbols.ts';

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
  /** The program's mapping; null where the profile has none. */
  readonly program: {
    readonly file: string;
    readonly buildId: string;
    readonly start: bigint;
    readonly limit: bigint;
    readonly offset: bigint;
  } | null;
  readonly timeNanos: bigint;
  readonly durationNanos: bigint;
  readonly periodType: SampleType | undefined;
  readonly period: bigint;
  readonly warnings: readonly string[];
  readonly partial: boolean;
}
