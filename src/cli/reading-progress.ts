// How far is a long reading, and what is known already? One line on a terminal, gone at the end; nothing elsewhere.

import { formatCount, formatPeriod } from '../model/units.ts';
import type { Progress, TracePreview } from '../protocol/queries.ts';
import { ProgressLine } from './live-world.ts';

export interface ReadingProgress {
  show(progress: Progress): void;
  /** Takes the line away: before anything else is written, and at the end. */
  clear(): void;
}

/** What is read at once needs no word. */
const QUIET_MILLISECONDS = 400;
const PAUSE_MILLISECONDS = 100;

export function readingProgress(
  line: Pick<ProgressLine, 'show' | 'clear'> = new ProgressLine(),
  now: () => number = () => performance.now(),
): ReadingProgress {
  let next = now() + QUIET_MILLISECONDS;
  return {
    show(progress) {
      if (now() < next) return;
      next = now() + PAUSE_MILLISECONDS;
      line.show(progressText(progress));
    },
    clear: () => line.clear(),
  };
}

function progressText({ step, share, preview }: Progress): string {
  const done = `${step} ${Math.round(share * 100)} %`;
  return preview === undefined ? done : `${done}. ${previewText(preview)}`;
}

function previewText({ durationNs, born, alive, starts }: TracePreview): string {
  const counts = `After ${formatPeriod(durationNs)}: ${formatCount(born)} goroutines born, ${formatCount(alive)} alive`;
  const [most] = starts;
  return most === undefined || most.born === 0
    ? counts
    : `${counts}, most in ${most.function || 'functions without a name'} (${formatCount(most.born)})`;
}
