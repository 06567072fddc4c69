// Which lines has a function, with which numbers and which text?

import { lineNodes, type Nodes } from '../../analysis/totals/nodes.ts';
import { allTotals, type Totals } from '../../analysis/totals/totals.ts';
import { isOtherLine, type Site } from '../../model/finding.ts';
import { type FrameId, NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { type FrameText, frameText } from '../../model/symbols.ts';
import type { SourceLine, SourceListing, SourceRequest } from '../../protocol/views.ts';
import type { WorkspaceFiles } from '../../source/workspace-files.ts';
import { placeOf } from '../top.ts';

/** Lines shown before the first and after the last with a value. */
const AROUND = 3;
const MOST_LINES = 2000;
/** A longer line is cut: generated sources have lines of megabytes. */
const MOST_COLUMNS = 400;

const NO_SOURCE = 'The source is not on this machine: lines are shown without their text.';
const OUTDATED = 'The source was changed after it was profiled: numbers may stand beside other lines.';

export interface ListingDeps {
  readonly files: WorkspaceFiles;
  readonly siteOf: (frame: FrameText) => Promise<Site>;
  /** The text of a file outside of the workspace, where this machine has it. */
  readonly readOutside: (frame: FrameText) => Promise<string | undefined>;
}

interface Counted {
  readonly flat: readonly number[];
  readonly cum: readonly number[];
}

export async function sourceListing(
  { files, siteOf, readOutside }: ListingDeps,
  profile: Profile,
  request: SourceRequest,
): Promise<SourceListing> {
  const nodes = lineNodes(profile);
  const frames = framesOf(profile, nodes, request.function);
  const place = frames[0] === undefined ? null : placeOf(profile.symbols, frames[0].frame);
  if (place === null) throw new Error('This function is not in the profile.');
  const totals = allTotals(profile, nodes);
  const site = await siteOf(place);
  const isMapped = site.mappedBy !== 'none';
  const counted = new Map<number, Counted>();
  let isOutdated = false;
  for (const { node, text } of frames) {
    if (text.file !== place.file || text.line <= 0) continue;
    const now = isMapped ? await siteOf(text) : null;
    const isThere = now !== null && now.file === site.file && now.mappedBy !== 'none';
    isOutdated ||= now !== null && (!isThere || isOtherLine(now));
    add(counted, isThere ? now.line : text.line, node, totals);
  }
  const source = await (isMapped ? files.read(site.file) : readOutside(place));
  const zeros = profile.sampleTypes.map(() => 0);
  return {
    function: request.function,
    site: isMapped ? site : null,
    file: place.file,
    begins: place.line,
    sampleTypes: profile.sampleTypes.map((type, t) => ({ ...type, total: totals[t].total })),
    lines: linesShown(counted, isMapped ? site.line : place.line, source, { flat: zeros, cum: zeros }),
    fault: source === undefined ? NO_SOURCE : isOutdated ? OUTDATED : '',
  };
}

/** Several profiled lines may be one line of today. */
function add(counted: Map<number, Counted>, line: number, node: number, totals: readonly Totals[]): void {
  const before = counted.get(line);
  counted.set(line, {
    flat: totals.map((t, i) => t.flat[node] + (before?.flat[i] ?? 0)),
    cum: totals.map((t, i) => t.cum[node] + (before?.cum[i] ?? 0)),
  });
}

function framesOf(profile: Profile, nodes: Nodes, name: string) {
  return Array.from({ length: nodes.length }, (_, node) => ({ node, frame: nodes.frame[node] }))
    .filter(({ frame }) => frame !== NONE)
    .map(({ node, frame }) => ({ node, frame, text: frameText(profile.symbols, frame as FrameId) }))
    .filter(({ text }) => text.function === name);
}

/** Without a text only the lines that have numbers. */
function linesShown(
  counted: ReadonlyMap<number, Counted>,
  start: number,
  source: string | undefined,
  nothing: Counted,
): SourceLine[] {
  const known = [...counted.keys()].sort((a, b) => a - b);
  const at = (line: number, text: string | null): SourceLine => ({
    line,
    text,
    ...(counted.get(line) ?? nothing),
  });
  if (source === undefined || known.length === 0)
    return known.slice(0, MOST_LINES).map((line) => at(line, null));
  const texts = source.split(/\r?\n/);
  const first = Math.max(1, Math.min(start > 0 ? start : known[0], known[0] - AROUND));
  const last = Math.min(texts.length, known[known.length - 1] + AROUND, first + MOST_LINES - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    at(first + i, (texts[first + i - 1] ?? '').slice(0, MOST_COLUMNS)),
  );
}
