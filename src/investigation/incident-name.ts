// What is an incident called?

/** The folder that all dumps share, or the file's own name when there is one dump. */
export function incidentName(paths: readonly string[]): string {
  const parts = paths.map((p) => p.split(/[\\/]/).filter((s) => s !== '' && s !== '.'));
  if (parts.length === 1) return parts[0][parts[0].length - 1] ?? '';
  const folders = parts.map((p) => p.slice(0, -1));
  const [first = []] = folders;
  let shared = 0;
  while (shared < first.length && folders.every((f) => f[shared] === first[shared])) shared++;
  return first[shared - 1] ?? `${paths.length} dumps`;
}
