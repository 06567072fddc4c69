// What is a profile without the frames that it asks, by itself, to leave out?

import type { Profile } from '../../model/profile.ts';
import type { Symbols } from '../../model/symbols.ts';
import { dropOwnFrames } from '../pprof-report/prune.ts';
import { type RowsOfIds, viewOf } from '../pprof-report/view.ts';

/**
 * The profile as `go tool pprof` shows it in every report: cut by its own drop_frames and keep_frames.
 * Go's own profiles name none; then it is the same profile.
 */
export function withoutDroppedFrames(profile: Profile): Profile {
  if (profile.dropFrames === '') return profile;
  // Each sample is to have its own stack in the end.
  const { firstWithStack, ...alone } = profile;
  const { stacks, frames } = dropOwnFrames(viewOf(alone));
  const { symbols, frameColumn } = profile;
  const cut = countCut(symbols, stacks, frames);
  const pick = (column: Int32Array) => Int32Array.from(frames.list, (frame) => column[frame]);
  return {
    ...profile,
    symbols: {
      ...symbols,
      frames: {
        length: frames.list.length,
        function: pick(symbols.frames.function),
        line: pick(symbols.frames.line),
      },
      locations: { length: symbols.locations.length, frameStart: frames.start },
      stacks: { length: profile.sampleCount, ...rowsOfStacks(stacks) },
    },
    ...(frameColumn ? { frameColumn: pick(frameColumn) } : {}),
    problems: cut === 0 ? profile.problems : [...profile.problems, noteOf(profile, cut)],
  };
}

function rowsOfStacks({ start, list }: RowsOfIds) {
  return { locationStart: start, locations: list };
}

/** Stacks that lost a location, or a frame of one. */
function countCut(before: Symbols, stacks: RowsOfIds, frames: RowsOfIds): number {
  const lengthOf = (start: Int32Array, row: number) => start[row + 1] - start[row];
  const { frameStart } = before.locations;
  const { locationStart } = before.stacks;
  let count = 0;
  for (let s = 0; s < before.stacks.length; s++) {
    let isCut = lengthOf(stacks.start, s) < lengthOf(locationStart, s);
    for (let i = stacks.start[s]; i < stacks.start[s + 1] && !isCut; i++)
      isCut = lengthOf(frames.start, stacks.list[i]) < lengthOf(frameStart, stacks.list[i]);
    if (isCut) count++;
  }
  return count;
}

function noteOf({ dropFrames, sampleCount }: Profile, cut: number) {
  return {
    severity: 'note',
    text: `the file itself leaves out frames like ${dropFrames.slice(0, LONGEST_PATTERN)}: ${cut} of ${sampleCount} stacks are shorter for it, as in go tool pprof`,
  } as const;
}

/** Patterns of other profilers fill pages. */
const LONGEST_PATTERN = 60;
