// How does the user say which suspects to show?

import * as vscode from 'vscode';
import type { Report, ReportFinding } from '../../protocol/answers.ts';
import { kindText } from '../marks/hover-text.ts';
import type { SuspectFilter } from './suspect-filter.ts';

interface FilterItem extends vscode.QuickPickItem {
  /** Undefined for the item that is about confidence. */
  readonly findingKind: ReportFinding['kind'] | undefined;
}

/** The kinds that the report has, each with its number; undefined when the user went away. */
export async function askSuspectFilter(
  { findings }: Report,
  { hiddenKinds, onlyLikely }: SuspectFilter,
): Promise<SuspectFilter | undefined> {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const items: FilterItem[] = kinds.map((kind) => ({
    findingKind: kind,
    label: kindText(kind, vscode.l10n.t),
    description: String(findings.filter((one) => one.kind === kind).length),
    picked: !hiddenKinds.has(kind),
  }));
  const unlikely: FilterItem = {
    findingKind: undefined,
    label: vscode.l10n.t('Also suspects that are less likely than not'),
    picked: !onlyLikely,
  };
  const title = vscode.l10n.t('Which suspects are shown?');
  const picked = await vscode.window.showQuickPick([...items, unlikely], { title, canPickMany: true });
  if (!picked) return undefined;
  const shown = new Set(picked.map(({ findingKind }) => findingKind));
  return {
    hiddenKinds: new Set(kinds.filter((kind) => !shown.has(kind))),
    onlyLikely: !shown.has(undefined),
  };
}
