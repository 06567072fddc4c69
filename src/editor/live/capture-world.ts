// How does the editor reach a server that the user named?

import * as vscode from 'vscode';
import { LiveSession } from '../../live/session.ts';
import type { Target } from '../../live/target.ts';
import { nodeClock } from '../../outside/clock-node.ts';
import { nodeHttpClient } from '../../outside/http-node.ts';
import { rootsOfFile, systemRoots } from '../../outside/tls-roots.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import { faultToRead, textToRead } from '../readers-language.ts';
import { EditorUser, type SecretsStore } from './secrets-store.ts';

export interface EditorSession {
  readonly session: LiveSession;
  /** What was given on the way is stored. */
  keep(): Promise<void>;
}

/** Throws an Error for the user when the CA file of the settings cannot be used. */
export async function openEditorSession(target: Target, store: SecretsStore): Promise<EditorSession> {
  const caFile = vscode.workspace.getConfiguration('culprit').get<string>('live.caFile', '');
  // The editor gives node the system's roots; where it does not, they are read.
  const ca = caFile === '' ? systemRoots() : rootsOfFile(caFile);
  const user = new EditorUser(store);
  const known = [...target.headers, ...(await store.headersFor(target.origin))];
  const deps = { http: nodeHttpClient(ca ? { ca } : {}), clock: nodeClock, user };
  return { session: new LiveSession(deps, [[target.origin, known]]), keep: () => user.keep() };
}

/** True unless the user, being warned of the address, goes back. */
export async function mayAsk({ warning }: Target): Promise<boolean> {
  if (warning === '') return true;
  const ask = vscode.l10n.t('Ask It');
  const text = visibleText(textToRead(warning));
  return (await vscode.window.showWarningMessage(text, { modal: true }, ask)) === ask;
}

export function tellFault(fault: { readonly text: string; readonly advice: string }): void {
  void vscode.window.showErrorMessage(faultToRead(fault));
}

/** An abort signal that follows the editor's token. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** A place for dumps: a new folder in the workspace, or in a folder that is chosen. */
export async function askPlace(name: string): Promise<string | undefined> {
  const workspace = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  const here: vscode.QuickPickItem = {
    label: vscode.l10n.t('$(folder) In the Workspace'),
    description: name,
    detail: vscode.l10n.t('Dumps can hold secrets: keep them out of version control.'),
  };
  const elsewhere: vscode.QuickPickItem = { label: vscode.l10n.t('$(folder-opened) Choose a Folder…') };
  const title = vscode.l10n.t('Where shall the dumps be kept?');
  const picked = workspace ? await vscode.window.showQuickPick([here, elsewhere], { title }) : elsewhere;
  if (!picked) return undefined;
  if (picked === here) return vscode.Uri.joinPath(workspace!.uri, name).fsPath;
  const chosen = await vscode.window.showOpenDialog({
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: false, title },
    openLabel: vscode.l10n.t('Keep Them Here'),
  });
  return chosen?.[0] && vscode.Uri.joinPath(chosen[0], name).fsPath;
}
