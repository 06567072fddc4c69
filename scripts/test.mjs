// Does everything hold?  node scripts/test.mjs [types|lint|unit|e2e|pictures|more [part of a file's path]]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, definitions } from './build.mjs';
import { ensurePackages, root } from './install.mjs';

const [part = 'all', filter = ''] = process.argv.slice(2);
// Its own folder, so that two runs at once do not meet.
const out = `out/run-${process.pid}`;
const total = { passed: 0, failed: 0, skipped: [] };

const steps = {
  types: () => check('types', 'typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']),
  lint: () =>
    check('lint', '@biomejs/biome/bin/biome', [
      'ci',
      '.',
      process.stdout.isTTY ? '--colors=force' : '--colors=off',
    ]),
  unit: runUnits,
  e2e: runEndToEnd,
};
/**
 * Beside these: the end-to-end tests again, their pictures taken into the folder of the README; and those that
 * take too long for every day.
 */
const parts = { ...steps, pictures: runEndToEnd, more: () => runEndToEnd('.e2e-more.ts') };

async function main() {
  const chosen = part === 'all' ? Object.keys(steps) : [part];
  if (!chosen.every((name) => name in parts)) {
    console.error(
      `There is no part "${part}". Parts: ${Object.keys(parts).join(', ')}; none means all but the last two.`,
    );
    process.exit(2);
  }
  ensurePackages();
  process.chdir(root);
  if (part === 'pictures') process.env.CULPRIT_PICTURES = 'docs/pictures';
  try {
    for (const name of chosen) await parts[name]();
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
  printTotal();
}

function printTotal() {
  const reasons = new Map();
  for (const { name, reason } of total.skipped) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  for (const [reason, names] of reasons) {
    console.log(`skipped: ${reason}`);
    for (const name of names) console.log(`    ${name}`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** Runs one tool of node_modules; counts as one check. */
function check(name, tool, args) {
  console.log(`\n${name}`);
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [path.join('node_modules', tool), ...args], {
    stdio: 'inherit',
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`  ${status === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
  count(status === 0);
}

function count(passed) {
  if (passed) total.passed++;
  else total.failed++;
}

async function runUnits() {
  console.log('\nunit, golden and layers tests');
  await runTests(testFiles('.test.ts'), `${out}/unit`, [`--test-concurrency=${os.availableParallelism()}`]);
}

async function runEndToEnd(ending = '.e2e.ts') {
  console.log('\nend-to-end tests: a real VS Code in a real browser');
  const files = testFiles(ending);
  if (files.length === 0) return console.log('  none yet');
  if (!(await prepareMachine())) return count(false);
  await runTests(files, `${out}/e2e`, [], true);
}

/** VS Code and a browser, installed when they are missing; false after a message when that was not possible. */
async function prepareMachine() {
  await bundleTests(['test/support/prepare.ts'], `${out}/e2e`);
  const { status } = spawnSync(process.execPath, [`${out}/e2e/support/prepare.cjs`], { stdio: 'inherit' });
  return status === 0;
}

/** All files under test/ with this ending and the filter in their path. */
function testFiles(ending) {
  const all = fs.readdirSync('test', { recursive: true }).map((name) => `test/${name.replaceAll('\\', '/')}`);
  return all.filter((name) => name.endsWith(ending) && name.includes(filter)).sort();
}

/** @param oneByOne each file for itself, and a second time when it fails: a window can be slower than it is waited for */
async function runTests(files, outdir, flags, oneByOne = false) {
  if (files.length === 0) return console.log(`  no test file has "${filter}" in its path`);
  const built = await build({ log: () => {} }).catch(reportedByEsbuild);
  if (built === undefined) count(false);
  const bundled = await bundleTests(files, outdir);
  for (const group of oneByOne ? bundled.map((file) => [file]) : [bundled]) {
    let result = runBundled(group, outdir, flags);
    if (oneByOne && failures(result) > 0) {
      console.log('  ↻ once more');
      result = runBundled(group, outdir, flags);
    }
    add(result);
  }
}

/** What the test runner told; zeros where it could not tell any. */
function runBundled(bundled, outdir, flags) {
  if (bundled.length === 0) return { status: 0, passed: 0, failed: 0, skipped: [] };
  const resultFile = path.join(outdir, 'result.json');
  fs.rmSync(resultFile, { force: true });
  const reporter = ['--test-reporter=./scripts/reporter.mjs', '--test-reporter-destination=stdout'];
  const env = { ...process.env, CULPRIT_TEST_RESULT: resultFile };
  const args = ['--enable-source-maps', '--test', ...flags, ...reporter, ...bundled];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  const told = fs.existsSync(resultFile) ? JSON.parse(fs.readFileSync(resultFile, 'utf8')) : undefined;
  return { status, passed: 0, failed: 0, skipped: [], ...told };
}

/** Bundles each test for itself, so that one that cannot be bundled fails alone. Returns the files made. */
async function bundleTests(files, outdir) {
  const made = await Promise.all(files.map((file) => bundleTest(file, outdir).catch(reportedByEsbuild)));
  for (const file of made) if (file === undefined) count(false);
  return made.filter((file) => file !== undefined);
}

async function bundleTest(file, outdir) {
  const esbuild = await import('esbuild');
  const outfile = path.join(outdir, file.replace(/^test\//, '').replace(/\.ts$/, '.cjs'));
  await esbuild.build({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    define: definitions(),
    external: ['esbuild', 'playwright-core', 'typescript', '@vscode/test-electron'],
    logLevel: 'error',
  });
  return outfile;
}

/** esbuild has printed its messages already; any other error is thrown on. */
function reportedByEsbuild(error) {
  if (error.errors === undefined) throw error;
  return undefined;
}

/** A run that failed without a failed test (a crash between two tests) counts as one. */
function failures({ status, failed }) {
  return status !== 0 && failed === 0 ? 1 : failed;
}

function add(result) {
  total.passed += result.passed;
  total.failed += failures(result);
  total.skipped.push(...result.skipped);
}

await main();
