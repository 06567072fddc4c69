// What is left of profiles after merging, subtracting and filtering, as plain rows that any format can be written from?

import { type Prepared, prepareReport } from '../../analysis/pprof-report/report.ts';
import { type FrameId, NONE, type StringId } from '../../model/ids.ts';
import { DEFAULT_PPROF_OPTIONS } from '../../model/pprof-options.ts';
import type { Profile } from '../../model/profile.ts';
import { type FrameText, frameText } from '../../model/symbols.ts';
import type { Exported, ExportedLabel } from '../../protocol/exported-samples.ts';
import { type PprofDeps, type PprofRequest, preparePprof } from '../pprof-text.ts';

/** Throws ReportRefusal, as the reports do. With `redact`, labels go and files lose their folders. */
export function exportSamples(deps: PprofDeps, request: PprofRequest, redact: boolean): Exported {
  const { report, warnings, partial } = preparePprof(deps, request);
  return { ...exportedOf(report, redact), warnings, partial };
}

/** All samples of one profile. */
export function exportProfile(profile: Profile, redact: boolean): Exported {
  const report = prepareReport(
    {
      ...{ profiles: [profile], bases: [], baseUse: { diff: false, normalize: false } },
      ...{ options: DEFAULT_PPROF_OPTIONS, zone: () => ({ offset: 0, name: 'UTC' }) },
    },
    false,
  );
  return { ...exportedOf(report, redact), warnings: [], partial: false };
}

function exportedOf(report: Prepared, redact: boolean): Omit<Exported, 'warnings' | 'partial'> {
  const { profile } = report;
  const locations = new Map<number, readonly FrameText[]>();
  return {
    sampleTypes: profile.sampleTypes,
    shown: profile.sampleTypes.indexOf(report.sampleType),
    samples: Array.from(report.view.samples, (s) => ({
      stack: stackOf(report, s, locations, redact),
      values: profile.values.map((column) => column.exact.get(s) ?? BigInt(column.value[s])),
      labels: redact ? [] : labelsOf(profile, s),
    })),
    program: programOf(profile, redact),
    timeNanos: profile.timeNanos,
    durationNanos: BigInt(Math.round(profile.durationNanos)),
    periodType: profile.periodType,
    period: BigInt(Math.round(profile.period)),
  };
}

/** The program's own mapping comes first. */
function programOf({ mappings }: Profile, redact: boolean): Exported['program'] {
  const [main] = mappings;
  if (!main) return null;
  const { file, buildId, start, limit, offset } = main;
  return { file: redact ? file.slice(file.lastIndexOf('/') + 1) : file, buildId, start, limit, offset };
}

function stackOf(
  { view, profile }: Prepared,
  sample: number,
  known: Map<number, readonly FrameText[]>,
  redact: boolean,
): (readonly FrameText[])[] {
  const { stacks, frames } = view;
  const row = view.stackOf[sample];
  const out: (readonly FrameText[])[] = [];
  for (let i = stacks.start[row]; i < stacks.start[row + 1]; i++) {
    const location = stacks.list[i];
    let texts = known.get(location);
    if (!texts) {
      const ids = frames.list.subarray(frames.start[location], frames.start[location + 1]);
      texts = Array.from(ids, (f) => textOf(profile, f, redact));
      known.set(location, texts);
    }
    out.push(texts);
  }
  return out;
}

function textOf({ symbols }: Profile, frame: number, redact: boolean): FrameText {
  const text = frameText(symbols, frame as FrameId);
  return redact ? { ...text, file: text.file.slice(text.file.lastIndexOf('/') + 1) } : text;
}

function labelsOf({ labels, symbols }: Profile, sample: number): ExportedLabel[] {
  const text = (id: number) => (id === NONE ? '' : symbols.strings.get(id as StringId));
  const out: ExportedLabel[] = [];
  for (let l = labels.start[sample]; l < labels.start[sample + 1]; l++) {
    const number = labels.exact.get(l) ?? BigInt(labels.text[l] === NONE ? labels.number[l] : 0);
    out.push({ key: text(labels.key[l]), text: text(labels.text[l]), number, unit: text(labels.unit[l]) });
  }
  return out;
}
