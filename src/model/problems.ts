// What can go wrong with a dump, and how is it told?

/**
 * Something a reader must know about a dump that could still be shown.
 * `text` says what was found; `advice` what to do, when there is something to do.
 */
export interface Problem {
  readonly severity: 'note' | 'warning' | 'partial';
  readonly text: string;
  /** Byte offset (binary) or line number (text) where it was found. */
  readonly at?: number;
  readonly advice?: string;
}

/**
 * There is nothing to show. The message has three parts: what was found, where, what to do.
 * The file's name is added by the one who opened it.
 */
export class UnreadableDump extends Error {
  constructor(
    /** What was found, for example `HTML page "404 page not found"`. */
    readonly found: string,
    /** What the user can do about it. */
    readonly advice: string,
    /** Byte offset or line, where known. */
    readonly at?: number,
  ) {
    super(`${found}${at === undefined ? '' : ` at byte ${at}`}. ${advice}`);
    this.name = 'UnreadableDump';
  }
}

/** True when some of a dump is missing. */
export function isPartial(problems: readonly Problem[]): boolean {
  return problems.some((p) => p.severity === 'partial');
}
