// Do the parsers stand mutated inputs?  npm run fuzz -- --runs N [--seed S] [--parser NAME]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensurePackages, root } from './install.mjs';

ensurePackages();
process.chdir(root);
// Its own folder, so that two runs at once do not meet.
const out = `out/fuzz-${process.pid}`;
try {
  const { build } = await import('esbuild');
  await build({
    entryPoints: ['test/fuzz/run.ts', 'test/fuzz/worker.ts'],
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  const env = { ...process.env, CULPRIT_FUZZ_WORKER: path.resolve(out, 'worker.cjs') };
  const args = ['--enable-source-maps', `${out}/run.cjs`, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
} finally {
  fs.rmSync(out, { recursive: true, force: true });
}
