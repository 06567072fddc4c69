// What do the report and the marks say to a person whose editor speaks another language?

import * as vscode from 'vscode';
import { sayIn } from '../languages/chinese.ts';
import { markIn, reportIn } from '../languages/read-report.ts';
import type { Mark, Report } from '../protocol/answers.ts';
import { visibleText } from './marks/plain-markdown.ts';

const LONGEST_MESSAGE = 1000;

const readable = new WeakMap<Report, Report>();

/** For tree, hover, problems and copies; documents and the log are written from the report itself. */
export function reportToRead(report: Report): Report {
  const say = sayIn(vscode.env.language);
  if (!say) return report;
  const known = readable.get(report) ?? reportIn(report, say);
  readable.set(report, known);
  return known;
}

export function marksToRead(marks: readonly Mark[]): readonly Mark[] {
  const say = sayIn(vscode.env.language);
  return say ? marks.map((mark) => markIn(mark, say)) : marks;
}

/** One text of the analysis, of a reader of files, or of what asks servers. */
export function textToRead(text: string): string {
  return sayIn(vscode.env.language)?.(text) ?? text;
}

export function errorToRead(error: unknown): string {
  return visibleText(textToRead(error instanceof Error ? error.message : String(error)), LONGEST_MESSAGE);
}

/** What was found, and what to do. */
export function faultToRead({ text, advice }: { readonly text: string; readonly advice: string }): string {
  return visibleText([`${text}.`, advice].map(textToRead).join(' '), LONGEST_MESSAGE);
}
