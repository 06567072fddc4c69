// What is known about the goroutines of one library?

/**
 * Knowledge that words a finding which a general rule made, and that ties a line to a library's goroutines.
 * Names are matched after normalising (`[...]` for type arguments, unescaped paths).
 */
export interface LibraryPattern {
  readonly id: string;
  /** Start functions, all of one thing: the first tells it, the others come with it. */
  readonly starts: readonly RegExp[];
  /** A function that must (or must not) be on the goroutines' own stacks, where one start means two things. */
  readonly on?: RegExp;
  readonly notOn?: RegExp;
  /** Functions of the library, called from outside, that make such goroutines. */
  readonly entries: RegExp;
  /** Names by which programs use them, as `import/path.Name`, for a search of the sources' text. */
  readonly usedAs: readonly string[];
  /** What is made: `a go-zero cache`. */
  readonly thing: string;
  /** True where a program needs a handful of such things at most: caches, loggers, schedulers; not connections. */
  readonly perThing: boolean;
  /** Objects of which each instance has so many: a heap profile tells how many instances there are. */
  readonly objects?: { readonly of: RegExp; readonly each: number };
  /** Why the goroutines do not end by themselves. */
  readonly why: string;
  /** The fix that this API really has. */
  readonly fix: string;
}
