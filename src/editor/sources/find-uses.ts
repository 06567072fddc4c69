// Where does the workspace use a package?

import * as vscode from 'vscode';
import type { PackageUse } from '../../protocol/answers.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incidents } from '../opening/incidents.ts';
import type { WorkspaceSites } from './workspace-sites.ts';

interface UseItem extends vscode.QuickPickItem {
  readonly use?: PackageUse;
}

export interface FindUsesDeps {
  readonly incidents: Incidents;
  readonly sites: WorkspaceSites;
  readonly log: vscode.LogOutputChannel;
}

/** Of the import under the cursor, else of a library of the dumps that the user picks; each place opens by a click. */
export async function findUses({ incidents, sites, log }: FindUsesDeps): Promise<void> {
  const { active } = incidents;
  if (!active) return;
  const path = importUnderCursor() ?? (await pickLibrary(await answerOr(active.ask('libraries', null), [])));
  if (path === undefined) return;
  const uses = await answerOr(active.ask('uses', { package: path }), []);
  log.info(`uses of ${visibleText(path)}: ${uses.length}`);
  if (uses.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No file of the workspace imports {0}: only other libraries use it.', visibleText(path)),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(useItems(uses), {
    title: vscode.l10n.t('Uses of {0}', visibleText(path)),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.use) await sites.open(picked.use.site);
}

async function answerOr<T>(
  outcome: Promise<{ readonly kind: string; readonly value?: T }>,
  otherwise: T,
): Promise<T> {
  return (await outcome).value ?? otherwise;
}

/** The import path in quotes on the cursor's line. */
function importUnderCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor?.document.fileName.endsWith('.go')) return undefined;
  const { text } = editor.document.lineAt(editor.selection.active.line);
  return /^\s*(?:import\s+)?(?:[\w.]+\s+)?"([^"\s]+\/[^"\s]+)"/.exec(text)?.[1];
}

async function pickLibrary(libraries: readonly string[]): Promise<string | undefined> {
  if (libraries.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('These dumps name no library.'));
    return undefined;
  }
  const items = libraries.map((path) => ({ label: visibleText(path), path }));
  const title = vscode.l10n.t('Which package?');
  return (await vscode.window.showQuickPick(items, { title }))?.path;
}

/** Calls first, since they do something; tests apart at the end. */
function useItems(uses: readonly PackageUse[]): UseItem[] {
  const isCall = ({ kind }: PackageUse): boolean => kind === 'call' || kind === 'composite';
  const group = (label: string, which: (use: PackageUse) => boolean): UseItem[] => {
    const items = uses.filter(which).map(useItem);
    return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
  };
  return [
    ...group(vscode.l10n.t('Calls'), (use) => isCall(use) && !use.test),
    ...group(vscode.l10n.t('Imports and mentions'), (use) => !isCall(use) && !use.test),
    ...group(vscode.l10n.t('In tests'), ({ test }) => test),
  ];
}

function useItem(use: PackageUse): UseItem {
  const { file, line, function: name } = use.site;
  const what = use.name === '' ? vscode.l10n.t('import') : visibleText(use.name);
  return { label: `${visibleText(file)}:${line}`, description: what, detail: visibleText(name), use };
}
