// Which folder do the profiles of a pod go into?

const LONGEST = 100;

/** Names for the folders of several pods: no two are the same, even where letters' case makes no difference. */
export function podFolders(): (pod: string) => string {
  const used = new Set<string>();
  return (pod) => {
    const name = podFolderName(pod);
    let unique = name;
    for (let i = 2; used.has(unique.toLowerCase()); i++) unique = `${name}-${i}`;
    used.add(unique.toLowerCase());
    return unique;
  };
}

/** A pod's name comes from a server: it must not lead anywhere. */
function podFolderName(pod: string): string {
  const safe = pod
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, LONGEST);
  return safe === '' ? 'pod' : safe;
}
