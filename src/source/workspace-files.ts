// What must a workspace be able to tell?

/** A folder of the workspace and its path on the machine where it lies. */
export interface WorkspaceFolder {
  /** What listed paths begin with: empty for a single folder, else the folder's name. */
  readonly prefix: string;
  readonly absolute: string;
}

/** Read-only access to the user's folders. Paths are relative to the workspace, with `/`. */
export interface WorkspaceFiles {
  /** Known where the folders lie on a disk. */
  readonly folders?: readonly WorkspaceFolder[];
  /**
   * Every `.go`, `go.mod` and `go.work` file, vendor included, `.git` and `node_modules` left out.
   * With several folders each path begins with its folder's name.
   */
  list(): Promise<readonly string[]>;
  /** The text of a listed file, or undefined when it cannot be read. */
  read(path: string): Promise<string | undefined>;
  /** When a listed file was last written, in Unix ms; absent where files have no such time, as in a browser. */
  changedAt?(path: string): Promise<number | undefined>;
}
