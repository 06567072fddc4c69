// What do the other dumps say about a suspected line?

import type { Evidence } from '../model/finding.ts';
import { NONE } from '../model/ids.ts';
import type { Profile, ProfileKind } from '../model/profile.ts';
import type { FrameText } from '../model/symbols.ts';
import { formatCount, formatShare, formatValue } from '../model/units.ts';
import { type DumpFacts, type IncidentFacts, sampleTypeIndex } from './facts.ts';
import { MIN_LOCK_DELAY_NS, MIN_SUPPORT_SHARE } from './thresholds.ts';
import { totalOf, valuesThrough } from './totals/site-values.ts';

/** One dump's opinion about a line. */
export interface Support {
  readonly evidence: Evidence;
  /** 0 to 1, as in a suspicion. */
  readonly weight: number;
  readonly share: number;
  readonly kind: ProfileKind;
  /** `45 % below the suspect`. */
  readonly worth: string;
}

interface Reading {
  readonly kinds: readonly ProfileKind[];
  readonly sampleType: string;
  readonly unit: string;
  /** Less is no support, whatever its share: everything is a large part of next to nothing. */
  readonly least: number;
  /** The most that this kind of dump adds to a verdict that others made. */
  readonly most: number;
  readonly say: (value: number, total: number, objects: number) => string;
}

const READINGS: readonly Reading[] = [
  {
    kinds: ['heap', 'allocs'],
    sampleType: 'inuse_space',
    unit: 'bytes',
    least: 64 * 1024,
    most: 0.3,
    say: (v, total, objects) =>
      `${formatValue(v, 'bytes')} held below this line (${formatShare(v / total)}), ${formatCount(objects)} objects`,
  },
  {
    kinds: ['cpu'],
    sampleType: 'cpu',
    unit: 'nanoseconds',
    least: 50e6,
    most: 0.15,
    say: (v, total) =>
      `${formatValue(v, 'nanoseconds')} of ${formatValue(total, 'nanoseconds')} below this line (${formatShare(v / total)})`,
  },
  {
    kinds: ['mutex', 'block'],
    sampleType: 'delay',
    unit: 'nanoseconds',
    least: MIN_LOCK_DELAY_NS,
    most: 0.05,
    say: (v, total) =>
      `${formatValue(v, 'nanoseconds')} of waits below this line (${formatShare(v / total)})`,
  },
];

/** What each profile that `except` does not name says about the lines of one suspect, when it says anything. */
export function supportFor(
  facts: IncidentFacts,
  lines: readonly FrameText[],
  except: ReadonlySet<string>,
): Support[] {
  return facts.dumps.flatMap((d) =>
    d.dump.kind === 'profile' && !except.has(d.path) ? supportOf(d as DumpFacts<Profile>, lines) : [],
  );
}

function supportOf(facts: DumpFacts<Profile>, lines: readonly FrameText[]): Support[] {
  const { dump } = facts;
  const reading = READINGS.find((r) => r.kinds.includes(dump.profileKind));
  const type = reading ? sampleTypeIndex(dump, reading.sampleType) : NONE;
  if (!reading || type === NONE) return [];
  const values = valuesThrough(dump, ...lines);
  const total = totalOf(dump, type);
  const share = total > 0 ? values[type] / total : 0;
  if (share < MIN_SUPPORT_SHARE || values[type] < reading.least) return [];
  const text = reading.say(values[type], total, values[sampleTypeIndex(dump, 'inuse_objects')] ?? 0);
  return [
    {
      evidence: { dump: facts.path, text, value: values[type], unit: reading.unit },
      weight: reading.most * Math.min(1, share * 2),
      share,
      kind: dump.profileKind,
      worth: `${formatShare(share)} below the suspect`,
    },
  ];
}
