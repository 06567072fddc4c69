// How is a VS Code served to a browser, with a throw-away profile and this extension in it?
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyExtension } from './extension-copy.ts';
import { ensureVSCode, type VSCodeBuild } from './vscode-install.ts';

export interface ServerOptions {
  /** User settings beside the quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the built extension that is tried. The profile has a copy of it. */
  readonly extension?: string;
  /** Folders of other extensions that the profile has already. */
  readonly installed?: readonly string[];
  /** A package that is installed as a user installs it. */
  readonly vsix?: string;
  readonly log?: (line: string) => void;
}

export interface VSCodeServer {
  readonly port: number;
  readonly token: string;
  /** What the server printed so far. */
  output(): string;
  /** Ends the server and what it started, and removes its profile. */
  close(): Promise<void>;
}

const isWindows = process.platform === 'win32';
const startLimit = 60_000;

/** Nothing that moves, asks, updates, phones or greets. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.reduceMotion': 'on',
  'workbench.list.smoothScrolling': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'editor.cursorBlinking': 'solid',
  'editor.stickyScroll.enabled': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'window.confirmBeforeClose': 'never',
  'files.hotExit': 'off',
};

/** Starts a server on a free port of this machine. Throws with its output when it does not come up. */
export async function startServer(options: ServerOptions = {}): Promise<VSCodeServer> {
  const log = options.log ?? (() => {});
  const code = ensureVSCode(log);
  const profile = makeProfile(options);
  if (options.vsix !== undefined) installPackage(code, profile, options.vsix);
  const child = spawn(
    code.node,
    [path.join(code.root, 'out', 'server-main.js'), ...serverArguments(profile)],
    {
      env: environment(options.env ?? {}),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that the extension hosts which it starts can be ended with it.
      detached: !isWindows,
    },
  );
  endWithThisProcess(child, profile.folder);
  const printed = collect(child);
  const port = await portOf(child, printed).catch((error: unknown) => {
    kill(child, 'SIGKILL');
    throw error;
  });
  return { port, token: profile.token, output: printed, close: () => close(child, profile.folder) };
}

interface Profile {
  readonly folder: string;
  readonly token: string;
  readonly tokenFile: string;
}

/** Every user and page of a machine can reach its loopback ports: the token of one run keeps them out. */
function makeProfile({ settings = {}, extension, installed = [] }: ServerOptions): Profile {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-vscode-'));
  const user = path.join(folder, 'data', 'User');
  fs.mkdirSync(user, { recursive: true });
  fs.writeFileSync(
    path.join(user, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
  const extensions = path.join(folder, 'extensions');
  if (extension !== undefined) copyExtension(extension, extensions);
  for (const one of installed) fs.cpSync(one, path.join(extensions, path.basename(one)), { recursive: true });
  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(folder, 'token');
  fs.writeFileSync(tokenFile, token, { mode: 0o600 });
  return { folder, token, tokenFile };
}

function installPackage({ node, root }: VSCodeBuild, { folder }: Profile, vsix: string): void {
  const where = ['--server-data-dir', folder, '--extensions-dir', path.join(folder, 'extensions')];
  const args = ['--install-extension', vsix, '--force', '--accept-server-license-terms', ...where];
  const program = path.join(root, 'out', 'server-main.js');
  const { status, stdout, stderr } = spawnSync(node, [program, ...args], {
    encoding: 'utf8',
    env: environment({}),
  });
  if (status !== 0) throw new Error(`${vsix} could not be installed:\n${stdout}${stderr}`);
}

function serverArguments({ folder, tokenFile }: Profile): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', folder, '--extensions-dir', path.join(folder, 'extensions')],
  ];
}

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_RUN|NODE_TEST_CONTEXT)/.test(name),
  );
  const noGallery = '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}';
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: noGallery, ...more };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

async function portOf(child: ChildProcess, printed: () => string): Promise<number> {
  const end = Date.now() + startLimit;
  while (Date.now() < end) {
    const port = /Extension host agent listening on (\d+)/.exec(printed())?.[1];
    if (port !== undefined) return Number(port);
    if (hasEnded(child)) throw new Error(`The VS Code server ended at once:\n${printed()}`);
    await sleep(50);
  }
  throw new Error(`The VS Code server did not start in ${startLimit / 1000} s:\n${printed()}`);
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function close(child: ChildProcess, folder: string): Promise<void> {
  if (!hasEnded(child)) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await Promise.race([gone, sleep(3000, undefined, { ref: false })]);
  }
  kill(child, 'SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  running.delete(child);
}

/** Ends the whole group of this child, and nothing else. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (isWindows || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

const running = new Map<ChildProcess, string>();

/** However this process ends, its servers and their profiles go with it. */
function endWithThisProcess(child: ChildProcess, folder: string): void {
  if (running.size === 0) {
    process.on('exit', endAll);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => process.exit(130));
  }
  running.set(child, folder);
}

function endAll(): void {
  for (const [child, folder] of running) {
    kill(child, 'SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** The address that opens a folder, or a `.code-workspace` file. */
export function workbenchAddress({ port, token }: VSCodeServer, folder: string): string {
  const query = new URLSearchParams({
    tkn: token,
    [folder.endsWith('.code-workspace') ? 'workspace' : 'folder']: slashed(folder),
    payload: JSON.stringify([
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ]),
  });
  return `http://127.0.0.1:${port}/?${query}`;
}

function slashed(local: string): string {
  const full = path.resolve(local);
  return isWindows ? `/${full.replaceAll('\\', '/')}` : full;
}
