// Whose numbers can stand on the lines: those of all dumps, or of one dump and sample type?

import type { DumpSummary, Report } from '../../protocol/answers.ts';
import type { MarksFocus } from '../../protocol/page.ts';
import type { Translate } from '../translate.ts';
import { visibleText } from './plain-markdown.ts';

export interface NumbersChoice {
  readonly dump: number;
  readonly sampleType: number;
  /** `mem.pprof · inuse_space`. */
  readonly label: string;
  /** The dump's total of that type: `8.0 MB`; empty where the summary does not tell it. */
  readonly total: string;
  /** Only what passes through this function; absent for all. */
  readonly function?: string;
}

/** One choice per dump and sample type; traces and listings count goroutines only. */
export function numbersChoices({ dumps }: Report, t: Translate): NumbersChoice[] {
  return dumps.flatMap((dump) => choicesOf(dump, t));
}

/** The choice that a view of the report stands for; undefined when the report has no such numbers. */
export function focusedChoice(report: Report, only: MarksFocus, t: Translate): NumbersChoice | undefined {
  const choice = numbersChoices(report, t).find(
    ({ dump, sampleType }) => dump === only.dump && sampleType === only.sampleType,
  );
  if (!choice || only.function === '') return choice;
  const inside = t('in {0}', visibleText(only.function.slice(only.function.lastIndexOf('/') + 1), 60));
  return { ...choice, function: only.function, label: `${choice.label} · ${inside}` };
}

function choicesOf(dump: DumpSummary, t: Translate): NumbersChoice[] {
  const name = visibleText(dump.path.slice(dump.path.lastIndexOf('/') + 1), 80);
  const choice = (sampleType: number, type: string, total: string): NumbersChoice => ({
    dump: dump.id,
    sampleType,
    label: `${name} · ${visibleText(type, 80)}`,
    total,
  });
  if (dump.kind === 'unreadable') return [];
  if (dump.kind === 'trace') return [choice(0, t('goroutines born'), '')];
  if (dump.kind === 'goroutines') return [choice(0, t('goroutines'), dump.size)];
  return dump.sampleTypes.map(({ type, total }, index) => choice(index, type, visibleText(total, 80)));
}
