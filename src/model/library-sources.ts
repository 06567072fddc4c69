// Where are sources that are not the workspace's: Go's own, the module cache, a mapped folder?

/** Roots outside of the workspace whose files may be opened read-only. */
export type OutsideRoot = 'module-cache' | 'goroot' | 'gopath' | 'mapped';

/** A place below a root: relative to it, with `/`; with root `mapped` an absolute path. */
export interface OutsidePlace {
  readonly root: OutsideRoot;
  readonly path: string;
}

export type LocatedSource =
  /** Absolute path of the file on this machine, links followed; it lies below the root. */
  | {
      readonly kind: 'file';
      readonly file: string;
      /** Release of the Go installation in which it lies, as its VERSION file has it; empty elsewhere. */
      readonly release: string;
    }
  /** Absolute paths at which it would be, likeliest first; empty when no such root is known. */
  | { readonly kind: 'missing'; readonly wouldBe: readonly string[] };

/** Read-only access to sources of libraries; nothing is fetched, no program is run. */
export interface LibrarySources {
  locate(place: OutsidePlace): Promise<LocatedSource>;
  /** The text of a located file, or undefined when it cannot be read. */
  read(place: OutsidePlace): Promise<string | undefined>;
  /** The Go files of the package whose file the place names, tests left out; empty when they are not there. */
  packageTexts(place: OutsidePlace): Promise<readonly string[]>;
}
