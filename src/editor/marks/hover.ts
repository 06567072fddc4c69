// What shows when the mouse rests on a marked line?

import * as vscode from 'vscode';
import type { Mark, Report } from '../../protocol/answers.ts';
import { markSettings } from '../settings.ts';
import type { ActiveMarks } from './active-marks.ts';
import {
  findingMarkdown,
  HOVER_COMMANDS,
  linksMarkdown,
  numbersMarkdown,
  remarkMarkdown,
} from './hover-text.ts';

export function registerHover(marks: ActiveMarks, activeReport: () => Report | undefined): vscode.Disposable {
  return vscode.languages.registerHoverProvider('*', {
    provideHover(document, position) {
      const placed = marks.at(document.uri, position.line + 1);
      if (!placed || !markSettings().hover) return undefined;
      const { mark } = placed;
      const finding = activeReport()?.findings.find(({ rank }) => rank === mark.finding);
      // One paragraph: a hover is low, and its links stand below.
      const verdict = [
        ...(finding ? [findingMarkdown(finding, vscode.l10n.t)] : []),
        ...(mark.remark === undefined ? [] : [remarkMarkdown(mark.remark)]),
      ].join(' · ');
      const texts = [numbersMarkdown(mark, vscode.l10n.t), ...(verdict === '' ? [] : [verdict])];
      const contents = [...texts.map((text) => new vscode.MarkdownString(text)), links(mark)];
      return new vscode.Hover(contents, document.lineAt(position).range);
    },
  });
}

/** Trusted for our commands only. */
function links(mark: Mark): vscode.MarkdownString {
  const text = new vscode.MarkdownString(linksMarkdown(mark, vscode.l10n.t), true);
  text.isTrusted = { enabledCommands: [...HOVER_COMMANDS] };
  return text;
}
