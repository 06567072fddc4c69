// Which commands reach servers? Only where extensions run in node. (Only wires.)

import * as vscode from 'vscode';
import { answerFilesOver } from '../protocol/file-questions.ts';
import { captureFromService } from './capture-command.ts';
import { openFromFleet } from './fleet-command.ts';
import { SecretsStore } from './secrets-store.ts';
import { WorkerClient, type WorkerHandle } from './worker-client.ts';
import { filesOfWorkspace } from './workspace-fs.ts';

/** The manifest hides these commands where extensions run in a web page. */
export function registerLiveCommands(
  context: vscode.ExtensionContext,
  startWorker: () => WorkerHandle,
): vscode.Disposable {
  const secrets = new SecretsStore(context.secrets, context.globalState);
  const state = context.globalState;
  const newClient = (): WorkerClient =>
    new WorkerClient(() => {
      const worker = startWorker();
      answerFilesOver(worker, filesOfWorkspace());
      return worker;
    }, vscode.l10n.t);
  const fleet = { state, secrets, newClient };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('culprit.captureFromService', () =>
      captureFromService({ state, secrets, extensionUri: context.extensionUri }),
    ),
    vscode.commands.registerCommand('culprit.openFromPyroscope', () => openFromFleet(fleet, 'pyroscope')),
    vscode.commands.registerCommand('culprit.openFromParca', () => openFromFleet(fleet, 'parca')),
    vscode.commands.registerCommand('culprit.forgetCredentials', () => secrets.askForget()),
  );
}
