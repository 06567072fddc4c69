// What does a pprof profile hold?
// Source of the meaning of each field: github.com/google/pprof/proto/profile.proto.

import type { Problem } from './problems.ts';
import type { Symbols } from './symbols.ts';

/** One column of values: `cpu` in `nanoseconds`, `inuse_space` in `bytes`, … */
export interface SampleType {
  readonly type: string;
  readonly unit: string;
}

/**
 * The values of one sample type, one per sample.
 * `value` is exact up to ±2^53; rows beyond have their exact value in `exact`, keyed by sample.
 */
export interface ValueColumn {
  readonly value: Float64Array;
  readonly exact: ReadonlyMap<number, bigint>;
}

/** `start` has samples + 1 rows; a row is a string label (`text` ≥ 0) or a numeric one. */
export interface Labels {
  readonly start: Int32Array;
  readonly key: Int32Array;
  /** String id, or -1 when the label is numeric. */
  readonly text: Int32Array;
  readonly number: Float64Array;
  readonly exact: ReadonlyMap<number, bigint>;
  /** String id, or -1. */
  readonly unit: Int32Array;
}

export interface Mapping {
  readonly file: string;
  readonly buildId: string;
  readonly start: bigint;
  readonly limit: bigint;
  readonly offset: bigint;
  readonly hasFunctions: boolean;
  readonly hasFilenames?: boolean;
  readonly hasLineNumbers?: boolean;
  readonly hasInlineFrames?: boolean;
}

export type ProfileKind =
  | 'cpu'
  | 'heap'
  | 'allocs'
  | 'goroutine'
  | 'goroutineleak'
  | 'block'
  | 'mutex'
  | 'threadcreate'
  | 'other';

/** Sample i has stack i of `symbols.stacks`. */
export interface Profile {
  readonly kind: 'profile';
  readonly profileKind: ProfileKind;
  readonly sampleTypes: readonly SampleType[];
  /** Index of the sample type that `go tool pprof` shows first. */
  readonly defaultSampleType: number;
  /** The type that the file asks to show first, when it asks. */
  readonly defaultSampleTypeName?: string;
  readonly sampleCount: number;
  readonly symbols: Symbols;
  /** One per location: its address as the file gives it, split in halves. */
  readonly addressHigh: Uint32Array;
  readonly addressLow: Uint32Array;
  /** One per location: index into `mappings`, or -1. */
  readonly locationMapping: Int32Array;
  /** One per location, 1 where several were folded into it; absent when none is. */
  readonly locationFolded?: Uint8Array;
  /** One per frame, 0 when unknown; absent when no frame has a column. */
  readonly frameColumn?: Int32Array;
  /**
   * For each sample the first one with the same stack (often itself); absent when the reader did not look.
   * Sums over stacks need to visit first ones only. Equal stacks may still be told apart.
   */
  readonly firstWithStack?: Int32Array;
  /** One per sample type. */
  readonly values: readonly ValueColumn[];
  readonly labels: Labels;
  readonly mappings: readonly Mapping[];
  /** Unix time in ns; 0n when the file does not say. */
  readonly timeNanos: bigint;
  /** 0 when the profile covers the whole life of the process. */
  readonly durationNanos: number;
  readonly period: number;
  readonly periodType: SampleType | undefined;
  readonly comments: readonly string[];
  readonly dropFrames: string;
  readonly keepFrames: string;
  readonly docUrl: string;
  /** `runtime.MemStats` as a text heap gives it: `Stack` → bytes in use, bytes from the system. */
  readonly statistics?: ReadonlyMap<string, readonly number[]>;
  readonly problems: readonly Problem[];
}
