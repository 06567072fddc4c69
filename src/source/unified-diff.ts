// Which lines of which files does the output of `git diff` change?
// Source of the format: git's documentation, "Generating patch text with -p".

/** A run of changed lines without unchanged ones between. */
export interface Change {
  /** First removed line in the old file; where lines are only added, the line behind which they come, plus one. */
  readonly oldStart: number;
  readonly removed: readonly string[];
  /** First added line in the new file; where lines are only removed, the line that now stands in their place. */
  readonly newStart: number;
  readonly added: readonly string[];
}

export interface FileDiff {
  /** Empty when the file is new. */
  readonly oldPath: string;
  /** Empty when the file is gone. */
  readonly newPath: string;
  /** In order of lines. */
  readonly changes: readonly Change[];
}

/** The same difference, from the new files to the old ones. */
export function inverted(diffs: readonly FileDiff[]): FileDiff[] {
  return diffs.map(({ oldPath, newPath, changes }) => ({
    oldPath: newPath,
    newPath: oldPath,
    changes: changes.map((c) => ({
      oldStart: c.newStart,
      removed: c.added,
      newStart: c.oldStart,
      added: c.removed,
    })),
  }));
}

/** The same difference, with the paths below a folder; the empty prefix changes nothing. */
export function below(prefix: string, diffs: readonly FileDiff[]): FileDiff[] {
  const placed = (path: string) => (path === '' || prefix === '' ? path : `${prefix}/${path}`);
  return diffs.map((d) => ({ ...d, oldPath: placed(d.oldPath), newPath: placed(d.newPath) }));
}

interface Draft {
  oldPath: string;
  newPath: string;
  readonly changes: Change[];
}

/** Files in the order of the diff; what is not understood (binary files, modes) is left out. */
export function parseUnifiedDiff(text: string): FileDiff[] {
  const lines = text.split('\n');
  const files: Draft[] = [];
  let at = 0;
  while (at < lines.length) {
    const file = files.at(-1);
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(lines[at]);
    if (hunk && file) at = readHunk(lines, at + 1, hunkFrom(hunk), file);
    else readHeader(lines[at++], files);
  }
  return files;
}

function readHeader(line: string, files: Draft[]): void {
  const file = files.at(-1);
  if (line.startsWith('diff --git ')) files.push({ ...pathsOfHeader(line), changes: [] });
  else if (!file) return;
  else if (line.startsWith('--- ')) file.oldPath = withoutPrefix(line.slice(4));
  else if (line.startsWith('+++ ')) file.newPath = withoutPrefix(line.slice(4));
  else if (line.startsWith('rename from ')) file.oldPath = unquote(line.slice(12));
  else if (line.startsWith('rename to ')) file.newPath = unquote(line.slice(10));
  else if (line.startsWith('new file mode')) file.oldPath = '';
  else if (line.startsWith('deleted file mode')) file.newPath = '';
}

/** `a/x b/x`, both halves of one length unless the file was renamed; then other lines tell. */
function pathsOfHeader(line: string): { oldPath: string; newPath: string } {
  const rest = line.slice('diff --git '.length);
  const half = (rest.length - 1) / 2;
  const oldPath = withoutPrefix(rest.slice(0, half));
  return rest[half] === ' ' && oldPath === withoutPrefix(rest.slice(half + 1))
    ? { oldPath, newPath: oldPath }
    : { oldPath: '', newPath: '' };
}

function withoutPrefix(path: string): string {
  const plain = unquote(path.replace(/\t$/, ''));
  return plain === '/dev/null' ? '' : plain.replace(/^[abciow]\//, '');
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 };

/** Git quotes odd paths as C does, byte by byte. */
function unquote(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"')) return path;
  const bytes: number[] = [];
  for (const [, octal, escaped, plain] of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/g)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (escaped !== undefined) bytes.push(ESCAPES[escaped] ?? escaped.charCodeAt(0));
    else bytes.push(...new TextEncoder().encode(plain));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

interface Hunk {
  oldAt: number;
  oldLeft: number;
  newAt: number;
  newLeft: number;
}

/** A side without lines is numbered by the line before it. */
function hunkFrom([, oldStart, oldCount = '1', newStart, newCount = '1']: RegExpExecArray): Hunk {
  const [oldLeft, newLeft] = [Number(oldCount), Number(newCount)];
  const first = (start: string, count: number) => Number(start) + (count === 0 ? 1 : 0);
  return { oldAt: first(oldStart, oldLeft), oldLeft, newAt: first(newStart, newLeft), newLeft };
}

/** Reads as many lines as the hunk's header counts; gives the index behind them. */
function readHunk(lines: readonly string[], start: number, hunk: Hunk, file: Draft): number {
  let at = start;
  let change: { oldStart: number; removed: string[]; newStart: number; added: string[] } | undefined;
  while (at < lines.length && (hunk.oldLeft > 0 || hunk.newLeft > 0)) {
    const line = lines[at];
    const sign = line[0] ?? ' ';
    if (sign === '@' || sign === 'd') break;
    at++;
    if (sign === '\\') continue;
    const changes = sign === '-' || sign === '+';
    if (changes && !change) {
      change = { oldStart: hunk.oldAt, removed: [], newStart: hunk.newAt, added: [] };
      file.changes.push(change);
    }
    if (!changes) change = undefined;
    else (sign === '-' ? change?.removed : change?.added)?.push(line.slice(1));
    if (sign !== '+') [hunk.oldAt, hunk.oldLeft] = [hunk.oldAt + 1, hunk.oldLeft - 1];
    if (sign !== '-') [hunk.newAt, hunk.newLeft] = [hunk.newAt + 1, hunk.newLeft - 1];
  }
  return at;
}
