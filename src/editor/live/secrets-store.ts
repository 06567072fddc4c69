// What does the user tell servers about who asks, and where is it kept?

import * as vscode from 'vscode';
import type { Asked } from '../../live/session.ts';
import { basicAuth, bearer } from '../../live/target.ts';
import type { HeaderList } from '../../outside/http.ts';
import { visibleText } from '../marks/plain-markdown.ts';

const PREFIX = 'culprit.credentials:';
/** Origins with credentials, so that they can be listed and forgotten; no secret is in it. */
const ORIGINS = 'culprit.credentialOrigins';

/** Credentials by origin, in the secret storage of the editor. */
export class SecretsStore {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly state: vscode.Memento,
  ) {}

  async headersFor(origin: string): Promise<HeaderList> {
    const stored = await this.secrets.get(PREFIX + origin);
    if (stored === undefined) return [];
    const list: unknown = JSON.parse(stored);
    return Array.isArray(list) ? list.filter(isHeader) : [];
  }

  async save(origin: string, headers: HeaderList): Promise<void> {
    await this.secrets.store(PREFIX + origin, JSON.stringify(headers));
    await this.state.update(ORIGINS, [...new Set([...this.origins(), origin])]);
  }

  async forget(origin: string): Promise<void> {
    await this.secrets.delete(PREFIX + origin);
    await this.state.update(
      ORIGINS,
      this.origins().filter((one) => one !== origin),
    );
  }

  origins(): readonly string[] {
    return this.state.get<readonly string[]>(ORIGINS, []);
  }

  /** Asks which origin's credentials are to be forgotten. */
  async askForget(): Promise<void> {
    const origins = this.origins();
    if (origins.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No credentials are stored.'));
      return;
    }
    const title = vscode.l10n.t('Whose credentials shall be forgotten?');
    for (const origin of (await vscode.window.showQuickPick(origins, { title, canPickMany: true })) ?? [])
      await this.forget(origin);
  }
}

function isHeader(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

/** The user in front of the editor. What was given is kept by `keep`, once a server has accepted it. */
export class EditorUser implements Asked {
  readonly #given = new Map<string, ReadonlyMap<string, string>>();

  constructor(private readonly store: SecretsStore) {}

  async mayFollow(from: string, to: string): Promise<boolean> {
    const follow = vscode.l10n.t('Follow');
    const text = vscode.l10n.t('{0} redirects to {1}.', visibleText(from), visibleText(to));
    const detail = vscode.l10n.t('Credentials do not go along.');
    return (await vscode.window.showWarningMessage(text, { modal: true, detail }, follow)) === follow;
  }

  /** Headers add up, as a proxy may want one and the server behind it another. */
  async credentialsFor(origin: string, attempt: number, said: string): Promise<HeaderList | undefined> {
    if (attempt === 1) await this.store.forget(origin);
    const header = await askHeader(origin, said);
    if (!header) return undefined;
    const all = new Map([...(this.#given.get(origin) ?? []), header]);
    this.#given.set(origin, all);
    return [...all];
  }

  /** To be called when the servers did answer. */
  async keep(): Promise<void> {
    for (const [origin, headers] of this.#given) await this.store.save(origin, [...headers]);
    this.#given.clear();
  }
}

interface WayItem extends vscode.QuickPickItem {
  readonly ask: () => Promise<readonly [string, string] | undefined>;
}

async function askHeader(origin: string, said: string): Promise<readonly [string, string] | undefined> {
  const tenant: WayItem = {
    label: vscode.l10n.t('Tenant'),
    description: 'X-Scope-OrgID',
    ask: async () => {
      const name = await askText(vscode.l10n.t('Tenant'), false);
      return name === undefined ? undefined : ['x-scope-orgid', name];
    },
  };
  const ways: WayItem[] = [
    { label: vscode.l10n.t('User and Password'), ask: askBasic },
    { label: vscode.l10n.t('Token'), description: 'Authorization: Bearer', ask: askBearer },
    { label: vscode.l10n.t('Another Header'), ask: askAnyHeader },
  ];
  const title = vscode.l10n.t('{0} wants to know who asks: {1}', visibleText(origin), visibleText(said));
  const items = /org id|tenant/i.test(said) ? [tenant, ...ways] : [...ways, tenant];
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.ask();
}

async function askBasic(): Promise<readonly [string, string] | undefined> {
  const user = await askText(vscode.l10n.t('User'), false);
  if (user === undefined) return undefined;
  const password = await askText(vscode.l10n.t('Password'), true);
  return password === undefined ? undefined : basicAuth(user, password);
}

async function askBearer(): Promise<readonly [string, string] | undefined> {
  const token = await askText(vscode.l10n.t('Token'), true);
  return token === undefined ? undefined : bearer(token);
}

async function askAnyHeader(): Promise<readonly [string, string] | undefined> {
  const name = await askText(vscode.l10n.t('Name of the header'), false, /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
  if (name === undefined) return undefined;
  const value = await askText(vscode.l10n.t('Value of {0}', name), true);
  return value === undefined ? undefined : [name.toLowerCase(), value];
}

function askText(
  title: string,
  password: boolean,
  pattern = /^[\t\x20-\x7e\u00a0-\uffff]+$/,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...{ title, password, ignoreFocusOut: true },
    validateInput: (text) => (pattern.test(text) ? undefined : vscode.l10n.t('This cannot be sent.')),
  });
}
