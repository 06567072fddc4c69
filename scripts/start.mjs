// What does Culprit say of the sample incident?  npm start [-- --no-editor]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { ensurePackages, root } from './install.mjs';
import { ensureSampleWorkspace, sampleDumps, sampleWorkspace } from './sample.mjs';

const usage = `usage: npm start [-- --no-editor]
  builds Culprit, prints the report of the sample incident, and opens it in VS Code
  --no-editor   stops after the report`;

async function main() {
  const unknown = process.argv.slice(2).find((argument) => argument !== '--no-editor');
  if (unknown !== undefined) {
    console.error(`There is no option "${unknown}".\n${usage}`);
    process.exit(2);
  }
  ensurePackages();
  process.chdir(root);
  console.log('Building');
  await build({ log: () => {} });
  ensureSampleWorkspace();
  printReport();
  if (!process.argv.includes('--no-editor')) await openEditor();
}

/** The report of the six dumps, as the CLI prints it; its exit code ends the process when it failed. */
function printReport() {
  const cli = ['dist/cli.js', 'report', sampleDumps, '--workspace', sampleWorkspace];
  console.log(`\n$ node ${cli.join(' ')}`);
  const { status } = spawnSync(process.execPath, cli, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The opener is TypeScript, shared with the tests: it is bundled first. */
async function openEditor() {
  const esbuild = await import('esbuild');
  const opener = `out/start-${process.pid}.cjs`;
  await esbuild.build({
    entryPoints: ['test/support/open-editor.ts'],
    outfile: opener,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['@vscode/test-electron', 'playwright-core'],
    logLevel: 'error',
  });
  process.on('exit', () => fs.rmSync(opener, { force: true }));
  const { openEditor } = await import(new URL(`../${opener}`, import.meta.url));
  const [folder, dumps] = [sampleWorkspace, sampleDumps].map((one) => path.resolve(one));
  await openEditor({ extension: root, folder, dumps });
}

await main();
