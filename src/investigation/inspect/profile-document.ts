// What is in a profile, as a document? Its integers are decimal strings: they may pass 2^53.

import { cleanPath, functionNodes, type Nodes } from '../../analysis/totals/nodes.ts';
import { allTotals, exactCum, exactFlat, exactTotal } from '../../analysis/totals/totals.ts';
import { type FrameId, NONE } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import { frameText } from '../../model/symbols.ts';
import { type ProblemsDocument, problemsDocument } from './problems-document.ts';

/** A function by its name, as `go tool pprof -top` counts it. */
export interface FunctionDocument {
  readonly name: string;
  /** As the dump records it; empty where it does not. */
  readonly file: string;
  /** One per sample type. */
  readonly flat: readonly string[];
  readonly cum: readonly string[];
}

export interface ProfileDocument extends ProblemsDocument {
  readonly kind: 'profile';
  readonly profileKind: string;
  /** `total` is the sum of the absolute values, as pprof's. */
  readonly sampleTypes: readonly { readonly type: string; readonly unit: string; readonly total: string }[];
  readonly defaultSampleType: number;
  readonly samples: string;
  /** Of a text heap: the numbers of each line `# Stack = 262144 / 294912`. */
  readonly statistics?: Readonly<Record<string, readonly number[]>>;
  /** Those with a value, greatest cum of the default sample type first. */
  readonly functions: readonly FunctionDocument[];
}

export function profileDocument(profile: Profile): ProfileDocument {
  const nodes = functionNodes(profile);
  const totals = allTotals(profile, nodes);
  const functions: FunctionDocument[] = [];
  for (const node of nodesByCum(nodes, totals[profile.defaultSampleType]?.cum)) {
    if (!totals.some(({ flat, cum }) => flat[node] !== 0 || cum[node] !== 0)) continue;
    functions.push({
      name: nodes.name(node),
      file: fileOf(profile, nodes, node),
      flat: totals.map((t) => String(exactFlat(t, node))),
      cum: totals.map((t) => String(exactCum(t, node))),
    });
  }
  return {
    kind: 'profile',
    profileKind: profile.profileKind,
    sampleTypes: profile.sampleTypes.map(({ type, unit }, t) => ({
      type,
      unit,
      total: String(exactTotal(totals[t])),
    })),
    defaultSampleType: profile.defaultSampleType,
    samples: String(profile.sampleCount),
    ...(profile.statistics ? { statistics: Object.fromEntries(profile.statistics) } : {}),
    functions,
    ...problemsDocument(profile.problems),
  };
}

function nodesByCum(nodes: Nodes, cum: Float64Array | undefined): number[] {
  const order = Array.from({ length: nodes.length }, (_, node) => node);
  const weight = (node: number) => Math.abs(cum?.[node] ?? 0);
  return order.sort((a, b) => weight(b) - weight(a) || (nodes.name(a) < nodes.name(b) ? -1 : 1));
}

function fileOf(profile: Profile, nodes: Nodes, node: number): string {
  const frame = nodes.frame[node];
  return frame === NONE ? '' : cleanPath(frameText(profile.symbols, frame as FrameId).file);
}
