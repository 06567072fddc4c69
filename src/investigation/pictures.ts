// Which small pictures show the evidence of a finding?

import { bornInAll } from '../analysis/births.ts';
import {
  type DumpFacts,
  type IncidentFacts,
  profilesOf,
  sampleTypeIndex,
  tracesOf,
} from '../analysis/facts.ts';
import { heapGrowth } from '../analysis/heap-growth.ts';
import type { Judged } from '../analysis/judge.ts';
import { totalOf, valuesThrough } from '../analysis/site-values.ts';
import { waitGroups } from '../analysis/waits.ts';
import { shortName } from '../model/go-names.ts';
import { isPartial } from '../model/problems.ts';
import type { Curve, Trace } from '../model/trace.ts';
import { formatCount, formatShare, formatValue } from '../model/units.ts';
import type { Picture, Point } from '../protocol/answers.ts';

/** Points per curve: more than a small picture has pixels for. */
const STEPS = 60;

export function picturesOf(facts: IncidentFacts, judged: Judged): Picture[] {
  const trace = tracesOf(facts)[0];
  const leak = judged.finding.kind === 'goroutine-leak';
  return [
    ...(trace && leak && judged.case.crowd && judged.case.crowd.born > 0 ? [birthsPicture(trace)] : []),
    ...(trace && leak && trace.dump.heap.time.length > 1 ? [heapPicture(trace.dump)] : []),
    ...waitsPicture(facts),
    ...cpuPicture(facts, judged),
  ];
}

function birthsPicture({ dump }: DumpFacts<Trace>): Picture {
  const { bornAt, endedAt, length } = dump.goroutines;
  const born: number[] = [];
  const ended: number[] = [];
  for (let g = 0; g < length; g++) {
    if (bornAt[g] < 0) continue;
    born.push(bornAt[g]);
    if (endedAt[g] >= 0) ended.push(endedAt[g]);
  }
  return {
    kind: 'curves',
    title: 'Goroutines born and ended',
    subtitle: `trace · ${formatCount(bornInAll(dump))} born, ${formatCount(ended.length)} of them ended`,
    xLabels: ['0 s', formatValue(dump.durationNs, 'nanoseconds')],
    curves: [
      { label: `born ${formatCount(born.length)}`, tone: 'bad', points: countUp(born, dump.durationNs) },
      { label: `ended ${formatCount(ended.length)}`, tone: 'good', points: countUp(ended, dump.durationNs) },
    ],
  };
}

/** How many of the times lie at or before each step. */
function countUp(times: readonly number[], durationNs: number): Point[] {
  const steps = new Float64Array(STEPS + 1);
  for (const t of times) steps[Math.min(STEPS, Math.ceil((t / Math.max(1, durationNs)) * STEPS))]++;
  let sum = 0;
  return Array.from(steps, (n, i) => [i, (sum += n)] as const);
}

function heapPicture(trace: Trace): Picture {
  const growth = heapGrowth(trace.heap, trace.durationNs);
  const value = (n: number) => formatValue(n, 'bytes');
  const span = growth ? `${value(growth.first)} → ${value(growth.last)}` : '';
  return {
    kind: 'curves',
    title: 'Heap while tracing',
    subtitle: `trace · ${span}${isPartial(trace.problems) ? ' · partial' : ''}`,
    xLabels: ['0 s', formatValue(trace.durationNs, 'nanoseconds')],
    curves: [{ label: growth ? value(growth.last) : '', tone: 'plain', points: thin(trace.heap) }],
  };
}

function thin(curve: Curve): Point[] {
  const step = Math.max(1, Math.floor(curve.time.length / (STEPS * 3)));
  const points: Point[] = [];
  for (let i = 0; i < curve.time.length; i += step) points.push([curve.time[i], curve.value[i]]);
  return points;
}

function waitsPicture(facts: IncidentFacts): Picture[] {
  const block = profilesOf(facts, 'block')[0];
  if (!block) return [];
  const groups = waitGroups(block)
    .filter((g) => !g.profiler)
    .slice(0, 4);
  const longest = groups[0]?.delay ?? 0;
  if (longest === 0) return [];
  return [
    {
      kind: 'bars',
      title: 'Where goroutines waited',
      subtitle: 'block · total wait, and the mean of one',
      bars: groups.map((g) => ({
        label: shortName(g.waiting.function),
        text: `${formatValue(g.delay, 'nanoseconds')} · ${formatValue(g.delay / Math.max(1, g.waits), 'nanoseconds')} each`,
        share: g.delay / longest,
        tone: g.period > 0 ? ('bad' as const) : ('plain' as const),
      })),
    },
  ];
}

function cpuPicture(facts: IncidentFacts, { case: c, finding }: Judged): Picture[] {
  const cpu = profilesOf(facts, 'cpu')[0];
  const frame = c.placed.find((p) => p.frame)?.frame;
  const type = cpu ? sampleTypeIndex(cpu.dump, 'cpu') : -1;
  if (!cpu || !frame || type < 0) return [];
  const total = totalOf(cpu.dump, type);
  const path = [frame, ...(c.placed.find((p) => p.path.length > 0)?.path ?? [])].slice(0, 4).reverse();
  if (total === 0) return [];
  return [
    {
      kind: 'bars',
      title: 'Where the CPU goes',
      subtitle: `cpu · ${formatValue(total, 'nanoseconds')} sampled`,
      bars: path.map((f) => {
        const share = valuesThrough(cpu.dump, f)[type] / total;
        const isSite = f === frame;
        return {
          label: shortName(f.function),
          text: formatShare(share),
          share,
          tone: isSite && finding.rank === 1 ? ('bad' as const) : ('plain' as const),
        };
      }),
    },
  ];
}
