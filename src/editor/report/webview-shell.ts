// How does a webview get its page?

import * as vscode from 'vscode';
import { pageHtml } from './page-html.ts';

/** Scripts run under the page's policy, and only this extension's own files can be loaded. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
  return { enableScripts: true, localResourceRoots: roots };
}

/** The page that loads `script` of `dist/`. */
export function webviewShell(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  title: string,
  script: string,
): string {
  const address = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
  return pageHtml({
    nonce: newNonce(),
    cspSource: webview.cspSource,
    script: address(script),
    style: address('webview.css'),
    title,
    language: vscode.env.language,
  });
}

function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
