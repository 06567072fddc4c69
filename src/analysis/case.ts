// What is known about one line when all dumps were asked?

import type { Evidence, FindingKind } from '../model/finding.ts';
import type { FrameText } from '../model/symbols.ts';
import type { Placed } from './blame/place-suspicions.ts';
import type { Counts } from './estimates.ts';
import type { Support } from './support.ts';
import type { Crowd } from './suspicion.ts';

/** All that is known about one line, before it is worded. */
export interface Case {
  readonly kind: FindingKind;
  /** The placed suspicions of that kind, strongest first. */
  readonly placed: readonly Placed[];
  readonly support: readonly Support[];
  readonly confidence: number;
  readonly crowd: Crowd | null;
  /** Recorded frames of the site and of where its goroutines stay. */
  readonly lines: readonly FrameText[];
  /** Of goroutines that pile up: their number by every way to count them. */
  readonly estimates: Counts | null;
  /** Births or growth were seen, not only what is there at one moment. */
  readonly grows: boolean;
  /** How far independent counts of one thing agree; '' where there is one at most. */
  readonly counts: string;
  /** What later dumps say against it; '' for nothing. */
  readonly against: string;
  readonly evidence: readonly Evidence[];
}
