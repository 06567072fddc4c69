// What does the editor start where extensions run in a web page's worker?

import * as vscode from 'vscode';
import { activateOn } from './activate.ts';
import { startWebWorker } from './platform/web-worker-handle.ts';

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'worker.js');
  const startWorker = () => startWebWorker(async () => vscode.workspace.fs.readFile(script));
  activateOn({ startWorker, disk: undefined }, context);
}
