// Are the packages of package-lock.json here? If not, they are installed. Node built-ins only: this runs on a fresh clone.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const neededNode = 20;

/** Ends the process with one sentence when this Node is too old for the project. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= neededNode) return;
  console.error(`Culprit needs Node ${neededNode} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/** Installs the packages when one is missing or has another version than the lock file says. */
export function ensurePackages() {
  requireNode();
  const stale = firstStalePackage();
  if (stale === undefined) return;
  console.log(`Installing the packages of package-lock.json (${stale}): npm ci --ignore-scripts`);
  const status = npm(['ci', '--ignore-scripts'], root);
  if (status === 0) return;
  console.error('The packages could not be installed. Run "npm ci --ignore-scripts" here to see why.');
  process.exit(1);
}

/** Runs npm the way that this process was started with it, else the one on the PATH. */
export function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const options = { cwd, stdio: 'inherit' };
  if (own?.endsWith('npm-cli.js')) return spawnSync(process.execPath, [own, ...args], options).status;
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' }).status;
}

/** Names the first package that is not installed as the lock file says, or undefined when all are. */
function firstStalePackage() {
  const wanted = readLock('package-lock.json');
  const have = readLock('node_modules/.package-lock.json');
  if (have === undefined) return 'none is installed';
  for (const [place, { version, optional }] of Object.entries(wanted.packages)) {
    if (place === '' || optional) continue;
    const installed = have.packages[place]?.version;
    if (installed !== version) return `${place} is ${installed ?? 'missing'}, wanted ${version}`;
  }
  return undefined;
}

function readLock(file) {
  const full = path.join(root, file);
  return fs.existsSync(full) ? JSON.parse(fs.readFileSync(full, 'utf8')) : undefined;
}
