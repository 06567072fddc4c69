// Which service does the user mean?

import * as vscode from 'vscode';
import { readTarget } from '../../live/target.ts';
import { findKubectl, type Kubectl, listNamespaces, listPods, type PodPort } from '../../outside/kubectl.ts';
import { errorToRead } from '../readers-language.ts';

export type CapturePlace =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'pod'; readonly kubectl: Kubectl; readonly pod: PodPort };

/** Addresses that were captured from, the newest first; without credentials. */
const RECENT = 'culprit.recentServices';
const MOST_RECENT = 8;
const USUAL_PORT = 6060;

/** Asks for a URL, or for a pod where kubectl can be run. Nothing is asked of any server before. */
export async function askCapturePlace(state: vscode.Memento): Promise<CapturePlace | undefined> {
  const kubectl = trustedKubectl();
  const pods: vscode.QuickPickItem = { label: vscode.l10n.t('$(server-environment) A Pod of Kubernetes…') };
  const recent = state.get<readonly string[]>(RECENT, []).map((url) => ({ label: url }));
  const answer = await typedOrPicked([
    ...(recent.length > 0 ? recent : [{ label: 'http://localhost:6060' }]),
    ...(kubectl ? [{ ...pods, alwaysShow: true }] : []),
  ]);
  if (answer === undefined) return undefined;
  if (kubectl && answer === pods.label) return askPod(kubectl);
  return { kind: 'url', url: answer };
}

export async function rememberPlace(state: vscode.Memento, url: string): Promise<void> {
  const { base } = readTarget(url);
  const all = [base, ...state.get<readonly string[]>(RECENT, [])];
  await state.update(RECENT, [...new Set(all)].slice(0, MOST_RECENT));
}

/** A typed address wins over the item that the list points at. */
function typedOrPicked(items: readonly vscode.QuickPickItem[]): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick();
  picker.title = vscode.l10n.t('Capture from which service?');
  picker.placeholder = vscode.l10n.t('Type its address: http://host:port/debug/pprof/');
  picker.items = items;
  picker.ignoreFocusOut = true;
  picker.show();
  return new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => resolve(picker.value.trim() || picker.selectedItems[0]?.label));
    picker.onDidHide(() => resolve(undefined));
  }).finally(() => picker.dispose());
}

/** A repository that is not trusted must not cause a program to be run, nor choose which. */
function trustedKubectl(): Kubectl | undefined {
  if (!vscode.workspace.isTrusted) return undefined;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return findKubectl(folders.map(({ uri }) => uri.fsPath));
}

async function askPod(kubectl: Kubectl): Promise<CapturePlace | undefined> {
  try {
    const namespace = await vscode.window.showQuickPick(listNamespaces(kubectl), {
      title: vscode.l10n.t('Namespace'),
      ignoreFocusOut: true,
    });
    if (namespace === undefined) return undefined;
    const pods = listPods(kubectl, namespace).then((all) =>
      all.map((one) => ({ label: one.pod, description: one.ports.map((p) => p.port).join(' '), one })),
    );
    const picked = await vscode.window.showQuickPick(pods, {
      title: vscode.l10n.t('Pod'),
      ignoreFocusOut: true,
    });
    const port = picked && (await askPort(picked.one.ports.map((p) => p.port)));
    if (!picked || port === undefined) return undefined;
    return { kind: 'pod', kubectl, pod: { namespace, pod: picked.one.pod, port, context: undefined } };
  } catch (error) {
    void vscode.window.showErrorMessage(errorToRead(error));
    return undefined;
  }
}

/** Debug ports are often not declared: any can be typed. */
async function askPort(declared: readonly number[]): Promise<number | undefined> {
  const usual = declared.includes(USUAL_PORT) ? USUAL_PORT : (declared[0] ?? USUAL_PORT);
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Port of the debug endpoint'),
    value: String(usual),
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^\d{1,5}$/.test(value) && Number(value) > 0 && Number(value) < 65536
        ? undefined
        : vscode.l10n.t('A port is a number from 1 to 65535.'),
  });
  return text === undefined ? undefined : Number(text);
}
