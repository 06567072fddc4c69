// What do the report and the marks say to a person whose editor speaks another language?

import * as vscode from 'vscode';
import { sayIn } from '../languages/chinese.ts';
import { markIn, reportIn } from '../languages/read-report.ts';
import type { Mark, Report } from '../protocol/answers.ts';

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

/** One text of the analysis. */
export function textToRead(text: string): string {
  return sayIn(vscode.env.language)?.(text) ?? text;
}
