// Which commands reach servers? Only where extensions run in node. (Only wires.)

import * as vscode from 'vscode';
import type { OpenOptions } from '../../protocol/queries.ts';
import type { WorkerClient } from '../platform/worker-client.ts';
import { captureFromService } from './capture-command.ts';
import { openFromFleet } from './fleet-command.ts';
import { SecretsStore } from './secrets-store.ts';

/** How dumps are judged beside the incident that is open. */
export interface Judging {
  /** A worker of its own. */
  newClient(): WorkerClient;
  /** As the user wants dumps judged now. */
  options(): OpenOptions;
}

/** The manifest hides these commands where extensions run in a web page. */
export function registerLiveCommands(context: vscode.ExtensionContext, judging: Judging): vscode.Disposable {
  const secrets = new SecretsStore(context.secrets, context.globalState);
  const state = context.globalState;
  const fleet = { state, secrets, judging };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('culprit.captureFromService', () =>
      captureFromService({ state, secrets, extensionUri: context.extensionUri }),
    ),
    vscode.commands.registerCommand('culprit.openFromPyroscope', () => openFromFleet(fleet, 'pyroscope')),
    vscode.commands.registerCommand('culprit.openFromParca', () => openFromFleet(fleet, 'parca')),
    vscode.commands.registerCommand('culprit.forgetCredentials', () => secrets.askForget()),
  );
}
