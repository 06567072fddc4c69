// How does a place in the code look and act? As a link when it is in reach, as text when not.

import type { Site } from '../../src/protocol/answers.ts';
import { el } from '../dom.ts';
import { baseName } from '../text.ts';
import { mappingText } from '../words.ts';

/** Opens a place in the editor. */
export type OpenSite = (site: Pick<Site, 'file' | 'line'>) => void;

export function placeText(site: Pick<Site, 'file' | 'line'>): string {
  return site.line > 0 ? `${site.file}:${site.line}` : site.file;
}

/** `internal/reqctx/reqctx.go:19`, which a click opens. */
export function siteLink(site: Site, open: OpenSite, text = placeText(site)): HTMLElement {
  const title = `${site.function}\n${placeText(site)}\n${mappingText(site)}`
    .split('\n')
    .filter(Boolean)
    .join(' · ');
  if (site.mappedBy === 'none') return el('span', { class: 'place mono', title }, [text]);
  return el(
    'button',
    {
      type: 'button',
      role: 'link',
      class: 'site mono',
      title,
      'data-file': site.file,
      'data-line': site.line,
      onclick: () => open({ file: site.file, line: site.line }),
    },
    [text],
  );
}

/** The same, with the file's name alone: for narrow columns. */
export function shortSiteLink(site: Site, open: OpenSite): HTMLElement {
  return siteLink(site, open, placeText({ file: baseName(site.file), line: site.line }));
}
