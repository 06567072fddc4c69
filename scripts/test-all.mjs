// Does everything hold, in the newest VS Code and after a longer fuzz run as well?  npm run test:all
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './install.mjs';

const newest = { CULPRIT_VSCODE: 'newest' };

// The web worker host is among the end-to-end tests, in either VS Code.
const steps = [
  { name: 'npm test, in the oldest supported VS Code', args: ['scripts/test.mjs'] },
  { name: 'more end-to-end tests, in the oldest', args: ['scripts/test.mjs', 'more'] },
  { name: 'end-to-end tests, in the newest VS Code', args: ['scripts/test.mjs', 'e2e'], env: newest },
  { name: 'more end-to-end tests, in the newest', args: ['scripts/test.mjs', 'more'], env: newest },
  { name: 'a longer fuzz run', args: ['scripts/fuzz.mjs', '--runs', '20000'] },
];

/** What a step printed goes on as it comes; its last line, which has the total, is kept for the end. */
async function run({ args, env }) {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  let tail = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    tail = (tail + chunk).slice(-2000);
  });
  const [status] = await once(child, 'close');
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  return { passed: status === 0, told: tail.trim().split('\n').at(-1), minutes };
}

const results = [];
for (const step of steps) {
  console.log(`\n=== ${step.name}`);
  results.push({ name: step.name, ...(await run(step)) });
}

console.log('\n=== all');
for (const { name, passed, told, minutes } of results)
  console.log(`  ${passed ? '✔' : '✖'} ${name}: ${told} (${minutes} min)`);
const failed = results.filter(({ passed }) => !passed);
console.log(
  failed.length === 0 ? 'Everything holds.' : `Failed: ${failed.map(({ name }) => name).join('; ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
