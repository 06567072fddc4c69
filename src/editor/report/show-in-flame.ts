// How does a function of the code lead to its place in the flame graph?

import * as vscode from 'vscode';
import type { DumpSummary } from '../../protocol/answers.ts';
import type { ShownMarks } from '../marks/shown-marks.ts';
import type { DumpEditor } from '../opening/dump-editor.ts';
import type { Incident } from '../opening/incident.ts';
import type { Incidents } from '../opening/incidents.ts';
import type { CursorFunctions } from './cursor-functions.ts';
import { readFlameTarget } from './flame-target.ts';
import type { ReportPanel } from './report-panel.ts';

export interface ShowInFlameDeps {
  readonly incidents: Incidents;
  readonly panel: ReportPanel;
  readonly dumpEditor: DumpEditor;
  readonly shown: ShownMarks;
  readonly cursor: CursorFunctions;
}

/** Shows the report with the flame graph of a dump that has the function; says so when none has. */
export async function showInFlame(deps: ShowInFlameDeps, argument: unknown): Promise<void> {
  const incident = deps.incidents.active;
  if (incident?.state.kind !== 'open') return;
  const given = readFlameTarget(argument);
  const name = given?.function ?? deps.cursor.functions[0];
  if (name === undefined) return tellNone();
  const { dumps } = incident.state.report;
  const first = given?.dump ?? deps.shown.numbers?.dump;
  const dump = await dumpWith(incident, inOrder(dumps, first), name);
  if (dump === undefined) return tellNone();
  if (!deps.dumpEditor.viewOf(incident)) deps.panel.show(incident);
  (deps.panel.viewOf(incident) ?? deps.dumpEditor.viewOf(incident))?.showFunction(dump, name);
}

function tellNone(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('No flame graph of this incident has the function at the cursor.'),
  );
}

/** Profiles: the one asked for, then those that prove something, then the rest. */
function inOrder(dumps: readonly DumpSummary[], first: number | undefined): number[] {
  const rank = ({ id, tone }: DumpSummary) => (id === first ? 0 : tone === 'proof' ? 1 : 2);
  return dumps
    .filter(({ sampleTypes }) => sampleTypes.length > 0)
    .sort((a, b) => rank(a) - rank(b))
    .map(({ id }) => id);
}

async function dumpWith(
  incident: Incident,
  dumps: readonly number[],
  name: string,
): Promise<number | undefined> {
  for (const dump of dumps) {
    const { kind } = await incident.ask('source', { dump, function: name });
    if (kind === 'answer') return dump;
    if (kind === 'cancelled') return undefined;
  }
  return undefined;
}
