// Which marks does the user want?

import * as vscode from 'vscode';

export interface MarkSettings {
  readonly gutter: boolean;
  readonly text: boolean;
  readonly hover: boolean;
  readonly codeLens: boolean;
  readonly problems: boolean;
  readonly overviewRuler: boolean;
  /** Lines with a smaller share are not marked, suspects apart; 0 to 1. */
  readonly minShare: number;
}

const SECTION = 'culprit.marks';

export function markSettings(): MarkSettings {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const isOn = (name: keyof MarkSettings): boolean => settings.get<boolean>(name, name !== 'codeLens');
  return {
    gutter: isOn('gutter'),
    text: isOn('text'),
    hover: isOn('hover'),
    codeLens: isOn('codeLens'),
    problems: isOn('problems'),
    overviewRuler: isOn('overviewRuler'),
    minShare: Math.min(100, Math.max(0, settings.get<number>('threshold', 1))) / 100,
  };
}

export function onDidChangeMarkSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION)) listener();
  });
}
