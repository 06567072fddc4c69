// What is a rule?

import type { IncidentFacts } from '../facts.ts';
import type { Suspicion } from '../suspicion.ts';

/** Knowledge as data: a name, and what it sees in the dumps. One loop runs them all. */
export interface Rule {
  readonly id: string;
  readonly look: (facts: IncidentFacts) => Suspicion[];
}
