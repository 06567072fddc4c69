// How far is a long reading? One line on a terminal, written over and over, gone at the end; nothing elsewhere.

import { formatCount, formatPeriod } from '../model/units.ts';
import type { Progress, TracePreview } from '../protocol/queries.ts';
import { visible } from './paint.ts';

/** What standard error has of a terminal. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away: before anything else is written, and at the end. */
  clear(): void;
}

/** What is read at once needs no word. */
const QUIET_MILLISECONDS = 400;
const PAUSE_MILLISECONDS = 100;
const ERASE = '\r\u001b[2K';
const USUAL_COLUMNS = 80;

export function progressLine(
  terminal: Terminal = process.stderr,
  now: () => number = () => performance.now(),
): ProgressLine {
  if (terminal.isTTY !== true) return { show: () => {}, clear: () => {} };
  let next = now() + QUIET_MILLISECONDS;
  let isShown = false;
  return {
    show(progress) {
      if (now() < next) return;
      next = now() + PAUSE_MILLISECONDS;
      isShown = true;
      terminal.write(ERASE + progressText(progress).slice(0, (terminal.columns ?? USUAL_COLUMNS) - 1));
    },
    clear() {
      if (isShown) terminal.write(ERASE);
      isShown = false;
    },
  };
}

function progressText({ step, share, preview }: Progress): string {
  const done = `${visible(step)} ${Math.round(share * 100)} %`;
  return preview === undefined ? done : `${done}. ${previewText(preview)}`;
}

function previewText({ durationNs, born, alive, starts }: TracePreview): string {
  const counts = `After ${formatPeriod(durationNs)}: ${formatCount(born)} goroutines born, ${formatCount(alive)} alive`;
  const [most] = starts;
  return most === undefined || most.born === 0
    ? counts
    : `${counts}, most in ${visible(most.function || 'functions without a name')} (${formatCount(most.born)})`;
}
