// What do go.mod and go.work say?
// Source of the grammar: the Go Modules Reference, "go.mod files" and "go.work files".

export interface Replace {
  readonly path: string;
  /** Empty: every version. */
  readonly version: string;
  /** A module path, or a folder when it begins with `.`, `/` or a drive. */
  readonly target: string;
  /** Empty for a folder. */
  readonly targetVersion: string;
}

/** What one go.mod or go.work file says. Lines that are not understood are left out. */
export interface GoModFile {
  /** Empty when the file names none (go.work). */
  readonly module: string;
  readonly requires: ReadonlyMap<string, string>;
  readonly replaces: readonly Replace[];
  /** Folders of go.work. */
  readonly uses: readonly string[];
}

interface Draft {
  module: string;
  readonly requires: Map<string, string>;
  readonly replaces: Replace[];
  readonly uses: string[];
}

export function parseGoMod(text: string): GoModFile {
  const draft: Draft = { module: '', requires: new Map(), replaces: [], uses: [] };
  let block = '';
  for (const line of text.split('\n')) {
    const words = wordsOf(line);
    if (words.length === 0) continue;
    if (block !== '') {
      if (words[0] === ')') block = '';
      else addDirective(draft, block, words);
    } else if (words[1] === '(') block = words[0];
    else addDirective(draft, words[0], words.slice(1));
  }
  return draft;
}

/** Words of a line without its comment; quoted words lose their quotes. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/\/\/.*|"(?:[^"\\]|\\.)*"|`[^`]*`|\(|\)|[^\s()"`]+/g)) {
    if (word.startsWith('//')) break;
    words.push(/^["`]/.test(word) ? word.slice(1, -1) : word);
  }
  return words;
}

function addDirective(draft: Draft, directive: string, words: readonly string[]): void {
  if (words.length === 0) return;
  if (directive === 'module') draft.module = words[0];
  else if (directive === 'use') draft.uses.push(words[0]);
  else if (directive === 'require' && words.length > 1) draft.requires.set(words[0], words[1]);
  else if (directive === 'replace') addReplace(draft, words);
}

function addReplace(draft: Draft, words: readonly string[]): void {
  const arrow = words.indexOf('=>');
  if (arrow < 1 || arrow + 1 >= words.length) return;
  draft.replaces.push({
    path: words[0],
    version: arrow > 1 ? words[1] : '',
    target: words[arrow + 1],
    targetVersion: words[arrow + 2] ?? '',
  });
}

/** True when a replacement is a folder rather than a module. */
export function isFolderTarget(replace: Replace): boolean {
  return /^(?:\.|\/|\\|[A-Za-z]:)/.test(replace.target);
}

/** `dir` joined with a relative path that may climb; undefined when it leaves the workspace or is absolute. */
export function relativeTo(dir: string, path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[A-Za-z]:/.test(slashed)) return undefined;
  const out = dir === '' ? [] : dir.split('/');
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.pop() === undefined) return undefined;
  }
  return out.join('/');
}
