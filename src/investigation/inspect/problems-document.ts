// How does a document tell what is wrong with a dump?

import { isPartial, type Problem } from '../../model/problems.ts';

export interface ProblemDocument {
  readonly severity: Problem['severity'];
  readonly text: string;
  /** Byte offset (binary) or line number (text). */
  readonly at?: number;
  readonly advice?: string;
}

export interface ProblemsDocument {
  readonly problems: readonly ProblemDocument[];
  /** Some of the dump is missing. */
  readonly partial: boolean;
}

export function problemsDocument(problems: readonly Problem[]): ProblemsDocument {
  return {
    problems: problems.map(({ severity, text, at, advice }) => ({
      severity,
      text,
      ...(at === undefined ? {} : { at }),
      ...(advice === undefined ? {} : { advice }),
    })),
    partial: isPartial(problems),
  };
}
