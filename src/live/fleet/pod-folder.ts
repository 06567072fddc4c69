// Which folder do the profiles of a pod go into?

const LONGEST = 100;

/** A pod's name comes from a server: it must not lead anywhere. */
export function podFolderName(pod: string): string {
  const safe = pod
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, LONGEST);
  return safe === '' ? 'pod' : safe;
}
