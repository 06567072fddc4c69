// What does the editor start where extensions run in node?

import * as vscode from 'vscode';
import { activateOn } from './activate.ts';
import { registerLiveCommands } from './live/capture-register.ts';
import { nodeDisk } from './platform/node-disk.ts';
import { startNodeWorker } from './platform/node-worker-handle.ts';

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
  const judging = activateOn({ startWorker: () => startNodeWorker(script), disk: nodeDisk }, context);
  context.subscriptions.push(registerLiveCommands(context, judging));
}
