// Since which release are lines new? The user picks it, and it is remembered for the workspace.

import * as vscode from 'vscode';
import type { Release } from '../../model/git-access.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incidents } from '../opening/incidents.ts';
import type { Rejudge } from '../opening/rejudge.ts';

const MEMORY = 'culprit.since';

/** Goes before the setting `culprit.git.since`; empty for none. */
export class ChosenRelease {
  constructor(private readonly memory: Pick<vscode.Memento, 'get' | 'update'>) {}

  get since(): string {
    const known = this.memory.get<unknown>(MEMORY, '');
    return typeof known === 'string' ? known : '';
  }

  async remember(since: string): Promise<void> {
    await this.memory.update(MEMORY, since === '' ? undefined : since);
  }
}

export interface ChooseReleaseDeps {
  readonly incidents: Incidents;
  readonly release: ChosenRelease;
  readonly rejudge: Rejudge;
  readonly log: vscode.LogOutputChannel;
}

interface ReleaseItem extends vscode.QuickPickItem {
  readonly since: () => Thenable<string | undefined>;
}

/** The report is made anew with the lines that came after the release. */
export async function chooseRelease({ incidents, release, rejudge, log }: ChooseReleaseDeps): Promise<void> {
  const incident = incidents.active;
  if (!incident || !vscode.workspace.isTrusted) return;
  const outcome = await incident.ask('releases', null);
  const items = itemsFor(outcome.kind === 'answer' ? outcome.value : [], release.since);
  const title = vscode.l10n.t('Which lines are new? Those that came after…');
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  const since = await picked?.since();
  if (since === undefined) return;
  log.info(visibleText(since === '' ? 'no release is compared with' : `compared with ${since}`));
  await release.remember(since);
  await rejudge.now();
}

function itemsFor(releases: readonly Release[], chosen: string): ReleaseItem[] {
  const tags = releases.map(({ name, date }) => ({
    label: `$(${name === chosen ? 'check' : 'tag'}) ${visibleText(name)}`,
    description: date,
    since: async () => name,
  }));
  const other = { label: vscode.l10n.t('$(edit) Another Revision, or a Range…'), since: askRevision };
  const none = { label: vscode.l10n.t('$(circle-slash) No Release'), since: async () => '' };
  return [...tags, { ...other, alwaysShow: true }, ...(chosen === '' ? [] : [none])];
}

function askRevision(): Thenable<string | undefined> {
  return vscode.window
    .showInputBox({
      title: vscode.l10n.t('Which lines are new? Those that came after…'),
      placeHolder: 'v1.7.0, v1.7.0..v1.8.0, HEAD~3',
      validateInput: (text) =>
        text.trim() === '' ? vscode.l10n.t('A revision is a tag, a branch or a commit.') : undefined,
    })
    .then((text) => text?.trim());
}
