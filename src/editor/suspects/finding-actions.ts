// What can be done about a finding that stands in the Problems view?

import * as vscode from 'vscode';
import { PROBLEM_SOURCE, problemMessage } from '../marks/problems.ts';
import type { Incidents } from '../opening/incidents.ts';
import { reportToRead } from '../readers-language.ts';

/** Offered by the light bulb on the line and by the menu of the problem. */
export function registerFindingActions(incidents: Incidents): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      provideCodeActions: (_, __, { diagnostics }) =>
        diagnostics.flatMap((one) => actionsFor(one, incidents)),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function actionsFor(diagnostic: vscode.Diagnostic, incidents: Incidents): vscode.CodeAction[] {
  const state = incidents.active?.state;
  if (diagnostic.source !== PROBLEM_SOURCE || state?.kind !== 'open') return [];
  const finding = reportToRead(state.report).findings.find(
    (one) => problemMessage(one) === diagnostic.message,
  );
  if (!finding) return [];
  const reveal = new vscode.CodeAction(vscode.l10n.t('Reveal in Report'), vscode.CodeActionKind.QuickFix);
  reveal.diagnostics = [diagnostic];
  reveal.command = { command: 'culprit.revealInReport', title: reveal.title, arguments: [finding.rank] };
  return [reveal];
}
