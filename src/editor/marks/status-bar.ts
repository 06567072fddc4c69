// What does the status bar say about the active incident, and what does a click on it offer?

import * as vscode from 'vscode';
import type { Incidents } from '../opening/incidents.ts';
import { textToRead } from '../readers-language.ts';
import { type NumbersChoice, numbersChoices } from './number-choices.ts';
import { visibleText } from './plain-markdown.ts';
import type { ShownMarks } from './shown-marks.ts';

export function registerStatusBar(incidents: Incidents, shown: ShownMarks): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('culprit.status', vscode.StatusBarAlignment.Left);
  item.name = 'Culprit';
  item.command = 'culprit.chooseNumbers';
  const refresh = (): void => {
    const state = incidents.active?.state;
    if (state?.kind !== 'open') {
      item.hide();
      return;
    }
    const { findings, name, subtitle } = state.report;
    const numbers = shown.areHidden ? vscode.l10n.t('marks hidden') : shown.numbers?.label;
    item.text = `$(flame) Culprit: ${countText(findings.length)}${numbers ? ` · ${numbers}` : ''}`;
    item.tooltip = visibleText(`${name} · ${textToRead(subtitle)}`);
    item.show();
  };
  return vscode.Disposable.from(item, incidents.onDidChangeActive(refresh), shown.onDidChange(refresh));
}

function countText(suspects: number): string {
  if (suspects === 0) return vscode.l10n.t('no suspect');
  return suspects === 1 ? vscode.l10n.t('1 suspect') : vscode.l10n.t('{0} suspects', suspects);
}

interface Item extends vscode.QuickPickItem {
  readonly run: () => unknown;
}

/** Asks whose numbers stand on the lines; the report and the next suspect are one step away as well. */
export async function chooseNumbers(incidents: Incidents, shown: ShownMarks): Promise<void> {
  const state = incidents.active?.state;
  if (state?.kind !== 'open') return;
  const title = vscode.l10n.t('Numbers on the lines');
  const items = [...commandItems(shown), ...numberItems(numbersChoices(state.report, vscode.l10n.t), shown)];
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  await picked?.run();
}

function commandItems(shown: ShownMarks): Item[] {
  const command = (icon: string, label: string, id: string): Item => ({
    label: `$(${icon}) ${label}`,
    run: () => vscode.commands.executeCommand(id),
  });
  return [
    command('graph', vscode.l10n.t('Show Report'), 'culprit.showReport'),
    command('arrow-down', vscode.l10n.t('Next Suspect'), 'culprit.nextSuspect'),
    shown.areHidden
      ? command('eye', vscode.l10n.t('Show Marks'), 'culprit.toggleMarks')
      : command('eye-closed', vscode.l10n.t('Hide Marks'), 'culprit.toggleMarks'),
  ];
}

function numberItems(choices: readonly NumbersChoice[], shown: ShownMarks): Item[] {
  const separator = { kind: vscode.QuickPickItemKind.Separator, run: () => {} };
  const item = (label: string, description: string, numbers: NumbersChoice | undefined): Item => ({
    label: `$(${isSame(numbers, shown.numbers) ? 'check' : 'blank'}) ${label}`,
    description,
    run: () => shown.choose(numbers),
  });
  return [
    { ...separator, label: vscode.l10n.t('Numbers on the lines') },
    item(vscode.l10n.t('All dumps'), vscode.l10n.t('the most telling number of each line'), undefined),
    ...choices.map((choice) => item(choice.label, choice.total, choice)),
  ];
}

function isSame(a: NumbersChoice | undefined, b: NumbersChoice | undefined): boolean {
  return a?.dump === b?.dump && a?.sampleType === b?.sampleType;
}
