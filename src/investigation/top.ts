// Which functions of a profile weigh most?

import { functionNodes } from '../analysis/totals/nodes.ts';
import { allTotals, type Totals } from '../analysis/totals/totals.ts';
import type { Site } from '../model/finding.ts';
import { type DumpId, type FrameId, NONE } from '../model/ids.ts';
import type { Profile } from '../model/profile.ts';
import { type FrameText, frameText, type Symbols } from '../model/symbols.ts';
import { formatValue } from '../model/units.ts';
import type { TopRow, TopTable } from '../protocol/answers.ts';
import type { Queries } from '../protocol/queries.ts';

type TopRequest = Queries['top']['request'];

/** The first functions of a profile in the order asked for, with the values of every sample type. */
export async function topTable(
  id: DumpId,
  profile: Profile,
  request: TopRequest,
  siteOf: (frame: FrameText) => Promise<Site>,
): Promise<TopTable> {
  const nodes = functionNodes(profile);
  const totals = allTotals(profile, nodes);
  const order = rank(totals[request.orderBy.sampleType], request.orderBy.by);
  return {
    dump: id,
    sampleTypes: profile.sampleTypes.map((t, i) => ({ ...t, total: formatValue(totals[i].total, t.unit) })),
    functions: order.length,
    rows: await Promise.all(
      order.slice(0, request.limit).map((node) => topRow(profile, totals, node, siteOf)),
    ),
  };
}

/** Nodes with any value, ordered as `go tool pprof -top` (or `-cum`) orders them. */
function rank({ nodes, flat, cum }: Totals, by: 'flat' | 'cum'): number[] {
  const [first, second] = by === 'flat' ? [flat, cum] : [cum, flat];
  const kept: number[] = [];
  for (let n = 0; n < nodes.length; n++) if (flat[n] !== 0 || cum[n] !== 0) kept.push(n);
  return kept.sort(
    (a, b) =>
      Math.abs(first[b]) - Math.abs(first[a]) ||
      compareText(nodes.name(a), nodes.name(b)) ||
      Math.abs(second[b]) - Math.abs(second[a]),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function topRow(
  profile: Profile,
  totals: readonly Totals[],
  node: number,
  siteOf: (frame: FrameText) => Promise<Site>,
): Promise<TopRow> {
  const { sampleTypes } = profile;
  const place = placeOf(profile.symbols, totals[0].nodes.frame[node]);
  const flat = totals.map((t) => t.flat[node]);
  const cum = totals.map((t) => t.cum[node]);
  const site = place && (await siteOf(place));
  return {
    function: totals[0].nodes.name(node),
    file: place?.file ?? '',
    flat,
    cum,
    flatText: flat.map((v, i) => formatValue(v, sampleTypes[i].unit)),
    cumText: cum.map((v, i) => formatValue(v, sampleTypes[i].unit)),
    flatShare: flat.map((v, i) => share(v, totals[i].total)),
    cumShare: cum.map((v, i) => share(v, totals[i].total)),
    site: site && site.mappedBy !== 'none' ? site : null,
  };
}

/** Where the function begins, where the dump knows it; else the line that its frame names. */
export function placeOf(symbols: Symbols, frame: number): FrameText | null {
  if (frame === NONE) return null;
  const text = frameText(symbols, frame as FrameId);
  const start = symbols.functions.startLine[symbols.frames.function[frame]];
  return start > 0 ? { ...text, line: start } : text;
}

function share(value: number, total: number): number {
  return total === 0 ? 0 : Math.abs(value) / total;
}
