// What does a rule claim, before the claims of all dumps are put together?

import type { FindingKind } from '../model/finding.ts';
import type { FrameText } from '../model/symbols.ts';
import type { OwnStack } from './blame/blame.ts';

/** What a person is told. */
export interface Words {
  readonly title: string;
  readonly explanation: string;
  readonly fix: string;
  readonly disproof: string;
}

/** What a caller does for which a helper line is not to blame. */
export type HelperReason = 'one-caller' | 'keeps-lock' | 'keeps-memory';

/** Where the cause is: at a first-party line, or in a library whose caller is yet to be found. */
export type Place =
  | {
      readonly at: 'site';
      readonly site: FrameText;
      readonly callers: readonly FrameText[];
      /** Where the site starts goroutines: what they run, where a dump shows it. */
      readonly own?: OwnStack;
      /** The line that does it for several callers, of which this site is the one to be changed. */
      readonly helper?: { readonly frame: FrameText; readonly reason: HelperReason };
    }
  /** `root`: outermost function of the goroutines; `creator`: the function that started them, or '' when only the root's name tells. */
  | { readonly at: 'library'; readonly root: string; readonly creator: string };

/** A number that a rule measured; `value` in `unit`. */
export interface Measure {
  readonly text: string;
  readonly value: number;
  readonly unit: string;
}

/** What is known about goroutines that pile up; counts that a dump cannot give are 0. */
export interface Crowd {
  /** Start (or outermost) functions with how many goroutines each, most first. */
  readonly starts: readonly { readonly function: string; readonly count: number }[];
  /** Goroutines per run of the line; 0 when unknown. */
  readonly perCall: number;
  readonly born: number;
  readonly ended: number;
  /** Length of the observation, ns; 0 for a snapshot. */
  readonly windowNs: number;
  /** Library function that the line calls, when it is not the line itself that starts them. */
  readonly through: string | null;
  /** From one moment to a later one; null where only one was seen. */
  readonly grown: { readonly from: number; readonly to: number; readonly elapsedNs: number } | null;
  /** Whole minutes that the longest of them has waited; 0 when no dump tells. */
  readonly waitMinutes: number;
  /** Functions on the stack of one such goroutine, leaf first; empty where no dump shows it. */
  readonly stack: readonly string[];
  /** The start function that wakes on a timer, and the timer's period in ns, where a dump shows it. */
  readonly ticking: { readonly function: string; readonly period: number } | null;
}

/** What a dump without creations knows of births. */
export const NO_BIRTHS = {
  perCall: 0,
  born: 0,
  ended: 0,
  windowNs: 0,
  grown: null,
  waitMinutes: 0,
  through: null,
  stack: [],
  ticking: null,
} as const;

/** One claim of one rule about one dump. */
export interface Suspicion {
  readonly rule: string;
  readonly kind: FindingKind;
  /** How strongly this alone speaks for `kind`, 0 to 1. */
  readonly weight: number;
  /** The dump's path. */
  readonly dump: string;
  readonly place: Place;
  readonly evidence: Measure;
  /** The evidence in a few words, for the list of files; without it the set check's opinion stands there. */
  readonly worth?: string;
  readonly crowd?: Crowd;
  /** Said after the explanation when nothing stronger supports the finding. */
  readonly doubt?: string;
}

/** Weights are independent opinions: the rest of each doubt is multiplied. */
export function combine(weights: readonly number[]): number {
  return 1 - weights.reduce((doubt, w) => doubt * (1 - w), 1);
}
