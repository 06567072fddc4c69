// What should a reader know about a line, beside its place?

import type { Added, Site } from './finding.ts';

/** `added in v1.8.0 · moved: line 19 when it was built`; empty when there is nothing to say. */
export function siteRemarks(site: Pick<Site, 'added' | 'drift' | 'profiledLine' | 'note'>): string {
  const remarks = [site.added ? addedText(site.added) : '', driftText(site)];
  return remarks.filter((r) => r !== '').join(' · ');
}

export function addedText({ since, commit, release }: Added): string {
  if (release !== null) return `added in ${release}`;
  return commit === null ? `added since ${since}` : `added since ${since}, in ${commit.slice(0, 8)}`;
}

function driftText({
  drift,
  profiledLine,
  note = '',
}: Pick<Site, 'drift' | 'profiledLine' | 'note'>): string {
  const was = profiledLine === undefined ? '' : `: line ${profiledLine} when it was built`;
  switch (drift) {
    case 'moved':
      return `moved${was}`;
    case 'changed':
      return note === '' ? `changed since${was}` : `changed since: ${note}`;
    case 'gone':
      return note === '' ? `gone${was}` : `gone: ${note}`;
    case 'outdated':
      return `outdated: the file was changed after the dump was taken${note === '' ? '' : `; ${note}`}`;
    default:
      return note;
  }
}
