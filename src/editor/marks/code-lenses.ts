// What stands above a function that has marks?

import * as vscode from 'vscode';
import { markSettings, onDidChangeMarkSettings } from '../settings.ts';
import type { ActiveMarks, PlacedMark } from './active-marks.ts';
import { functionLines, lastAtOrBefore } from './function-lines.ts';
import { visibleText } from './plain-markdown.ts';

const LONGEST_TEXT = 120;

export function registerCodeLenses(marks: ActiveMarks): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    marks.onDidChange(() => changed.fire()),
    onDidChangeMarkSettings(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(
      { pattern: '**/*.go' },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses: (document) =>
          markSettings().codeLens ? lensesOf(document, marks.of(document.uri)) : [],
      },
    ),
  );
}

/** One per function: the number of its line with the greatest share, summed over the whole function. */
function lensesOf(document: vscode.TextDocument, marks: readonly PlacedMark[]): vscode.CodeLens[] {
  if (marks.length === 0) return [];
  const starts = functionLines(document.getText());
  const best = new Map<number, PlacedMark>();
  for (const placed of marks) {
    if (placed.line === undefined || placed.mark.functionText === '') continue;
    const start = lastAtOrBefore(starts, placed.line);
    if (start === undefined) continue;
    const before = best.get(start);
    if (!before || placed.mark.share > before.mark.share) best.set(start, placed);
  }
  return [...best].map(([line, { mark }]) => {
    const range = new vscode.Range(line - 1, 0, line - 1, 0);
    const title = visibleText(mark.functionText, LONGEST_TEXT);
    return new vscode.CodeLens(range, { title, command: 'culprit.showReport' });
  });
}
