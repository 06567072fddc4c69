// What must a workspace be able to tell?

/** Read-only access to the user's folders. Paths are relative to the workspace, with `/`. */
export interface WorkspaceFiles {
  /**
   * Every `.go`, `go.mod` and `go.work` file, vendor included, `.git` and `node_modules` left out.
   * With several folders each path begins with its folder's name.
   */
  list(): Promise<readonly string[]>;
  /** The text of a listed file, or undefined when it cannot be read. */
  read(path: string): Promise<string | undefined>;
}
