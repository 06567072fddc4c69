// Which marks does the user want?

import * as vscode from 'vscode';

export interface MarkSettings {
  readonly gutter: boolean;
  readonly text: boolean;
  readonly problems: boolean;
  readonly overviewRuler: boolean;
}

export function markSettings(): MarkSettings {
  const settings = vscode.workspace.getConfiguration('culprit.marks');
  const isOn = (name: keyof MarkSettings): boolean => settings.get<boolean>(name, true);
  return {
    gutter: isOn('gutter'),
    text: isOn('text'),
    problems: isOn('problems'),
    overviewRuler: isOn('overviewRuler'),
  };
}

export function onDidChangeMarkSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('culprit.marks')) listener();
  });
}
