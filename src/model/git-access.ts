// What must git be able to tell about a folder?

/** An answer of git, or in one sentence why there is none. */
export type GitAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'none'; readonly reason: string };

/** Which change wrote a line. */
export interface LineOrigin {
  /** Full id of the commit. */
  readonly commit: string;
  /** The oldest tag that holds the commit, or null. */
  readonly release: string | null;
}

export interface Release {
  /** The tag. */
  readonly name: string;
  /** `2026-11-23`. */
  readonly date: string;
}

export interface DiffRequest {
  /** Full ids of commits; without `to` the files as they lie on the disk. */
  readonly from: string;
  readonly to: string | null;
  /** Vendored files, too. */
  readonly vendored: boolean;
}

/**
 * Read-only questions about the repository around a folder. Paths are relative to the folder, with `/`.
 * Nothing that the repository configures is run, nothing is fetched, nothing is written.
 */
export interface GitAccess {
  /** Full id of the commit that a name means: a tag, a branch, `HEAD~3`, the first digits of an id. */
  revisionOf(folder: string, name: string): Promise<GitAnswer<string>>;
  /** Full id of the last commit of the checked out branch that was made until then. */
  commitBefore(folder: string, unixSeconds: number): Promise<GitAnswer<string>>;
  /** The tags, newest first. */
  releases(folder: string): Promise<GitAnswer<readonly Release[]>>;
  /** A unified diff of the `.go` and `go.mod` files below the folder, without lines of context. */
  diff(folder: string, request: DiffRequest): Promise<GitAnswer<string>>;
  /**
   * Per asked line of the commit `to`: which commit behind `from` wrote it. Lines that are older are left out.
   * @param from full id of a commit
   */
  originsOf(
    folder: string,
    file: string,
    lines: readonly number[],
    range: { readonly from: string; readonly to: string },
  ): Promise<GitAnswer<ReadonlyMap<number, LineOrigin>>>;
}
