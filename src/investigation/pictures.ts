// Which small pictures show the evidence of a finding?

import {
  type DumpFacts,
  type IncidentFacts,
  profilesOf,
  sampleTypeIndex,
  tracesOf,
} from '../analysis/facts.ts';
import { roughTime, secondsToLimit } from '../analysis/forecast.ts';
import { waitGroups } from '../analysis/goroutines/waits.ts';
import { heapGrowth } from '../analysis/heap-growth.ts';
import type { Judged } from '../analysis/judge.ts';
import { totalOf, valuesThrough } from '../analysis/totals/site-values.ts';
import { isLeakKind } from '../model/finding.ts';
import { shortName } from '../model/go-names.ts';
import { isPartial } from '../model/problems.ts';
import type { Curve, Trace } from '../model/trace.ts';
import { formatShare, formatValue } from '../model/units.ts';
import type { Picture, Point } from '../protocol/answers.ts';
import { birthsPicture, snapshotsPicture, statesPicture } from './goroutine-pictures.ts';

/** Points per curve: more than a small picture has pixels for. */
const STEPS = 60;

export function picturesOf(facts: IncidentFacts, judged: Judged): Picture[] {
  const trace = tracesOf(facts)[0];
  const { kind } = judged.finding;
  const leak = kind === 'goroutine-leak';
  const born = judged.case.crowd?.born ?? 0;
  return [
    ...(trace && leak && born > 0 ? [birthsPicture(trace, judged)] : []),
    ...(leak ? snapshotsPicture(facts, judged) : []),
    ...(trace && leak && trace.dump.heap.time.length > 1
      ? [heapPicture(facts, trace)]
      : heapsPicture(facts, judged)),
    ...(leak || kind === 'blocked' ? statesPicture(facts) : []),
    ...waitsPicture(facts),
    ...cpuPicture(facts, judged),
  ];
}

/** `≈ 5 s to the limit of 2.0GB`, where the limit is known and something grows. */
function untilLimit(facts: IncidentFacts): string {
  const { memoryLimit } = facts;
  const seconds = memoryLimit === undefined ? null : secondsToLimit(facts, memoryLimit);
  return seconds === null || seconds <= 0
    ? ''
    : ` · ${roughTime(seconds)} to the limit of ${formatValue(memoryLimit!, 'bytes')}`;
}

function heapPicture(facts: IncidentFacts, { id, dump: trace }: DumpFacts<Trace>): Picture {
  const growth = heapGrowth(trace.heap, trace.durationNs);
  const value = (n: number) => formatValue(n, 'bytes');
  const span = growth ? `${value(growth.first)} → ${value(growth.last)}` : '';
  const pace = growth && growth.perSecond > 0 ? ` · +${value(growth.perSecond)}/s` : '';
  return {
    kind: 'curves',
    lead: { dump: id, view: 'timeline' },
    title: 'Heap while tracing',
    subtitle: `trace · ${span}${isPartial(trace.problems) ? ' · partial' : ''}${untilLimit(facts)}`,
    xLabels: ['0 s', formatValue(trace.durationNs, 'nanoseconds')],
    curves: [
      { label: growth ? `${value(growth.last)}${pace}` : '', tone: 'plain', points: thin(trace.heap) },
    ],
  };
}

/** What the heap profiles hold, in all and below the suspect; nothing for a single one, or one without a time. */
function heapsPicture(facts: IncidentFacts, { finding, case: { lines } }: Judged): Picture[] {
  const heaps = profilesOf(facts, 'heap').filter(({ dump }) => dump.timeNanos > 0n);
  const type = heaps.length < 2 ? -1 : sampleTypeIndex(heaps[0].dump, 'inuse_space');
  if (type < 0 || !isLeakKind(finding.kind)) return [];
  const seconds = heaps.map(({ dump }) => Number(dump.timeNanos - heaps[0].dump.timeNanos) / 1e9);
  const curve = (label: string, tone: 'plain' | 'bad', values: readonly number[]) => ({
    label: `${label} ${formatValue(values.at(-1)!, 'bytes')}`,
    tone,
    points: values.map((value, at): Point => [seconds[at], value]),
  });
  const all = heaps.map(({ dump }) => totalOf(dump, type));
  const below = heaps.map(({ dump }) => valuesThrough(dump, ...lines)[type]);
  const value = (n: number) => formatValue(n, 'bytes');
  return [
    {
      kind: 'curves',
      lead: { dump: heaps.at(-1)!.id, view: 'flame' },
      title: 'Heap over the dumps',
      subtitle: `heap · ${value(all[0])} → ${value(all.at(-1)!)}${untilLimit(facts)}`,
      xLabels: ['0 s', formatValue(seconds.at(-1)! * 1e9, 'nanoseconds')],
      curves: [
        curve('all', 'plain', all),
        ...(below.some((n) => n > 0) ? [curve('suspect', 'bad', below)] : []),
      ],
    },
  ];
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
      lead: { dump: block.id, view: 'flame' },
      title: 'Where goroutines waited',
      subtitle: 'block · total wait, and the mean of one',
      bars: groups.map((g) => ({
        label: shortName(g.waiting.function),
        text: `${formatValue(g.delay, 'nanoseconds')} · ${formatValue(g.delay / Math.max(1, g.waits), 'nanoseconds')}`,
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
      lead: { dump: cpu.id, view: 'flame' },
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
