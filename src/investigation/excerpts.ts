// Which lines of source stand around a site?

import type { Site } from '../model/finding.ts';
import type { Excerpt } from '../protocol/answers.ts';
import type { WorkspaceFiles } from '../source/workspace-files.ts';
import { siteId } from './report.ts';

/** Lines before the site: usually enough to show the function's head. */
const BEFORE = 2;
const AFTER = 1;
/** A longer line is cut: generated and minified sources have lines of megabytes. */
const MAX_COLUMNS = 240;

export async function excerptsFor(
  files: WorkspaceFiles,
  sites: readonly Site[],
): Promise<Map<string, Excerpt>> {
  const excerpts = new Map<string, Excerpt>();
  for (const site of sites) {
    if (site.mappedBy === 'none' || site.line === 0) continue;
    const text = await files.read(site.file);
    if (text === undefined) continue;
    const lines = text.split(/\r?\n/);
    const from = Math.max(1, site.line - BEFORE);
    const shown = lines.slice(from - 1, site.line + AFTER);
    excerpts.set(siteId(site), {
      file: site.file,
      lines: shown.map((line, i) => ({ line: from + i, text: line.slice(0, MAX_COLUMNS) })),
    });
  }
  return excerpts;
}
