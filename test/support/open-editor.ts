// Which VS Code can a person look at, and how is it opened on a folder with dumps?
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { openerExtension } from './opener-extension.ts';
import { cacheFolder } from './vscode-install.ts';
import { startServer, workbenchAddress } from './vscode-server.ts';

export interface EditorRequest {
  /** The extension under development. */
  readonly extension: string;
  readonly folder: string;
  readonly dumps: string;
}

const isWindows = process.platform === 'win32';

/** A desktop VS Code that is here, else one that is downloaded, else the web build, whose address is printed. */
export async function openEditor(request: EditorRequest): Promise<void> {
  if (!hasScreen()) console.log('\nThere is no screen for a desktop VS Code here.');
  else if (openDesktop(desktopOnPath(), request) || openDesktop(await downloadedDesktop(), request)) return;
  await serveWeb(request);
}

/** A terminal inside VS Code on another machine has a `code` as well, but it opens windows there. */
function hasScreen(): boolean {
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined) return false;
  if (process.platform !== 'linux') return true;
  return process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
}

function desktopOnPath(): string | undefined {
  for (const name of ['code', 'code-insiders', 'codium']) {
    const { status } = spawnSync(name, ['--version'], { stdio: 'ignore', shell: isWindows });
    if (status === 0) return name;
  }
  return undefined;
}

async function downloadedDesktop(): Promise<string | undefined> {
  console.log('\nNo desktop VS Code is on the PATH: downloading one.');
  const cachePath = path.join(cacheFolder(), 'vscode-desktop');
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath });
  } catch (error) {
    console.log(`It could not be downloaded (${error instanceof Error ? error.message : error}).`);
    return undefined;
  }
}

/** Opens a window of its own; false when there is no program to open. */
function openDesktop(program: string | undefined, { extension, folder, dumps }: EditorRequest): boolean {
  if (program === undefined) return false;
  console.log(`\nOpening ${program} on ${folder}`);
  const developed = [extension, openerExtension(dumps)].map((one) => `--extensionDevelopmentPath=${one}`);
  const asRoot = ['--no-sandbox', `--user-data-dir=${path.join(os.tmpdir(), 'culprit-desktop')}`];
  const args = ['--new-window', ...developed, ...(process.getuid?.() === 0 ? asRoot : []), folder];
  // On Windows `code` is a batch file, which only a shell can start; the quotes hold paths with spaces together.
  const shell = isWindows && !fs.existsSync(program);
  const child = spawn(program, shell ? args.map((one) => `"${one}"`) : args, {
    stdio: 'ignore',
    detached: true,
    shell,
  });
  child.on('error', (error) => console.log(`It did not start: ${error.message}`));
  child.unref();
  return true;
}

/** Serves until Ctrl+C. */
async function serveWeb({ extension, folder, dumps }: EditorRequest): Promise<void> {
  console.log('Starting the web build of VS Code.');
  const server = await startServer({ log: console.log, extension, installed: [openerExtension(dumps)] });
  const address = workbenchAddress(server, folder);
  console.log(`\n  Open in your browser:  ${address}\n  Ctrl+C ends it.\n`);
}
