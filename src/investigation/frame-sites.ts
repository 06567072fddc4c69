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

/** Several files fit a recorded path: people choose, once for the folder in which they begin to differ. */
export function questionOf(frame: FrameText, resolution: Resolution): MappingQuestion | undefined {
  if (resolution.kind !== 'tied') return undefined;
  const recordedParts = frame.file.split(/[\\/]/);
  const candidates = resolution.candidates.map((c) => c.file.split('/'));
  // A bare name or a file of the root folder has no folder that could be mapped.
  if (recordedParts.slice(0, -1).join('') === '') return undefined;
  const shared = Math.min(recordedParts.length - 1, ...candidates.map((c) => sharedTail(c, recordedParts)));
  const example = recordedParts.slice(recordedParts.length - shared).join('/');
  return {
    recorded: frame.file.slice(0, -1 - example.length),
    candidates: candidates.map((c) => c.slice(0, c.length - shared).join('/')),
    example,
    reason: resolution.reason,
  };
}

/** How many of the last parts are the same; the file's own name always is. */
function sharedTail(a: readonly string[], b: readonly string[]): number {
  let n = 1;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n;
}
