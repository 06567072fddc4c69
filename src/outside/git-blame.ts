// Which commit wrote each line, by the output of `git blame --porcelain`?
// Source of the format: git's documentation, "git-blame", "THE PORCELAIN FORMAT".

/** Pairs of line and full id of the commit; lines older than the asked range are left out. */
export function parsePorcelainBlame(text: string): [line: number, commit: string][] {
  const lines: [number, string][] = [];
  const older = new Set<string>();
  for (const row of text.split('\n')) {
    const head = /^([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?$/.exec(row);
    if (head) lines.push([Number(head[2]), head[1]]);
    else if (row === 'boundary' && lines.length > 0) older.add(lines[lines.length - 1][1]);
  }
  return lines.filter(([, commit]) => !older.has(commit));
}
