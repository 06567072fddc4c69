// How much has each first-party function, by each measure? Functions keep their names when lines move.

import type { Measure } from '../../model/comparison.ts';
import { normaliseName } from '../../model/go-names.ts';
import { type FrameId, NONE } from '../../model/ids.ts';
import type { Profile, ProfileKind } from '../../model/profile.ts';
import { type FrameText, frameText } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';
import { callSites } from '../blame/call-sites.ts';
import { type DumpFacts, type IncidentFacts, profilesOf, sampleTypeIndex, tracesOf } from '../facts.ts';
import { siteValues, totalOf } from '../totals/site-values.ts';

/** One function that is the call site of something. */
export interface FunctionValue {
  /** Its heaviest line. */
  readonly site: FrameText;
  readonly heaviest: number;
  readonly value: number;
}

/** One measure of one dump. */
export interface Measured {
  readonly measure: Measure;
  readonly unit: string;
  readonly dump: string;
  /** Unix time in ns, or 0n. */
  readonly at: bigint;
  /** Ns for which it was recorded; 0 for a snapshot or a sum since the process began. */
  readonly duration: number;
  readonly total: number;
  /** By normalised function name. */
  readonly functions: ReadonlyMap<string, FunctionValue>;
}

interface ProfileMeasure {
  readonly measure: Measure;
  readonly kind: ProfileKind;
  readonly sampleType: string;
  readonly unit: string;
}

const PROFILES: readonly ProfileMeasure[] = [
  { measure: 'goroutines', kind: 'goroutine', sampleType: 'goroutine', unit: 'goroutines' },
  { measure: 'heap', kind: 'heap', sampleType: 'inuse_space', unit: 'bytes' },
  { measure: 'cpu', kind: 'cpu', sampleType: 'cpu', unit: 'nanoseconds' },
  { measure: 'block', kind: 'block', sampleType: 'delay', unit: 'nanoseconds' },
  { measure: 'mutex', kind: 'mutex', sampleType: 'delay', unit: 'nanoseconds' },
];

/** All measures of all dumps, in the order of the dumps within each. */
export function measuresOf(facts: IncidentFacts): Measured[] {
  const profiles = PROFILES.flatMap((p) => profilesOf(facts, p.kind).flatMap((d) => ofProfile(d, p)));
  return [...profiles, ...tracesOf(facts).map(ofTrace)];
}

function ofProfile(facts: DumpFacts<Profile>, shape: ProfileMeasure): Measured[] {
  const { dump, path } = facts;
  const type = sampleTypeIndex(dump, shape.sampleType);
  if (type < 0) return [];
  const functions = new Map<string, FunctionValue>();
  for (const { site, values } of siteValues(facts, type)) add(functions, site, values[type]);
  const { measure, unit } = shape;
  const duration = measure === 'heap' || measure === 'goroutines' ? 0 : dump.durationNanos;
  return [{ measure, unit, dump: path, at: dump.timeNanos, duration, total: totalOf(dump, type), functions }];
}

/** Goroutines that were born while the trace ran and had not ended, by the line that made them. */
function ofTrace({ dump, owners, path }: DumpFacts<Trace>): Measured {
  const sites = callSites(dump.symbols, owners);
  const { goroutines } = dump;
  const counts = new Map<number, number>();
  let total = 0;
  for (let g = 0; g < goroutines.length; g++) {
    if (goroutines.bornAt[g] < 0 || goroutines.endedAt[g] >= 0) continue;
    total++;
    const stack = goroutines.creationStack[g];
    const frame = stack === NONE ? NONE : sites[stack];
    if (frame !== NONE) counts.set(frame, (counts.get(frame) ?? 0) + 1);
  }
  const functions = new Map<string, FunctionValue>();
  for (const [frame, count] of counts) add(functions, frameText(dump.symbols, frame as FrameId), count);
  const { startUnixNanos: at, durationNs: duration } = dump;
  return { measure: 'births', unit: 'goroutines', dump: path, at, duration, total, functions };
}

function add(functions: Map<string, FunctionValue>, site: FrameText, value: number): void {
  if (value === 0) return;
  const name = normaliseName(site.function);
  const known = functions.get(name);
  const isHeavier = known === undefined || value > known.heaviest;
  functions.set(name, {
    site: isHeavier ? site : known.site,
    heaviest: isHeavier ? value : known.heaviest,
    value: (known?.value ?? 0) + value,
  });
}
