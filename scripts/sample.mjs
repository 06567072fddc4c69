// Where is the sample service's working copy?  Rebuilt from the git bundle, at the release that went wrong.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

export const sampleDumps = 'sample/dumps/release-v1.8.0';
export const sampleWorkspace = 'sample/workspace/order-consumer';
const release = 'v1.8.0';

/** Clones the bundle when the working copy is missing or stands at another release. Ends the process without git. */
export function ensureSampleWorkspace() {
  const folder = path.join(root, sampleWorkspace);
  if (isAtRelease(folder)) return;
  if (git(['--version']).status !== 0) {
    console.error(
      'The sample working copy is rebuilt with git, which was not found. Install git and start again.',
    );
    process.exit(1);
  }
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  console.log(`Rebuilding ${sampleWorkspace} at ${release} from sample/order-consumer.bundle`);
  const bundle = path.join(root, 'sample/order-consumer.bundle');
  const clone = git([
    '-c',
    'advice.detachedHead=false',
    'clone',
    '--quiet',
    '--branch',
    release,
    bundle,
    folder,
  ]);
  if (clone.status === 0) return;
  console.error(`git could not rebuild it: ${clone.stderr}`);
  process.exit(1);
}

/** Of its own repository: git would otherwise answer for the project's, in which the folder lies. */
function isAtRelease(folder) {
  if (!fs.existsSync(path.join(folder, '.git'))) return false;
  const { status, stdout } = git(['-C', folder, 'describe', '--tags', '--exact-match']);
  return status === 0 && stdout.trim() === release;
}

const git = (args) => spawnSync('git', args, { encoding: 'utf8' });
