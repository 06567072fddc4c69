// Which finding of the report speaks of a line?

import type { Report, ReportFinding, Site } from '../../protocol/answers.ts';

/** The finding whose own line it is, else the one that names it as a caller or another place, else as its function. */
export function findingFor(
  { findings }: Pick<Report, 'findings'>,
  place: Pick<Site, 'file' | 'line' | 'function'>,
): ReportFinding | undefined {
  const isHere = ({ file, line }: Site): boolean => file === place.file && line === place.line;
  return (
    findings.find(({ site }) => isHere(site)) ??
    findings.find(({ callers, otherSites }) => [...callers, ...otherSites].some(isHere)) ??
    findingIn({ findings }, place.function)
  );
}

/** The finding of a function. */
export function findingIn({ findings }: Pick<Report, 'findings'>, name: string): ReportFinding | undefined {
  return findings.find(({ site }) => site.function === name);
}
