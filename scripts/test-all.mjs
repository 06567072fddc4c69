// Does everything hold, in the newest VS Code and after a longer fuzz run as well?  npm run test:all
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

/** The newest build that test/support/vscode-install.ts knows. */
const NEWEST = '4.139.1';

const steps = [
  { name: 'npm test: the oldest supported VS Code', args: ['scripts/test.mjs'] },
  { name: 'more end-to-end tests', args: ['scripts/test.mjs', 'more'] },
  {
    name: `the newest VS Code (${NEWEST})`,
    args: ['scripts/test.mjs', 'e2e'],
    env: { CULPRIT_VSCODE: NEWEST },
  },
  { name: 'a longer fuzz run', args: ['scripts/fuzz.mjs', '--runs', '20000'] },
];

const failed = [];
for (const { name, args, env } of steps) {
  if (!fs.existsSync(path.join(root, args[0]))) continue;
  console.log(`\n=== ${name}`);
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nEverything holds.' : `\nFailed: ${failed.join('; ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
