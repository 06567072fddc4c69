// Which site is a resolved frame, and what could not be resolved?

import type { Site } from '../model/finding.ts';
import type { FrameText } from '../model/symbols.ts';
import type { MappingQuestion } from '../protocol/answers.ts';
import type { Resolution } from '../source/resolution.ts';

/** A frame whose sources are not in the workspace keeps its recorded place. */
export function recorded({ file, line, function: fn }: FrameText): Site {
  return { file, line, function: fn, mappedBy: 'none' };
}

export function siteOfResolution(frame: FrameText, resolution: Resolution): Site {
  switch (resolution.kind) {
    case 'found':
      return resolution.note === '' ? resolution.site : { ...resolution.site, note: resolution.note };
    case 'stale':
      return staleSite(frame, resolution);
    case 'tied':
      return { ...recorded(frame), note: resolution.reason };
    default:
      return recorded(frame);
  }
}

/** The right file, of another day: the line as near as it is known, and what is wrong with it. */
function staleSite(frame: FrameText, stale: Extract<Resolution, { readonly kind: 'stale' }>): Site {
  const line = stale.line || (stale.function?.line ?? 0);
  const told = { drift: stale.drift, profiledLine: frame.line, note: stale.reason };
  if (line === 0) return { ...recorded(frame), ...told };
  return { file: stale.file, line, function: frame.function, mappedBy: stale.mappedBy, ...told };
}

/** Lines of one dump's own code, and how many of them the workspace has not. */
export interface MappingTally {
  lines: number;
  unresolved: number;
  stale: number;
}

/** Several files fit a recorded path: people choose, once for each path. */
export function questionOf(frame: FrameText, resolution: Resolution): MappingQuestion | undefined {
  if (resolution.kind !== 'tied') return undefined;
  return {
    recorded: frame.file,
    function: frame.function,
    candidates: resolution.candidates.map((c) => c.file),
    reason: resolution.reason,
  };
}
