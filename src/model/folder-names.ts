// How do paths of a workspace with several folders begin?

/**
 * One prefix per folder: empty for a single folder, else its name; the second folder of a name is `name-2`.
 * Every part that makes or reads workspace paths uses this.
 */
export function folderPrefixes(names: readonly string[]): string[] {
  if (names.length === 1) return [''];
  const taken = new Set<string>();
  return names.map((given) => {
    const name = given || 'root';
    let prefix = name;
    for (let n = 2; taken.has(prefix); n++) prefix = `${name}-${n}`;
    taken.add(prefix);
    return prefix;
  });
}
