// What does a baseline say for or against a finding?

import type { Measure } from '../../model/comparison.ts';
import { type Finding, type FindingKind, isLeakVerdict } from '../../model/finding.ts';
import { normaliseName } from '../../model/go-names.ts';
import type { Judged } from '../judge.ts';
import type { FunctionChange } from './compare.ts';

/** Which measures a kind of finding rests on. */
const MEASURES: Readonly<Partial<Record<FindingKind, readonly Measure[]>>> = {
  'goroutine-leak': ['goroutines', 'births'],
  'goroutine-churn': ['births'],
  'memory-growth': ['heap'],
  'hot-cpu': ['cpu'],
  contention: ['mutex', 'block'],
  blocked: ['block', 'goroutines'],
};

/**
 * What is left of the doubt when the baseline has nothing, or much less, of it: small, because a baseline is one
 * more look at another moment, and load alone can make a place new.
 */
const DOUBT_LEFT: Readonly<Partial<Record<FunctionChange['change'], number>>> = { new: 0.75, grown: 0.85 };
/** What is left of the confidence when a baseline without this verdict has as much of it. */
const SAME_LEFT = 0.8;

export interface Baseline {
  readonly sameBuild: boolean;
  readonly changes: readonly FunctionChange[];
  /** Its own leak verdicts. */
  readonly verdicts: readonly Finding[];
}

/** The findings with what the baseline says of them; verdicts stay first. */
export function weighAgainst(judged: readonly Judged[], baseline: Baseline): Judged[] {
  return judged
    .map((j) => ({ ...j, finding: weighed(j.finding, baseline) }))
    .sort((a, b) => Number(isLeakVerdict(b.finding)) - Number(isLeakVerdict(a.finding)))
    .map((j, i) => ({ ...j, finding: { ...j.finding, rank: i + 1 } }));
}

function weighed(finding: Finding, baseline: Baseline): Finding {
  const change = changeFor(finding, baseline.changes);
  if (!change) return finding;
  const was = baseline.verdicts.some((v) => sameFunction(v, finding) && v.kind === finding.kind);
  return {
    ...finding,
    confidence: Math.round(confidenceAfter(finding.confidence, change.change, was) * 100) / 100,
    explanation: `${finding.explanation} ${sentence(change, baseline, was)}`.trim(),
  };
}

function confidenceAfter(confidence: number, change: FunctionChange['change'], was: boolean): number {
  const left = DOUBT_LEFT[change];
  if (left !== undefined) return 1 - (1 - confidence) * left;
  return change === 'same' && !was ? confidence * SAME_LEFT : confidence;
}

function sentence(change: FunctionChange, { sameBuild }: Baseline, was: boolean): string {
  if (was) return `The baseline has the same fault: ${change.text}.`;
  if (change.change === 'new' && !sameBuild) return `New in this release's dumps.`;
  if (change.change === 'new') return 'New: the baseline has none of it.';
  if (change.change === 'same') return 'The baseline has as much of it without this verdict.';
  return `Now ${change.text}.`;
}

/** The change of the first measure that has one. */
function changeFor(finding: Finding, changes: readonly FunctionChange[]): FunctionChange | undefined {
  const name = normaliseName(finding.site.function);
  for (const measure of MEASURES[finding.kind] ?? []) {
    const found = changes.find((c) => c.measure === measure && c.function === name);
    if (found) return found;
  }
  return undefined;
}

function sameFunction(a: Finding, b: Finding): boolean {
  return normaliseName(a.site.function) === normaliseName(b.site.function);
}
