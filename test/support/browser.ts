// Which browser draws the tests' VS Code?  The first Chromium found, else one that is installed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const isWindows = process.platform === 'win32';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const macApplications = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const windowsPrograms = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

const helpText = `No Chromium, Chrome or Edge was found, and none could be installed. Type one of these, then start again:
  sudo apt-get update && sudo apt-get install -y chromium     (Debian, Ubuntu)
  npx playwright-core install chromium                        (any system)
or name a browser that you have:
  CHROME_PATH=/path/to/chrome npm test`;

/** Finds a browser or installs one, saying so. Throws with the commands to type when neither is possible. */
export function ensureChromium(log: (line: string) => void): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const installs = [installWithApt, installWithPlaywright];
  for (const install of installs) {
    install(log);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(helpText);
}

/** `CHROME_PATH` when it is set (a wrong one is an error), else the first known browser, else undefined. */
export function findChromium(): string | undefined {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && !isFile(named)) throw new Error(`CHROME_PATH is ${named}, which is not a file.`);
  return named ?? candidates().find(isFile);
}

function candidates(): string[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = names.flatMap((name) =>
    folders.map((folder) => path.join(folder, isWindows ? `${name}.exe` : name)),
  );
  return [...onPath, ...usualPlaces(), chromium.executablePath()];
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') return macApplications.map((name) => `/Applications/${name}`);
  if (!isWindows) return ['/snap/bin/chromium'];
  const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  return roots
    .filter((root) => root !== undefined)
    .flatMap((root) => windowsPrograms.map((name) => path.join(root, name)));
}

function isFile(name: string): boolean {
  return fs.statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;
}

function installWithApt(log: (line: string) => void): void {
  if (process.getuid?.() !== 0 || !isFile('/usr/bin/apt-get')) return;
  log('Installing Chromium: apt-get update && apt-get install -y chromium');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
}

function installWithPlaywright(log: (line: string) => void): void {
  log('Installing Chromium: npx playwright-core install chromium');
  const { resolve } = createRequire(path.join(process.cwd(), 'package.json'));
  const cli = path.join(path.dirname(resolve('playwright-core/package.json')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
}

const flags = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  // The same pixels on every machine.
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

export async function launchBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: ensureChromium(console.log),
    chromiumSandbox: false,
    args: isRoot ? [...flags, '--no-sandbox'] : flags,
    // The handlers of the server's module end this process in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
