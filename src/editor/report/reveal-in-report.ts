// Which finding of the report belongs to a line, a node of the tree or a problem?

import * as vscode from 'vscode';
import type { Report } from '../../protocol/answers.ts';
import type { ActiveMarks } from '../marks/active-marks.ts';
import type { DumpEditor } from '../opening/dump-editor.ts';
import type { Incidents } from '../opening/incidents.ts';
import { findingFor, findingIn } from '../suspects/finding-for.ts';
import type { SuspectsTree } from '../suspects/suspects-tree.ts';
import type { CursorFunctions } from './cursor-functions.ts';
import type { ReportPanel } from './report-panel.ts';

export interface RevealDeps {
  readonly incidents: Incidents;
  readonly panel: ReportPanel;
  readonly dumpEditor: DumpEditor;
  readonly tree: SuspectsTree;
  readonly marks: ActiveMarks;
  readonly cursor: CursorFunctions;
}

/**
 * @param target a node of the tree, the rank of a finding, what the editor's menus give (a file, or a line of it);
 * anything else means the cursor's line
 */
export async function revealInReport(deps: RevealDeps, target: unknown): Promise<void> {
  const incident = deps.incidents.active;
  if (incident?.state.kind !== 'open') return;
  const rank = rankOf(deps, incident.state.report, target);
  if (rank === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No finding of the report speaks of this line.'));
    return;
  }
  if (!deps.dumpEditor.viewOf(incident)) deps.panel.show(incident);
  (deps.panel.viewOf(incident) ?? deps.dumpEditor.viewOf(incident))?.showFinding(rank);
}

function rankOf({ tree, marks, cursor }: RevealDeps, report: Report, target: unknown): number | undefined {
  if (typeof target === 'number') return report.findings.find(({ rank }) => rank === target)?.rank;
  if (hasText(target, 'id')) return tree.findingOf(target.id)?.rank;
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const line = lineOf(target) ?? editor.selection.active.line + 1;
  const mark = marks.at(editor.document.uri, line)?.mark;
  if (mark) return findingFor(report, mark)?.rank;
  return cursor.functions.flatMap((name) => findingIn(report, name)?.rank ?? [])[0];
}

function hasText<K extends string>(value: unknown, key: K): value is Record<K, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    key in value &&
    typeof (value as Record<K, unknown>)[key] === 'string'
  );
}

/** The menu of line numbers gives the line. */
function lineOf(target: unknown): number | undefined {
  if (typeof target !== 'object' || target === null || !('lineNumber' in target)) return undefined;
  return typeof target.lineNumber === 'number' ? target.lineNumber : undefined;
}
