// Which memory limits do people write, on a command line or in a setting?
//
//   2GiB  512MiB  2Gi  1.5GB  1073741824

const FACTORS: ReadonlyMap<string, number> = new Map(
  ['', 'k', 'm', 'g', 't'].flatMap((prefix, power) =>
    ['b', 'ib', 'i']
      .filter((unit) => prefix !== '' || unit === 'b')
      .map((unit) => [prefix + unit, 1024 ** power]),
  ),
);

/**
 * A limit in bytes, as GOMEMLIMIT (`2GiB`) and the manifests of clusters (`2Gi`) write it. `GB` is a power of 1024,
 * as everywhere in pprof; a bare `G`, which tools disagree about, is refused. Undefined: no size above 0.
 */
export function parseMemorySize(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,15}(?:\.\d{1,6})?)\s?([a-z]*)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const factor = unit === '' ? 1 : FACTORS.get(unit.toLowerCase());
  const bytes = factor === undefined ? 0 : Number(digits) * factor;
  return bytes > 0 ? Math.round(bytes) : undefined;
}
