// With which other incident is the open one compared?

import * as vscode from 'vscode';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incidents } from './incidents.ts';
import { askForDumps, expand } from './pick-dumps.ts';
import type { Rejudge } from './rejudge.ts';

export interface CompareDeps {
  readonly incidents: Incidents;
  readonly rejudge: Rejudge;
  readonly log: vscode.LogOutputChannel;
}

/** Asks for the dumps of the release before, or of a pod that is well; report, marks and hovers show both. */
export async function compareWith({ incidents, rejudge, log }: CompareDeps): Promise<void> {
  const incident = incidents.active;
  if (!incident) return;
  const chosen = await askForDumps(
    vscode.l10n.t('Compare {0} with which dumps?', visibleText(incident.name)),
  );
  if (!chosen) return;
  const baseline = await expand(chosen).catch(() => []);
  if (!baseline) return;
  const own = new Set(incident.dumps.map(String));
  if (baseline.length === 0 || baseline.every((dump) => own.has(dump.toString()))) {
    void vscode.window.showWarningMessage(
      baseline.length === 0
        ? vscode.l10n.t('There are no dumps to compare with in that place.')
        : vscode.l10n.t('These are the dumps of the open incident. Choose those of another release or pod.'),
    );
    return;
  }
  log.info(`compared with ${baseline.map((uri) => vscode.workspace.asRelativePath(uri)).join(', ')}`);
  incident.compareWith(baseline);
  await rejudge.now();
}

export async function stopComparing({ incidents, rejudge }: CompareDeps): Promise<void> {
  incidents.active?.compareWith([]);
  await rejudge.now();
}
