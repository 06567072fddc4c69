// What happened? Suspicions of all dumps about one line become one finding; the likeliest comes first.

import {
  type Estimate,
  type Finding,
  type FindingKind,
  isLeakKind,
  isLeakVerdict,
} from '../model/finding.ts';
import type { FrameText } from '../model/symbols.ts';
import { agree, type Placed, placeSuspicion, type WorkspaceKnowledge } from './blame/place-suspicions.ts';
import type { Case } from './case.ts';
import { type Count, type Counts, countsOf, countsText } from './estimates.ts';
import type { IncidentFacts } from './facts.ts';
import { refutationOf } from './refutation.ts';
import { RULES } from './rules/all.ts';
import { type Support, supportFor } from './support.ts';
import { type Crowd, combine, type Suspicion } from './suspicion.ts';
import { AGREEING_COUNT, DIFFERING_LEAVES } from './thresholds.ts';
import { evidenceOf } from './words/evidence.ts';
import { figuresOf } from './words/figures.ts';
import { wordsFor } from './words/words.ts';

/** No dump set proves a cause beyond this. */
const MOST_SURE = 0.99;
/** Findings less likely than this only make noise. */
const LEAST_SURE = 0.2;
/** How much more a leak matters than something slow of the same likelihood, when they are ranked. */
const LEAKS_WEIGH = 1.5;

/** Which kind names a finding when one line has several that are likely. */
const KIND_ORDER: readonly FindingKind[] = [
  'thread-leak',
  'goroutine-leak',
  'memory-growth',
  'blocked',
  'contention',
  'gc-bound',
  'goroutine-churn',
  'hot-alloc',
  'hot-cpu',
];

/** A finding with the case behind it. */
export interface Judged {
  readonly finding: Finding;
  readonly case: Case;
}

export function findSuspicions(facts: IncidentFacts): Suspicion[] {
  return RULES.flatMap((rule) => rule.look(facts));
}

export function judge(
  facts: IncidentFacts,
  suspicions: readonly Suspicion[],
  known: WorkspaceKnowledge,
): Judged[] {
  const placed = agree(suspicions.map((s) => placeSuspicion(facts, known, s)));
  const cases = [...bySite(placed).values()].map((group) => makeCase(facts, group));
  return cases
    .filter((c) => c.confidence >= LEAST_SURE)
    .sort(byLikelihood)
    .map((c, i) => ({ case: c, finding: wordCase(facts, c, i + 1) }));
}

function bySite(placed: readonly Placed[]): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const p of placed) {
    const key = p.site.line > 0 ? `${p.site.file}:${p.site.line}` : p.site.function;
    const group = groups.get(key);
    if (group) group.push(p);
    else groups.set(key, [p]);
  }
  return groups;
}

/** The first kind that is at least as likely as not; where none is, the likeliest. */
function kindOf(group: readonly Placed[]): FindingKind {
  const likely = KIND_ORDER.map((kind) => ({
    kind,
    confidence: confidenceOf(
      group.filter((p) => p.suspicion.kind === kind),
      [],
    ),
  }));
  const [likeliest] = [...likely].sort((a, b) => b.confidence - a.confidence);
  return (likely.find((k) => k.confidence >= 0.5) ?? likeliest).kind;
}

function makeCase(facts: IncidentFacts, group: readonly Placed[]): Case {
  const kind = kindOf(group);
  const own = group.filter((p) => p.suspicion.kind === kind).sort((a, b) => b.weight - a.weight);
  const said = new Set(own.map((p) => p.suspicion.dump));
  const lines = linesOf(group, own[0]);
  const support = supportFor(facts, lines, said);
  const crowd = mergeCrowds(own);
  const refutation = crowd && isLeakKind(kind) && refutationOf(facts, crowd);
  const grows = own.some((p) => GROWTH.has(p.suspicion.rule));
  const counts = crowd && kind === 'goroutine-leak' ? countsOf(facts, crowd, own, lines) : null;
  return {
    kind,
    placed: own,
    support,
    confidence:
      Math.min(MOST_SURE, weighCounts(confidenceOf(own, support), counts, grows)) *
      (refutation ? refutation.factor : 1),
    lines,
    estimates: counts,
    crowd,
    grows,
    counts: counts && grows ? countsText(counts) : '',
    against: refutation ? refutation.text : '',
    evidence: evidenceOf(facts, own, support, group),
  };
}

/** Counts that agree make growth surer; that many are there is no fault, however often it is counted. */
function weighCounts(confidence: number, counts: Counts | null, grows: boolean): number {
  if (!counts) return confidence;
  const left = DIFFERING_LEAVES ** counts.differ;
  return grows
    ? combine([confidence, ...new Array<number>(counts.agree).fill(AGREEING_COUNT)]) * left
    : confidence * left;
}

/** Rules that see growth, not only what is there at one moment. */
const GROWTH: ReadonlySet<string> = new Set([
  'goroutines-born-never-ending',
  'goroutine-crowd-growing',
  'memory-growing',
]);

/** The line, and the one where most of its goroutines are: what is held there is theirs. */
function linesOf(group: readonly Placed[], { stays }: Placed): FrameText[] {
  return [...group.flatMap((p) => p.frame ?? []), ...(stays ? [stays] : [])];
}

/** Both say only that there are many goroutines at one moment. */
const SAME_OPINION: ReadonlyMap<string, string> = new Map([['timer-waits', 'goroutine-crowd']]);

/** Several claims of one rule are one opinion, whichever dumps they are about: the strongest counts. */
function confidenceOf(own: readonly Placed[], support: readonly Support[]): number {
  const byRule = new Map<string, number>();
  for (const p of own) {
    const opinion = SAME_OPINION.get(p.suspicion.rule) ?? p.suspicion.rule;
    byRule.set(opinion, Math.max(byRule.get(opinion) ?? 0, p.weight));
  }
  const isCount = own.some((p) => p.suspicion.crowd);
  return combine([...byRule.values(), ...(isCount ? support.map((s) => s.weight) : [])]);
}

/** The strongest claim's crowd, with the start functions that only other claims know. */
function mergeCrowds(own: readonly Placed[]): Crowd | null {
  const crowds = own.flatMap((p) => (p.suspicion.crowd ? [p.suspicion.crowd] : []));
  const [first] = crowds;
  if (!first) return null;
  const sameDump = own.filter((p) => p.suspicion.dump === own[0].suspicion.dump);
  const starts = sameDump.flatMap((p) => p.suspicion.crowd?.starts ?? []);
  const { perCall, born, ended, windowNs } = crowds.find((c) => c.born > 0) ?? first;
  return {
    ...first,
    ...{ perCall, born, ended, windowNs },
    stack: crowds.find((c) => c.stack.length > 0)?.stack ?? [],
    grown: crowds.find((c) => c.grown !== null)?.grown ?? null,
    waitMinutes: Math.max(...crowds.map((c) => c.waitMinutes)),
    starts: [...starts].sort((a, b) => b.count - a.count),
    ticking: crowds.find((c) => c.ticking !== null)?.ticking ?? null,
    through: own.find((p) => p.through !== null)?.through ?? null,
  };
}

/** What grows without end comes before what is only slow. */
function gravity({ kind, confidence }: Case): number {
  return confidence * (isLeakKind(kind) ? LEAKS_WEIGH : 1);
}

function byLikelihood(a: Case, b: Case): number {
  const verdict = Number(isLeakVerdict(b)) - Number(isLeakVerdict(a));
  return (
    verdict || gravity(b) - gravity(a) || (b.crowd?.starts[0].count ?? 0) - (a.crowd?.starts[0].count ?? 0)
  );
}

function wordCase(facts: IncidentFacts, c: Case, rank: number): Finding {
  const [best] = c.placed;
  return {
    rank,
    rule: best.suspicion.rule,
    kind: c.kind,
    confidence: Math.round(c.confidence * 100) / 100,
    site: best.site,
    callers: c.placed.find((p) => p.callers.length > 0)?.callers ?? [],
    otherSites: best.others,
    figures: figuresOf(facts, c),
    evidence: c.evidence,
    ...(c.estimates && c.estimates.all.length > 1 ? { estimates: c.estimates.all.map(estimateOf) } : {}),
    ...wordsFor(c, facts.knowledge),
  };
}

function estimateOf({ way, bound, value, dump, text }: Count): Estimate {
  return { way, bound, value, dump, text };
}
