// What does the status bar say about the active incident?

import * as vscode from 'vscode';
import type { Incidents } from './incidents.ts';
import { visibleText } from './plain-markdown.ts';

export function registerStatusBar(incidents: Incidents): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('culprit.status', vscode.StatusBarAlignment.Left);
  item.name = 'Culprit';
  item.command = 'culprit.showReport';
  const refresh = (): void => {
    const state = incidents.active?.state;
    if (state?.kind !== 'open') {
      item.hide();
      return;
    }
    const { findings, name, subtitle } = state.report;
    item.text = `$(flame) Culprit: ${countText(findings.length)}`;
    item.tooltip = visibleText(`${name} · ${subtitle}`);
    item.show();
  };
  return vscode.Disposable.from(item, incidents.onDidChangeActive(refresh));
}

function countText(suspects: number): string {
  if (suspects === 0) return vscode.l10n.t('no suspect');
  return suspects === 1 ? vscode.l10n.t('1 suspect') : vscode.l10n.t('{0} suspects', suspects);
}
