// Which proofs of a finding are told, each once?

import type { Evidence } from '../../model/finding.ts';
import type { Placed } from '../blame/place-suspicions.ts';
import type { IncidentFacts } from '../facts.ts';
import type { Support } from '../support.ts';

/** One proof: who says it, and about which dump. */
interface Proof {
  /** Proofs of one opinion about dumps of one kind say the same. */
  readonly opinion: string;
  readonly evidence: Evidence;
}

/**
 * The claims that make the finding, what other dumps say of the line, and claims of other kinds about other dumps.
 * One sentence for each dump, and one for all dumps of which the same is to be said: growth says what each of the
 * moments would.
 */
export function evidenceOf(
  facts: IncidentFacts,
  own: readonly Placed[],
  support: readonly Support[],
  others: readonly Placed[],
): Evidence[] {
  const kinds = new Map(facts.dumps.map((d) => [d.path, kindOf(d.dump)]));
  const claims = [...own].sort((a, b) => Number(isGrowth(b)) - Number(isGrowth(a)));
  const proofs: Proof[] = [
    ...claims.map((p) => ({ opinion: opinionOf(p), evidence: claim(p) })),
    ...support.map((s) => ({ opinion: 'support', evidence: s.evidence })),
    ...others.map((p) => ({ opinion: p.suspicion.rule, evidence: claim(p) })),
  ];
  const told = new Map<string, Evidence>();
  const dumps = new Set<string>();
  for (const { opinion, evidence } of proofs) {
    if (dumps.has(evidence.dump)) continue;
    dumps.add(evidence.dump);
    const key = `${opinion} ${kinds.get(evidence.dump)}`;
    told.set(key, together(told.get(key), evidence, opinion));
  }
  return [...told.values()].map(withOthers);
}

/** Claims come strongest first; what supports them comes in the order of time, and the last tells most. */
function together(known: Evidence | undefined, next: Evidence, opinion: string): Evidence {
  if (!known) return next;
  const [told, other] = opinion === 'support' ? [next, known] : [known, next];
  return { ...told, alsoIn: [...(known.alsoIn ?? []), other.dump] };
}

function withOthers(evidence: Evidence): Evidence {
  const others = evidence.alsoIn?.length ?? 0;
  if (others === 0) return evidence;
  const alike = others === 1 ? 'another dump shows it, too' : `${others} other dumps show it, too`;
  return { ...evidence, text: `${evidence.text}; ${alike}` };
}

const COUNTS: ReadonlySet<string> = new Set(['goroutine-crowd', 'goroutine-crowd-growing']);
const HEAPS: ReadonlySet<string> = new Set(['held-memory', 'memory-growing']);

function isGrowth({ suspicion }: Placed): boolean {
  return suspicion.rule.endsWith('-growing');
}

function opinionOf({ suspicion: { rule } }: Placed): string {
  return COUNTS.has(rule) ? 'count' : HEAPS.has(rule) ? 'heap' : rule;
}

function claim({ suspicion }: Placed): Evidence {
  return { dump: suspicion.dump, ...suspicion.evidence };
}

function kindOf(dump: IncidentFacts['dumps'][number]['dump']): string {
  return dump.kind === 'profile' ? dump.profileKind : dump.kind;
}
